"""The home page's figures for every kind of record: how many, the newest, the next to end."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from register import kinds
from register.counts import tallied, total
from register.kinds import Kind
from register.listing import entries
from register.models import Entry, Period
from register.time_query import TimeQuery

SOON = datetime.timedelta(days=183)
SHOWN = 5


@dataclass(frozen=True)
class Holding:
    """How many records of a kind are listed; of a kind with dates, by lifecycle."""

    kind: Kind
    total: int
    by_lifecycle: dict[str, int]


def holdings(time_query: TimeQuery) -> list[Holding]:
    """Of every kind. One query for each, or one in all for a moment of the past."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, lifecycle, records in _by_lifecycle(time_query):
        if records:
            counts[kind][lifecycle] = records
    return [
        Holding(kind, sum(counts[kind.name].values()), counts[kind.name]) for kind in kinds.every()
    ]


def _by_lifecycle(time_query: TimeQuery):
    """(kind, lifecycle, records): kept for today, counted for a moment of the past."""
    if time_query.as_at is not None:
        rows = Entry.objects.listed(time_query).with_lifecycle(time_query.on).order_by()
        return rows.values_list("kind", "lifecycle").annotate(records=Count("pk"))
    return [
        (kind.name, lifecycle, records)
        for kind in kinds.every()
        for lifecycle, records in _kept(kind, time_query).items()
    ]


def _kept(kind: Kind, time_query: TimeQuery) -> dict[str, int]:
    """By lifecycle; of a kind without dates the total under no name. One query."""
    if kind.under_way:
        return tallied(time_query, ["lifecycle"], kind=kind.name).get("lifecycle", {})
    return {"": total(kind.name, time_query)}


def newest(time_query: TimeQuery) -> list[Entry]:
    """The records published last, over every kind. Two queries."""
    rows = Entry.objects.listed(time_query).filter(generation=time_query.version.generation)
    return entries(list(rows.order_by("-edition").values_list("pk", flat=True)[:SHOWN]), time_query)


def expiring(time_query: TimeQuery) -> list[Entry]:
    """Records of every kind with dates that end within half a year, soonest first.

    One query for each such kind, and one for what is shown.
    """
    first = time_query.on
    last = min(first, datetime.date.max - SOON) + SOON
    found: list[tuple[datetime.date, int]] = []
    for kind in kinds.every():
        if kind.under_way:
            found += _ending(kind, time_query).filter(expires_on__range=(first, last))[:SHOWN]
    return entries([key for _, key in sorted(found)[:SHOWN]], time_query)


def _ending(kind: Kind, time_query: TimeQuery):
    """(last day, key) of the records of a kind that are under way, soonest first."""
    rows = Period.objects.filter(kind=kind.name, lifecycle=kind.under_way)
    rows = rows.covering(time_query.on).listed(time_query)
    return rows.order_by("expires_on", "entry_id").values_list("expires_on", "entry_id")
