"""The site map with a kind more: its pages and its API before all others."""

from django.urls import include, path

from collab_portal import urls as site
from register.api import EntryViewSet
from register.urls import record_api, record_urls

from .filters import GrantFilterSet
from .serializers import GrantEditionSerializer


class GrantViewSet(EntryViewSet):
    """Grants, as published."""

    filterset_class = GrantFilterSet
    serializer_class = GrantEditionSerializer


urlpatterns = [
    path("grants/", include((record_urls(GrantFilterSet), "grants"))),
    path("api/v1/", include(([*record_api("grants", GrantViewSet), *site.api_v1], "api"))),
    *site.urlpatterns,
]
handler400, handler403 = site.handler400, site.handler403
handler404, handler500 = site.handler404, site.handler500
