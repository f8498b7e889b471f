from django.urls import re_path

from register.urls import record_urls

from . import views
from .filters import AgreementFilterSet

app_name = "agreements"
urlpatterns = [
    *record_urls(AgreementFilterSet),
    re_path(
        r"^(?P<slug>[-a-zA-Z0-9_]+)/documents/(?P<sha256>[0-9a-f]{64})/$",
        views.AgreementDocumentView.as_view(),
        name="document",
    ),
]
