"""Who takes part in what, and with whom: counted over every kind of record."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Sum, Window
from django.db.models.functions import RowNumber

from organisations.directory import Entry as Organisation
from register import kinds
from register.kinds import Kind
from register.listing import entries
from register.models import Entry, Facet, Tally
from register.question import Question

ROWS_SHOWN = 25  # of each kind on an organisation's page; its list shows them all


@dataclass(frozen=True)
class Part:
    """The records of one kind that an organisation takes part in or keeps."""

    kind: Kind
    taking_part: int
    kept: int
    taking: list[Entry]  # the first of them
    keeping: list[Entry]  # of those that it keeps and takes no part in, the first


@dataclass(frozen=True)
class Partner:
    """An organisation that another works with: in how many records, and of which kinds."""

    entry: Organisation
    records: int
    by_kind: dict[str, int]


def record_counts(question: Question) -> Counter[str]:
    """Listed records in which each organisation takes part, by its slug. One query."""
    if question.as_at is None:
        rows = Tally.objects.filter(generation=question.version.generation, name="organisation")
        counted = rows.order_by().values_list("value").annotate(records=Sum("change"))
    else:
        rows = Facet.objects.filter(
            name="organisation", entry__in=Entry.objects.listed(question).values("pk")
        )
        counted = rows.order_by().values_list("value").annotate(records=Count("entry_id"))
    return Counter(dict(counted))


def parts(question: Question, organisation: Organisation) -> list[Part]:
    """What an organisation takes part in or keeps, by kind. Four queries."""
    slugs = sorted(question.directory.with_predecessors([organisation.slug]))
    takes = _facets(question, "organisation", slugs)
    keeps = _facets(question, "owner", slugs)
    counts: dict[tuple[str, str], int] = {}
    for rows, name in ((takes, "takes"), (keeps, "keeps")):
        counted = rows.order_by().values_list("kind")
        for kind, records in counted.annotate(records=Count("entry_id", distinct=True)):
            counts[name, kind] = records
    only_kept = keeps.exclude(entry__in=takes.values("entry"))
    shown = {"takes": _first(takes), "keeps": _first(only_kept)}
    keys = [key for by_kind in shown.values() for some in by_kind.values() for key in some]
    found = {entry.pk: entry for entry in entries(keys, question)}
    return [
        Part(
            kind,
            counts.get(("takes", kind.name), 0),
            counts.get(("keeps", kind.name), 0),
            [found[key] for key in shown["takes"].get(kind.name, [])],
            [found[key] for key in shown["keeps"].get(kind.name, [])],
        )
        for kind in kinds.every()
        if ("takes", kind.name) in counts or ("keeps", kind.name) in counts
    ]


def _facets(question: Question, name: str, slugs: list[str]):
    """The facets of listed records that name one of the organisations so."""
    rows = Facet.objects.filter(name=name, value__in=slugs)
    if question.as_at is None:
        return rows.filter(current_in=question.version.generation)
    return rows.filter(entry__in=Entry.objects.listed(question).values("pk"))


def _first(rows) -> dict[str, list[int]]:
    """The keys of the first records of each kind, by title. One query."""
    # Of an organisation and one that it succeeded in the same record, one counts.
    once = rows.order_by().values("kind", "title", "entry_id").distinct()
    place = Window(RowNumber(), partition_by=[F("kind")], order_by=[F("title"), F("entry_id")])
    first = once.annotate(place=place).filter(place__lte=ROWS_SHOWN).order_by("kind", "place")
    found: dict[str, list[int]] = defaultdict(list)
    for row in first:
        found[row["kind"]].append(row["entry_id"])
    return found


def partners(question: Question, organisation: Organisation) -> list[Partner]:
    """Who an organisation takes part with and how often, the most frequent first. One query."""
    slugs = sorted(question.directory.with_predecessors([organisation.slug]))
    own = _facets(question, "organisation", slugs)
    others = Facet.objects.filter(name="organisation", entry__in=own.values("entry"))
    counted = others.exclude(value__in=slugs).order_by().values_list("value", "kind")
    by_kind: dict[str, dict[str, int]] = defaultdict(dict)
    for slug, kind, records in counted.annotate(records=Count("entry_id")):
        by_kind[slug][kind] = records
    known = question.directory.organisations
    found = [
        Partner(known[slug], sum(records.values()), records)
        for slug, records in by_kind.items()
        if slug in known
    ]
    return sorted(found, key=lambda partner: (-partner.records, partner.entry.name))
