"""What the register holds, over every kind of record: how many, which are new, which end next."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from register import kinds
from register.counts import tallied, total
from register.kinds import Kind
from register.listing import entries
from register.models import Entry, Period
from register.question import Question

SOON = datetime.timedelta(days=183)
SHOWN = 5


@dataclass(frozen=True)
class Holding:
    """How many records of a kind are listed; of a kind with dates, by lifecycle."""

    kind: Kind
    total: int
    by_lifecycle: dict[str, int]


def holdings(question: Question) -> list[Holding]:
    """Of every kind. One query for each, or one in all for a moment of the past."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for kind, lifecycle, records in _by_lifecycle(question):
        if records:
            counts[kind][lifecycle] = records
    return [
        Holding(kind, sum(counts[kind.name].values()), counts[kind.name]) for kind in kinds.every()
    ]


def _by_lifecycle(question: Question):
    """(kind, lifecycle, records): kept for today, counted for a moment of the past."""
    if question.as_at is not None:
        rows = Entry.objects.listed(question).on(question.on).order_by()
        return rows.values_list("kind", "lifecycle").annotate(records=Count("pk"))
    return [
        (kind.name, lifecycle, records)
        for kind in kinds.every()
        for lifecycle, records in _kept(kind, question).items()
    ]


def _kept(kind: Kind, question: Question) -> dict[str, int]:
    """By lifecycle; of a kind without dates the total under no name. One query."""
    if kind.under_way:
        return tallied(question, ["lifecycle"], kind=kind.name).get("lifecycle", {})
    return {"": total(kind.name, question)}


def newest(question: Question) -> list[Entry]:
    """The records published last, over every kind. Two queries."""
    rows = Entry.objects.listed(question).filter(generation=question.version.generation)
    return entries(list(rows.order_by("-edition").values_list("pk", flat=True)[:SHOWN]), question)


def expiring(question: Question) -> list[Entry]:
    """What ends within half a year, the first first, over the kinds with dates.

    One query for each such kind, and one for what is shown.
    """
    first = question.on
    last = min(first, datetime.date.max - SOON) + SOON
    found: list[tuple[datetime.date, int]] = []
    for kind in kinds.every():
        if kind.under_way:
            found += _ending(kind, question).filter(expires_on__range=(first, last))[:SHOWN]
    return entries([key for _, key in sorted(found)[:SHOWN]], question)


def _ending(kind: Kind, question: Question):
    """(last day, key) of what is under way of a kind, the first first."""
    day = question.on
    rows = Period.objects.filter(
        kind=kind.name, lifecycle=kind.under_way, starts_on__lte=day, ends_on__gte=day
    )
    if question.as_at is None:
        rows = rows.filter(entry__current_in=question.version.generation)
    else:
        rows = rows.filter(entry__in=Entry.objects.listed(question).values("pk"))
    return rows.order_by("expires_on", "entry_id").values_list("expires_on", "entry_id")
