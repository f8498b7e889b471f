"""How many records there are: whole lists from stored tallies, filtered lists by counting."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from django.db.models import CharField, Count, F, Q, Sum, Value

from .filters import EntryFilterSet, FacetFilter, LifecycleFilter, OrganisationFilter
from .models import Entry, Facet, Period, Tally
from .models.index import DATED, by_month
from .selection import Selection

Counts = dict[str, dict[str, int]]  # by the name of a facet, and its value


def total(kind: str, time_query) -> int:
    """Records of a kind that the register lists at the moment asked about.

    One query. For now none, once this process has asked under this version.
    """
    if time_query.as_at is None:
        return _total_now(kind, str(time_query.version), time_query.version.generation)
    return _total(kind, time_query.version.generation, time_query.as_at)


@lru_cache(maxsize=50)
def _total_now(kind: str, version: str, generation: int) -> int:
    return _total(kind, generation)


def _total(kind: str, generation: int, as_at: datetime.datetime | None = None) -> int:
    entries = Entry.objects.filter(kind=kind).in_generation(generation, as_at)
    newest = entries.order_by("-recorded_at").values_list("listed_count", flat=True)
    return newest.first() or 0


def tallied(time_query, names: Sequence[str], **of) -> Counts:
    """What whole lists count on the day asked about, by name and value. One query."""
    counts: Counts = defaultdict(Counter)
    for _, name, value, records in _kept(time_query, names, **of):
        counts[name][value] += records
    return {name: {v: n for v, n in by_value.items() if n} for name, by_value in counts.items()}


def tallied_by_kind(time_query, names: Sequence[str]) -> dict[str, Counts]:
    """The same of every kind, by its name. One query."""
    counts: dict[str, Counts] = defaultdict(lambda: defaultdict(Counter))
    for kind, name, value, records in _kept(time_query, names):
        counts[kind][name][value] += records
    return counts


def _kept(time_query, names: Sequence[str], **of) -> Iterator[tuple[str, str, str, int]]:
    """(kind, name, value, how many) from the tallies of the day asked about."""
    dated, plain = [n for n in names if n in DATED], [n for n in names if n not in DATED]
    first = time_query.on.replace(day=1)
    this_month = Q(name__in=dated, day__gte=first, day__lte=time_query.on)
    months = {by_month(name): name for name in dated}
    changes = Q(name__in=plain) | this_month | Q(name__in=months, day__lt=first)
    rows = Tally.objects.filter(changes, generation=time_query.version.generation, **of)
    found = rows.order_by().values_list("kind", "name", "value").annotate(records=Sum("change"))
    for kind, name, value, records in found:
        yield kind, months.get(name, name), value, records


def matching(filters: EntryFilterSet) -> int:
    """Records that a list shows over all its pages. One query."""
    given, time_query = filters.given, filters.time_query
    if not given:
        return total(filters.kind, time_query)
    if len(given) == 1 and time_query.as_at is None:
        ((name, value),) = given.items()
        values = filters.filters[name].values(value)
        if len(values) == 1:
            kept = tallied(time_query, [name], kind=filters.kind, value=values[0])
            return sum(kept.get(name, {}).values())
    return filters.selection().rows.order_by().count()


def facets(filters: EntryFilterSet) -> Counts:
    """Of each filter the values that occur under the other filters, with their counts.

    Counts of the whole list of today are stored (`tallied`); those of a filtered list are counted.
    One query of each sort at most.
    """
    names = [
        name for name, filter_ in filters.every_filter.items() if isinstance(filter_, FacetFilter)
    ]
    given, time_query = filters.given, filters.time_query
    # Where no other filter is in use, the counts are those of the whole list.
    whole = (
        [name for name in names if not given.keys() - {name}] if time_query.as_at is None else []
    )
    others = [name for name in names if name not in given and name not in whole]
    parts = list(_counted(filters, filters.selection(), others))
    for name in given:
        if name in names and name not in whole:
            parts += _counted(filters, filters.selection(without=name), [name])
    counts: Counts = {name: {} for name in names}
    if whole:
        counts |= tallied(time_query, whole, kind=filters.kind)
    for name, value, records in parts[0].union(*parts[1:], all=True) if parts else []:
        counts[name][value] = records
    for name in names:
        if isinstance(filters.every_filter[name], OrganisationFilter):
            counts[name] = _with_predecessors(filters, name, counts[name])
    return counts


def _with_predecessors(filters: EntryFilterSet, name: str, alone: dict[str, int]) -> dict[str, int]:
    """The counts of organisations with the records of those they succeeded, as a filter finds them.

    One query, and that only where the list names both an organisation and one that it succeeded.
    """
    directory = filters.time_query.directory
    groups = {
        slug: directory.with_predecessors([slug]) & alone.keys()
        for slug in directory.with_successors(alone)
    }
    found = {slug: sum(alone[one] for one in group) for slug, group in groups.items()}
    several = {slug: group for slug, group in groups.items() if len(group) > 1}
    if several:
        selection = filters.selection(without=name)
        keys = selection.rows.order_by().values(selection.key)
        rows = Facet.objects.filter(
            entry__in=keys, name=name, value__in=set().union(*several.values())
        )
        # A record that names both counts once.
        distinct = rows.aggregate(
            **{
                f"group_{number}": Count("entry_id", distinct=True, filter=Q(value__in=group))
                for number, group in enumerate(several.values())
            }
        )
        found |= dict(zip(several, distinct.values(), strict=True))
    return found


def _counted(filters: EntryFilterSet, selection: Selection, names: list[str]):
    """The queries for (name, value, how many of the rows have it)."""
    keys = selection.rows.order_by().values(selection.key)
    plain = [n for n in names if not isinstance(filters.every_filter[n], LifecycleFilter)]
    if plain:
        having = Facet.objects.filter(entry__in=keys, name__in=plain).order_by()
        yield having.values_list("name", "value").annotate(records=Count("entry_id"))
    if len(plain) < len(names):
        periods = Period.objects.filter(entry__in=keys).covering(filters.time_query.on)
        columns = {"name": Value("lifecycle", CharField()), "facet_value": F("lifecycle")}
        named = periods.order_by().annotate(**columns)
        yield named.values_list("name", "facet_value").annotate(records=Count("entry_id"))
