"""What the register has to know of teams and of shared sites to publish them."""

from register.kinds import Kind

from . import vocabulary
from .models import PublishedSite, PublishedTeam, Site, Team
from .serializers import SiteSerializer, TeamSerializer

TEAM = Kind(
    name=Team.kind,
    namespace="teams",
    record=Team,
    published=PublishedTeam,
    serializer=TeamSerializer,
    schema="team/1",
    summary="Teams of police, fire and other services that share an office or work as one.",
    words=frozenset({"team_kind", "decision", "reference"}),
    vocabularies={
        "lifecycle": vocabulary.Lifecycle,
        "team_kind": vocabulary.TeamKind,
        "trial_decision": vocabulary.TrialDecision,
        "trial_state": vocabulary.TrialState,
    },
)

SITE = Kind(
    name=Site.kind,
    namespace="sites",
    record=Site,
    published=PublishedSite,
    serializer=SiteSerializer,
    schema="site/1",
    summary="Buildings that police and fire services share.",
    words=frozenset({"site_kind", "role"}),
    vocabularies={"site_kind": vocabulary.SiteKind, "site_role": vocabulary.SiteRole},
)
