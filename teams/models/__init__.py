from .parts import BoardSeat, Post, TeamOrganisation, TeamOutcome, TeamSource, TeamStated
from .site import Site, SiteOrganisation, SiteSource, SiteStated
from .team import Team

__all__ = [
    "BoardSeat",
    "Post",
    "Site",
    "SiteOrganisation",
    "SiteSource",
    "SiteStated",
    "Team",
    "TeamOrganisation",
    "TeamOutcome",
    "TeamSource",
    "TeamStated",
]
