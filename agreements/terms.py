"""The terms that bind: variations folded into dates, and dates into a lifecycle on any day.

Pure functions of a body. The index stores what they find as periods, pages and API read those.
"""

import datetime
from functools import partial

from organisations.dates import PartialDate
from register.spans import DAY, Span, parse, spans

from .vocabulary import Lifecycle, Stage, Term, VariationKind

ENDINGS = {VariationKind.TERMINATION, VariationKind.REPLACEMENT}


def folded_variations(body: dict) -> list[tuple[datetime.date, dict]]:
    """Variations with the day each counts from, in that order.

    That day is the first day of its effect date, else of the date it was made. One with neither
    follows the variation entered before it: its place in the story is known, its day is not.
    """
    folded, latest = [], datetime.date.min
    for variation in body["variations"]:
        date = parse(variation["effective_on"]) or parse(variation["made_on"])
        latest = date.first if date else latest
        folded.append((latest, variation))
    return sorted(folded, key=lambda entry: entry[0])


def expiry_on(body: dict, day: datetime.date) -> PartialDate | None:
    """The expiry date that binds on the day; None is "not recorded", never "no expiry"."""
    expires = parse(body["expires_on"])
    for counts_from, variation in folded_variations(body):
        if counts_from <= day and variation["new_expires_on"]:
            expires = parse(variation["new_expires_on"])
    return expires


def made_on(body: dict) -> PartialDate | None:
    """When it was made: signed, else decided, else started. The law of that day applies."""
    return parse(body["signed_on"] or body["decided_on"] or body["starts_on"])


def begins_on(body: dict) -> PartialDate | None:
    """The date it counts from: its start, or its signing where no start is recorded."""
    return parse(body["starts_on"] or body["signed_on"])


def ended_from(body: dict) -> datetime.date | None:
    """The first day on which a termination or replacement had taken effect; None if none did."""
    endings = (day for day, variation in folded_variations(body) if variation["kind"] in ENDINGS)
    return next(endings, None)


def lifecycle_on(body: dict, day: datetime.date) -> str:
    """A value of Lifecycle. A start counts from its first day, an expiry to its last."""
    if body["stage"] == Stage.PROPOSED:
        return Lifecycle.PROPOSED
    begins, ended = begins_on(body), ended_from(body)
    if begins and day < begins.first:
        return Lifecycle.PROPOSED
    if ended and day >= ended:
        return Lifecycle.ENDED
    if expires := expiry_on(body, day):
        return Lifecycle.EXPIRED if day > expires.last else Lifecycle.IN_FORCE
    return Lifecycle.IN_FORCE if body["term"] == Term.UNTIL_ENDED else Lifecycle.NOT_RECORDED


def parties_on(body: dict, day: datetime.date) -> list[dict]:
    """The parties bound on the day: joined by its end, not left before it, no notice in effect.

    Of a group, the members that gave notice are left out. A date not recorded excludes nobody.
    """
    gone = {
        variation["party"]["slug"]
        for counts_from, variation in folded_variations(body)
        if variation["kind"] == VariationKind.NOTICE_OF_WITHDRAWAL
        and variation["party"]
        and counts_from <= day
    }
    return [
        party
        for party in (_without(party, gone) for party in body["parties"])
        if party and _is_in(party, day)
    ]


def _without(party: dict, gone: set[str]) -> dict | None:
    if not party["group"]:
        organisation = party["organisation"]
        return None if organisation and organisation["slug"] in gone else party
    members = [member for member in party["group"]["members"] if member["slug"] not in gone]
    if party["group"]["members"] and not members:
        return None
    return {**party, "group": {**party["group"], "members": members}}


def _is_in(party: dict, day: datetime.date) -> bool:
    joined, left = parse(party["joined_on"]), parse(party["left_on"])
    return not (joined and day < joined.first) and not (left and day > left.last)


def periods(body: dict) -> list[Span]:
    """All of time, cut where the lifecycle or the binding expiry may change."""
    return spans(_turning_days(body), partial(lifecycle_on, body), partial(expiry_on, body))


def _turning_days(body: dict) -> set[datetime.date]:
    begins = begins_on(body)
    expiries = [body["expires_on"], *(v["new_expires_on"] for v in body["variations"])]
    return (
        ({begins.first} if begins else set())
        | {counts_from for counts_from, _ in folded_variations(body)}
        | {parse(expiry).last + DAY for expiry in expiries if expiry}
    )
