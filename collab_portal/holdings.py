"""What the register holds, over every kind of record: how many, which are new, which end next."""

import datetime
from dataclasses import dataclass
from itertools import chain

from django.db.models import Count, F, Value

from register import kinds
from register.kinds import Kind
from register.models import DatedPublished, Published
from register.question import Question

SOON = datetime.timedelta(days=183)
SHOWN = 5


@dataclass(frozen=True)
class Holding:
    """How many records of a kind are listed; of a kind with dates, by lifecycle."""

    kind: Kind
    total: int
    by_lifecycle: dict[str, int]

    @property
    def under_way(self) -> str:
        """The lifecycle between beginning and end; empty for a kind without dates."""
        return self.kind.published.under_way if is_dated(self.kind) else ""


def is_dated(kind: Kind) -> bool:
    return issubclass(kind.published, DatedPublished)


def holdings(question: Question) -> list[Holding]:
    """Of every kind. One query."""
    counts: dict[str, dict[str, int]] = {name: {} for name in kinds.names()}
    queries = [
        _rows(kind, question)
        .order_by()
        .annotate(kind_name=Value(kind.name), state=F("lifecycle") if is_dated(kind) else Value(""))
        .values_list("kind_name", "state")
        .annotate(records=Count("pk"))
        for kind in kinds.every()
    ]
    for name, state, records in queries[0].union(*queries[1:], all=True):
        counts[name][state] = records
    return [
        Holding(
            kind=kind,
            total=sum(counts[kind.name].values()),
            by_lifecycle={state: n for state, n in counts[kind.name].items() if state},
        )
        for kind in kinds.every()
    ]


def newest(question: Question) -> list[Published]:
    """The records published last, over every kind. One query for each."""
    rows = chain.from_iterable(
        _rows(kind, question).with_body().order_by("-recorded_at")[:SHOWN] for kind in kinds.every()
    )
    return sorted(rows, key=lambda row: row.recorded_at, reverse=True)[:SHOWN]


def expiring(question: Question) -> list[Published]:
    """What ends within half a year, the first first, over the kinds with dates."""
    first = question.on
    last = min(first, datetime.date.max - SOON) + SOON
    rows = chain.from_iterable(
        _rows(kind, question)
        .expiring(first, last)
        .with_body()
        .order_by("expires_by", "title")[:SHOWN]
        for kind in kinds.every()
        if is_dated(kind)
    )
    return sorted(rows, key=lambda row: (row.expires_by, row.title))[:SHOWN]


def _rows(kind: Kind, question: Question):
    return kind.published.objects.as_at(question.as_at).listed().on(question.on)
