"""Who takes part in what, and with whom: counted over every kind of record."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, Sum, Value, When

from organisations.directory import Entry
from register import kinds
from register.kinds import Kind
from register.models import Published
from register.question import Question

ROWS_SHOWN = 25  # of each kind on an organisation's page; its list shows them all


@dataclass(frozen=True)
class Part:
    """The records of one kind that an organisation takes part in or keeps."""

    kind: Kind
    taking_part: int
    kept: int
    rows: list[Published]  # the first of them; those it only keeps come last


@dataclass(frozen=True)
class Partner:
    """An organisation that another works with: in how many records, and of which kinds."""

    entry: Entry
    records: int
    by_kind: dict[str, int]


def record_counts(question: Question) -> dict[int, int]:
    """Listed records in which each organisation takes part, by its primary key. One query."""
    totals: Counter[int] = Counter()
    for organisation, _, records in _counted(question):
        totals[organisation] += records
    return totals


def parts(question: Question, entry: Entry) -> list[Part]:
    """What an organisation takes part in or keeps, by kind. One query, and one for each kind."""
    rows = {kind.name: _rows_of(kind, question, entry) for kind in kinds.every()}
    counts = [
        of_kind.order_by()
        .annotate(kind_name=Value(name))
        .values_list("kind_name")
        .annotate(takes=Sum("takes_part"), keeps=Sum("keeps"))
        for name, of_kind in rows.items()
    ]
    # A sum over no rows is null.
    union = counts[0].union(*counts[1:], all=True)
    counted = {name: (takes, keeps) for name, takes, keeps in union if takes is not None}
    return [
        Part(kind, *counted[kind.name], list(_first(rows[kind.name], question)))
        for kind in kinds.every()
        if kind.name in counted
    ]


def _rows_of(kind: Kind, question: Question, entry: Entry):
    """The listed rows of a kind that an organisation takes part in or keeps, and which of both."""
    slugs, pks = _itself(question, entry)
    takes_part = Q(pk__in=kind.published.objects.involving(pks).values("pk"))
    keeps = Q(owner__in=slugs)
    rows = kind.published.objects.as_at(question.as_at).listed().filter(takes_part | keeps)
    return rows.annotate(
        takes_part=Case(When(takes_part, then=1), default=0),
        keeps=Case(When(keeps, then=1), default=0),
    )


def _first(rows, question: Question):
    ordered = rows.on(question.on).with_body().order_by("-takes_part", "title", "slug")
    return ordered[:ROWS_SHOWN]


def partners(question: Question, entry: Entry) -> list[Partner]:
    """Who an organisation takes part with and how often, the most frequent first. One query."""
    _, pks = _itself(question, entry)
    by_kind: dict[int, dict[str, int]] = {}
    for organisation, kind, records in _counted(question, pks):
        if organisation not in pks:
            by_kind.setdefault(organisation, {})[kind] = records
    entries = {known.pk: known for known in question.directory.organisations.values()}
    found = [
        Partner(entries[pk], sum(records.values()), records) for pk, records in by_kind.items()
    ]
    return sorted(found, key=lambda partner: (-partner.records, partner.entry.name))


def _itself(question: Question, entry: Entry) -> tuple[set[str], set[int]]:
    """The organisation and all that it succeeded, whose records count as its own: slugs, keys."""
    slugs = question.directory.with_predecessors([entry.slug])
    return slugs, {question.directory.organisations[slug].pk for slug in slugs}


def _counted(question: Question, among: set[int] | None = None):
    """(organisation, kind, listed records it takes part in); of those that involve `among`."""
    counts = []
    for kind in kinds.every():
        rows = kind.published.objects.as_at(question.as_at).listed()
        if among is not None:
            rows = rows.involving(among)
        counts.append(
            rows.filter(organisations__isnull=False)
            .order_by()
            .annotate(kind_name=Value(kind.name))
            .values_list(F("organisations"), "kind_name")
            .annotate(records=Count("pk"))
        )
    return counts[0].union(*counts[1:], all=True)
