"""What the register has to know of teams and of shared sites to publish them."""

from agreements.assurance import outlived
from register.kinds import Kind
from register.lifecycle import IN_DOUBT, LAST_KNOWN, PAST_END

from . import index
from .models import Site, Team
from .rules import SITE_FIRST, SITE_RULES, TEAM_FIRST, TEAM_RULES
from .serializers import (
    SiteEditionSerializer,
    SiteSerializer,
    TeamEditionSerializer,
    TeamSerializer,
)
from .vocabulary import Lifecycle, SiteLifecycle

TEAM = Kind(
    name=Team.kind,
    namespace="teams",
    record=Team,
    serializer=TeamSerializer,
    edition=TeamEditionSerializer,
    schema="team/1",
    index=index.team,
    participants=index.in_team,
    summary="Teams in which police, fire and other services work as one or share an office, did "
    "so, or are to.",
    under_way=Lifecycle.WORKING,
    colours={
        Lifecycle.WORKING: "green",
        Lifecycle.PROPOSED: "yellow",
        Lifecycle.NOT_CONFIRMED: "orange",
        Lifecycle.NOT_RECORDED: "orange",
    },
    rules={rule.id: rule for rule in TEAM_RULES},
    first_rule=TEAM_FIRST,
    findings_beyond=outlived,
    rule_settings=("CONFIRMED_FOR_MONTHS",),
    not_confirmed={
        PAST_END: "past a recorded or planned end, not known since",
        LAST_KNOWN: "working when last known of",
        IN_DOUBT: "with dates in doubt",
    },
    relations={
        "sites": "Teams recorded here",
        "agreement": "Teams recorded under it",
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
    summary="Buildings that police and fire services share, shared, or are to share.",
    under_way=SiteLifecycle.OPEN,
    colours={
        SiteLifecycle.OPEN: "green",
        SiteLifecycle.PROPOSED: "yellow",
        SiteLifecycle.NOT_CONFIRMED: "orange",
        SiteLifecycle.NOT_RECORDED: "orange",
    },
    rules={rule.id: rule for rule in SITE_RULES},
    first_rule=SITE_FIRST,
    rule_settings=("CONFIRMED_FOR_MONTHS",),
    not_confirmed={
        PAST_END: "past a recorded closing, not known since",
        LAST_KNOWN: "open when last known of",
        IN_DOUBT: "with dates in doubt",
    },
)
