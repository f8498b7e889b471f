"""Who takes part in what, and with whom: counted over every kind of record."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Sum

from organisations.directory import DirectoryOrganisation
from register import kinds
from register.kinds import Kind
from register.listing import entries
from register.models import Entry, Facet, Period, Tally
from register.models.index import partners_of
from register.states import Standing, of_states
from register.time_query import TimeQuery

ROWS_SHOWN = 10  # of each kind on an organisation's page; its list shows them all


@dataclass(frozen=True)
class Participation:
    """The records of one kind that an organisation takes part in or keeps."""

    kind: Kind
    participant_count: int
    apart_count: int  # of these, those that the kind calls and counts otherwise
    owner_count: int
    standings: list[Standing]  # how many of these stand where
    participant_in: list[Entry]  # the first of them
    owner_of: list[Entry]  # of those that it keeps and takes no part in, the first


@dataclass(frozen=True)
class Partner:
    """An organisation that another works with: in how many records, and of which kinds."""

    entry: DirectoryOrganisation
    records: int
    by_kind: dict[str, int]


def record_counts(time_query: TimeQuery) -> Counter[str]:
    """Listed records in which each organisation takes part, by its slug. One query."""
    if time_query.as_at is None:
        rows = _kept(time_query, "organisation").values_list("value")
        counted = rows.annotate(records=Sum("change"))
    else:
        rows = Facet.objects.filter(name="organisation").listed(time_query)
        counted = rows.order_by().values_list("value").annotate(records=Count("entry_id"))
    return Counter(dict(counted))


def participations(
    time_query: TimeQuery, organisation: DirectoryOrganisation
) -> list[Participation]:
    """What an organisation takes part in or keeps, by kind.

    One query for the counts, one for where they stand, one for what is shown, and one for each
    kind there is and for each that it keeps.
    """
    slugs = time_query.directory.with_predecessors([organisation.slug])
    takes, keeps = _facets(time_query, "organisation", slugs), _facets(time_query, "owner", slugs)
    counts, states = _counted(time_query, slugs), _states(time_query, takes)
    only_kept = keeps.exclude(
        Exists(Facet.objects.filter(entry=OuterRef("entry"), name="organisation", value__in=slugs))
    )
    shown = {
        "organisation": {kind: _first(takes, kind) for kind in counts["organisation"]},
        "owner": {kind: _first(only_kept, kind) for kind in counts["owner"]},
    }
    keys = [key for by_kind in shown.values() for some in by_kind.values() for key in some]
    found = {entry.pk: entry for entry in entries(keys, time_query)}

    def entries_of(name: str, kind: Kind) -> list[Entry]:
        return [found[key] for key in shown[name].get(kind.name, [])]

    return [
        Participation(
            kind,
            counts["organisation"].get(kind.name, 0),
            counts[kind.apart.participants].get(kind.name, 0) if kind.apart else 0,
            counts["owner"].get(kind.name, 0),
            _standings(kind, states[kind.name]),
            entries_of("organisation", kind),
            entries_of("owner", kind),
        )
        for kind in kinds.every()
        if any(kind.name in by_kind for by_kind in counts.values())
    ]


def partners(time_query: TimeQuery, organisation: DirectoryOrganisation) -> list[Partner]:
    """Who an organisation takes part with and how often, the most frequent first. One query."""
    slugs = time_query.directory.with_predecessors([organisation.slug])
    if time_query.as_at is None and len(slugs) == 1:
        rows = _kept(time_query, partners_of(organisation.slug)).values_list("value", "kind")
        counted = rows.annotate(records=Sum("change"))
    else:
        own = _facets(time_query, "organisation", slugs)
        others = Facet.objects.filter(name="organisation", entry__in=own.values("entry"))
        rows = others.exclude(value__in=slugs).order_by().values_list("value", "kind")
        counted = rows.annotate(records=Count("entry_id"))
    by_kind: dict[str, dict[str, int]] = defaultdict(dict)
    for slug, kind, records in counted:
        if records:
            by_kind[slug][kind] = records
    known = time_query.directory.organisations
    found = [
        Partner(known[slug], sum(records.values()), records)
        for slug, records in by_kind.items()
        if slug in known
    ]
    return sorted(found, key=lambda partner: (-partner.records, partner.entry.name))


def _kept(time_query: TimeQuery, name: str):
    """The tallies of today's lists under a name."""
    generation = time_query.version.generation
    return Tally.objects.filter(generation=generation, name=name).order_by()


def _facets(time_query: TimeQuery, name: str, slugs: set[str]):
    """The facets of listed records that name one of the organisations so."""
    rows = Facet.objects.filter(name=name, value__in=slugs)
    if len(slugs) == 1:
        rows = Facet.objects.filter(name=name, value=next(iter(slugs)))
    return rows.listed(time_query)


def _counted(time_query: TimeQuery, slugs: set[str]) -> dict[str, dict[str, int]]:
    """How many records name one of them, by how they do and by kind. One query."""
    apart = (kind.apart.participants for kind in kinds.every() if kind.apart)
    names = ("organisation", "owner", *apart)
    if time_query.as_at is None and len(slugs) == 1:
        rows = Tally.objects.filter(generation=time_query.version.generation, name__in=names)
        counted = rows.order_by().filter(value__in=slugs).values_list("name", "kind")
        counted = counted.annotate(records=Sum("change"))
    else:
        rows = Facet.objects.filter(name__in=names, value__in=slugs).listed(time_query)
        counted = rows.order_by().values_list("name", "kind")
        counted = counted.annotate(records=Count("entry_id", distinct=True))
    found: dict[str, dict[str, int]] = {name: {} for name in names}
    for name, kind, records in counted:
        if records:
            found[name][kind] = records
    return found


def _states(time_query: TimeQuery, takes) -> dict[str, Counter[tuple[str, str]]]:
    """How many of the records stand where and why not confirmed, by kind. One query."""
    rows = Period.objects.covering(time_query.on).filter(entry__in=takes.values("entry"))
    counted = rows.order_by().values_list("kind", "lifecycle", "cause")
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for kind, *state, records in counted.annotate(records=Count("entry_id")):
        found[kind][tuple(state)] = records
    return found


def _standings(kind: Kind, states: Counter[tuple[str, str]]) -> list[Standing]:
    return of_states(kind, states.elements()) if kind.under_way and states else []


def _first(rows, kind: str) -> list[int]:
    """The keys of the first records of a kind, by title. One query."""
    # Of an organisation and one that it succeeded in the same record, one counts.
    ordered = rows.filter(kind=kind).order_by("title", "entry_id").values_list("title", "entry_id")
    return [key for _, key in ordered.distinct()[:ROWS_SHOWN]]
