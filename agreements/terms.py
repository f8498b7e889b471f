"""The terms that bind: variations folded into dates, and dates into a lifecycle on any day.

Pure functions of a body. A lifecycle only changes on a handful of days, so it is worked out as
periods that cover all of time without overlap; the index stores them, pages and API read them.
"""

import datetime
from dataclasses import dataclass

from organisations.dates import PartialDate

from .vocabulary import Lifecycle, Stage, Term

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A run of days, both ends included, through which an agreement has one lifecycle."""

    starts_on: datetime.date
    ends_on: datetime.date
    lifecycle: str
    expires_on: datetime.date | None


def parse(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


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


def lifecycle_on(body: dict, day: datetime.date) -> str:
    """A value of Lifecycle. A start counts from its first day, an expiry to its last."""
    if body["stage"] == Stage.PROPOSED:
        return Lifecycle.PROPOSED
    start = parse(body["starts_on"])
    if start and day < start.first:
        return Lifecycle.PROPOSED
    if expires := expiry_on(body, day):
        return Lifecycle.EXPIRED if day > expires.last else Lifecycle.IN_FORCE
    return Lifecycle.IN_FORCE if body["term"] == Term.UNTIL_ENDED else Lifecycle.NOT_RECORDED


def periods(body: dict) -> list[Period]:
    """All of time, cut where the lifecycle or the binding expiry may change."""
    starts = sorted({datetime.date.min, *_turning_days(body)})
    ends = [day - DAY for day in starts[1:]] + [datetime.date.max]
    return [
        Period(start, end, lifecycle_on(body, start), expires.last if expires else None)
        for start, end in zip(starts, ends, strict=True)
        for expires in [expiry_on(body, start)]
    ]


def _turning_days(body: dict) -> set[datetime.date]:
    start = parse(body["starts_on"])
    expiries = [body["expires_on"], *(v["new_expires_on"] for v in body["variations"])]
    return (
        ({start.first} if start else set())
        | {counts_from for counts_from, _ in folded_variations(body)}
        | {parse(expiry).last + DAY for expiry in expiries if expiry}
    )
