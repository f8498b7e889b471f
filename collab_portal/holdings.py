"""What the register holds, over every kind of record: how many, which are new, which end next."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Sum

from register import kinds
from register.kinds import Kind
from register.listing import entries
from register.models import Entry, Tally
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
    """Of every kind. One query."""
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
    kept = Tally.objects.filter(
        generation=question.version.generation, name="lifecycle", day__lte=question.on
    )
    return kept.order_by().values_list("kind", "value").annotate(records=Sum("change"))


def newest(question: Question) -> list[Entry]:
    """The records published last, over every kind. Two queries."""
    rows = Entry.objects.listed(question).order_by("-pk")
    return entries(list(rows.values_list("pk", flat=True)[:SHOWN]), question)


def expiring(question: Question) -> list[Entry]:
    """What ends within half a year, the first first, over the kinds with dates. Two queries."""
    first = question.on
    last = min(first, datetime.date.max - SOON) + SOON
    under_way = [kind.under_way for kind in kinds.every() if kind.under_way]
    rows = Entry.objects.listed(question).on(first)
    rows = rows.filter(lifecycle__in=under_way, expires_on__range=(first, last))
    rows = rows.order_by("expires_on", "pk")
    return entries(list(rows.values_list("pk", flat=True)[:SHOWN]), question)
