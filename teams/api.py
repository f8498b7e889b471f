"""Teams and shared sites in the API."""

from register.api import PublishedViewSet

from .filters import SiteFilterSet, TeamFilterSet
from .models import PublishedSite, PublishedTeam
from .serializers import SiteEditionSerializer, TeamEditionSerializer


class TeamViewSet(PublishedViewSet):
    """Teams of police, fire and other services, as published."""

    model = PublishedTeam
    filterset_class = TeamFilterSet
    serializer_class = TeamEditionSerializer


class SiteViewSet(PublishedViewSet):
    """Sites that police and fire services share, as published."""

    model = PublishedSite
    filterset_class = SiteFilterSet
    serializer_class = SiteEditionSerializer
