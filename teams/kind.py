"""What the register has to know of teams and of shared sites to publish them."""

from register.kinds import Kind

from . import index
from .models import Site, Team
from .serializers import (
    SiteEditionSerializer,
    SiteSerializer,
    TeamEditionSerializer,
    TeamSerializer,
)
from .vocabulary import Lifecycle

TEAM = Kind(
    name=Team.kind,
    namespace="teams",
    record=Team,
    serializer=TeamSerializer,
    edition=TeamEditionSerializer,
    schema="team/1",
    index=index.team,
    participants=index.in_team,
    summary="Teams of police, fire and other services that share an office or work as one.",
    under_way=Lifecycle.WORKING,
    colours={
        Lifecycle.WORKING: "green",
        Lifecycle.PLANNED: "yellow",
        Lifecycle.NOT_RECORDED: "orange",
    },
    relations={
        "sites": "Teams that work here",
        "agreement": "Teams that work under it",
        "part_of": "Parts of it",
    },
)

SITE = Kind(
    name=Site.kind,
    namespace="sites",
    record=Site,
    serializer=SiteSerializer,
    edition=SiteEditionSerializer,
    schema="site/1",
    index=index.site,
    participants=index.at_site,
    summary="Buildings that police and fire services share.",
    takes_part="Owns or uses",
)
