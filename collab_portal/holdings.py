"""The home page's figures for every kind of record: how many, the newest, the next to end."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from register import kinds
from register.counts import Counts, tallied_by_kind
from register.kinds import Kind
from register.listing import entries
from register.models import Entry, Facet, Period
from register.states import Standing, standings
from register.time_query import TimeQuery

SOON = datetime.timedelta(days=183)
SHOWN = 5


@dataclass(frozen=True)
class Holding:
    """How many records of a kind are listed; of a kind with dates, how many stand where."""

    kind: Kind
    total: int
    apart: int  # those that the kind calls and counts otherwise
    standings: list[Standing]


def holdings(time_query: TimeQuery) -> list[Holding]:
    """Of every kind. One query, or two for a moment of the past."""
    counts = _counts(time_query)
    return [_holding(kind, counts[kind.name]) for kind in kinds.every()]


def _holding(kind: Kind, counts: Counts) -> Holding:
    total = sum(counts["lifecycle"].values())
    apart = counts[kind.apart.facet][kind.apart.value] if kind.apart else 0
    known = kind.under_way and total
    found = standings(kind, counts["lifecycle"], counts["cause"], apart) if known else []
    return Holding(kind, total, apart, found)


def _counts(time_query: TimeQuery) -> dict[str, Counts]:
    """By kind, name and value: kept for today, counted for a moment of the past."""
    facets = {kind.apart.facet for kind in kinds.every() if kind.apart}
    if time_query.as_at is None:
        return tallied_by_kind(time_query, ("lifecycle", "cause", *facets))
    counts: dict[str, Counts] = defaultdict(lambda: defaultdict(Counter))
    rows = Period.objects.covering(time_query.on).listed(time_query).order_by()
    found = rows.values_list("kind", "lifecycle", "cause").annotate(records=Count("entry_id"))
    for kind, lifecycle, cause, records in found:
        counts[kind]["lifecycle"][lifecycle] += records
        if cause:
            counts[kind]["cause"][cause] += records
    having = Facet.objects.filter(name__in=facets).listed(time_query).order_by()
    for kind, name, value, records in having.values_list("kind", "name", "value").annotate(
        records=Count("entry_id")
    ):
        counts[kind][name][value] += records
    return counts


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
