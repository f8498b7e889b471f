"""Teams and shared sites in the API."""

from register.api import EntryViewSet

from .filters import SiteFilterSet, TeamFilterSet
from .serializers import SiteEditionSerializer, TeamEditionSerializer


class TeamViewSet(EntryViewSet):
    """Teams of police, fire and other services, as published."""

    filterset_class = TeamFilterSet
    serializer_class = TeamEditionSerializer


class SiteViewSet(EntryViewSet):
    """Sites that police and fire services share, as published."""

    filterset_class = SiteFilterSet
    serializer_class = SiteEditionSerializer
