"""Who leads, hosts, employs, provides and receives, and when. Pure functions of a body."""

import datetime

from organisations.dates import covers

from .terms import folded_variations, parse, parties_on
from .vocabulary import RoleKind, VariationKind


def slugs_of(party: dict) -> set[str]:
    """The organisations that a party is known to be: none, where it is only as printed."""
    if party["organisation"]:
        return {party["organisation"]["slug"]}
    return {member["slug"] for member in party["group"]["members"]} if party["group"] else set()


def is_unknown(party: dict) -> bool:
    """Whether nobody knows who it is: it is only as printed, or a group without members."""
    return not slugs_of(party)


def roles_on(body: dict, day: datetime.date) -> list[dict]:
    """The roles held on the day. What is not recorded ends none; leaving the agreement does."""
    parties = set().union(*map(slugs_of, body["parties"]))
    staying = set().union(*map(slugs_of, parties_on(body, day)))
    return [
        role
        for role in body["roles"]
        if covers(parse(role["starts_on"]), parse(role["ends_on"]), day)
        and role["organisation"]["slug"] not in parties - staying
    ]


def leads_on(body: dict, day: datetime.date) -> set[str]:
    """The slugs of the organisations that lead on the day."""
    return {r["organisation"]["slug"] for r in roles_on(body, day) if r["kind"] == RoleKind.LEAD}


def present_leads(roles: list[dict]) -> set[str]:
    """The slugs of those that lead by what is recorded: no end of it is."""
    return {
        role["organisation"]["slug"]
        for role in roles
        if role["kind"] == RoleKind.LEAD and role["ends_on"] is None
    }


def outside_party(role: dict, body: dict) -> str:
    """How a role is certainly outside the time of its party, in words; empty if it need not be."""
    slug, name = role["organisation"]["slug"], role["organisation"]["name"]
    own = [party for party in body["parties"] if slug in slugs_of(party)]
    reasons = [_outside(role, party, body) for party in own]
    if not own or not all(reasons):
        return ""
    return (
        f"{name} is recorded as {RoleKind(role['kind']).label.lower()} {reasons[0]}. Correct the "
        "dates of the role, or those of the party."
    )


def _outside(role: dict, party: dict, body: dict) -> str:
    """How the role is outside the time of this party; empty if it need not be."""
    dates = [date for date in (parse(role["starts_on"]), parse(role["ends_on"])) if date]
    joined, left = parse(party["joined_on"]), parse(party["left_on"])
    if joined and any(date.last < joined.first for date in dates):
        return f"before it joined ({joined.display()})"
    if left and any(date.first > left.last for date in dates):
        return f"after it left ({left.display()})"
    for counts_from, notice in folded_variations(body):
        gone = parse(notice["effective_on"] or notice["made_on"])
        is_own = notice["party"] and notice["party"]["slug"] == role["organisation"]["slug"]
        if is_own and gone and any(date.first > counts_from for date in dates):
            return f"after its notice of withdrawal took effect ({gone.display()})"
    return ""


def notice_of_outsider(variation: dict, body: dict) -> str:
    """How a notice of withdrawal is by someone who is no party, in words; empty if it need not be.

    A party that is only as printed, or a group without members, may be anyone.
    """
    if variation["kind"] != VariationKind.NOTICE_OF_WITHDRAWAL or not variation["party"]:
        return ""
    slug, name = variation["party"]["slug"], variation["party"]["name"]
    if any(is_unknown(party) or slug in slugs_of(party) for party in body["parties"]):
        return ""
    return (
        f"{name} gave notice of withdrawal, but is not recorded as a party. Add it to the parties, "
        "or correct who gave notice."
    )
