"""The product's addresses, and those of the baselines."""

from django.urls import include, path

from collab_portal.urls import *  # noqa: F403
from collab_portal.urls import urlpatterns as product

from .constant import constant

urlpatterns = [
    path("plain/", include("bench.plain.urls")),
    path("constant/<int:size>/", constant),
    *product,
]
