"""Who takes part in collaborations, and who keeps the register of them."""

from .group import Group, GroupMembership
from .organisation import Alias, FormerName, Organisation
from .people import Membership, User
from .relations import PoliceFirePair, Succession
from .request import ReferenceRequest
from .versioned import ReferenceModel, ReferenceQuerySet, ReferenceVersion

__all__ = [
    "Alias",
    "FormerName",
    "Group",
    "GroupMembership",
    "Membership",
    "Organisation",
    "PoliceFirePair",
    "ReferenceModel",
    "ReferenceQuerySet",
    "ReferenceRequest",
    "ReferenceVersion",
    "Succession",
    "User",
]
