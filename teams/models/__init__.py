from .parts import BoardSeat, Post, TeamOrganisation, TeamOutcome, TeamSource
from .site import Site, SiteOrganisation, SiteSource
from .team import Team

__all__ = [
    "BoardSeat",
    "Post",
    "Site",
    "SiteOrganisation",
    "SiteSource",
    "Team",
    "TeamOrganisation",
    "TeamOutcome",
    "TeamSource",
]
