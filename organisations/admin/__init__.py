"""The admin of reference data, and of the people who keep the register."""

from .people import MembershipInline, UserAdmin
from .reference import GroupAdmin, OrganisationAdmin
from .requests import ReferenceRequestAdmin

__all__ = [
    "GroupAdmin",
    "MembershipInline",
    "OrganisationAdmin",
    "ReferenceRequestAdmin",
    "UserAdmin",
]
