from .parts import BoardSeat, Post, TeamOrganisation, TeamOutcome, TeamSource
from .published import PublishedSite, PublishedTeam, TeamPeriod
from .site import Site, SiteOrganisation, SiteSource
from .team import Team

__all__ = [
    "BoardSeat",
    "Post",
    "PublishedSite",
    "PublishedTeam",
    "Site",
    "SiteOrganisation",
    "SiteSource",
    "Team",
    "TeamOrganisation",
    "TeamOutcome",
    "TeamPeriod",
    "TeamSource",
]
