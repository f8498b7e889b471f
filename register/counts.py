"""How many records there are: kept by publication for a whole list, counted for a part of one."""

from collections import defaultdict

from django.db.models import CharField, Count, F, Sum, Value

from .filters import EntryFilterSet, FacetFilter, LifecycleFilter, Selection
from .models import Entry, Facet, Period, Tally

Counts = dict[str, dict[str, int]]  # by the name of a facet, and its value


def total(kind: str, time) -> int:
    """Records of a kind that the register lists at the moment asked about. One query."""
    entries = Entry.objects.filter(generation=time.version.generation, kind=kind)
    if time.as_at is not None:
        entries = entries.filter(recorded_at__lte=time.as_at)
    newest = entries.order_by("-recorded_at").values_list("listed_count", flat=True)
    return newest.first() or 0


def tallied(time, **of) -> Counts:
    """What whole lists count today, or on the day asked about: by facet and value. One query."""
    rows = Tally.objects.filter(generation=time.version.generation, day__lte=time.on, **of)
    counts: Counts = defaultdict(dict)
    found = rows.order_by().values_list("name", "value").annotate(records=Sum("change"))
    for name, value, records in found:
        if records:
            counts[name][value] = records
    return counts


def matching(filters: EntryFilterSet) -> int:
    """Records that a list shows over all its pages. One query."""
    given, time = filters.given, filters.question
    if not given:
        return total(filters.kind, time)
    if len(given) == 1 and time.as_at is None:
        ((name, value),) = given.items()
        values = filters.filters[name].values(value)
        if len(values) == 1:
            kept = tallied(time, kind=filters.kind, name=name, value=values[0])
            return sum(kept.get(name, {}).values())
    return filters.selection().rows.order_by().count()


def facets(filters: EntryFilterSet) -> Counts:
    """Of each filter the values that occur under the other filters, with their counts.

    Of the whole list of today they are kept (`tallied`); of a part they are counted. One query of
    each sort at most.
    """
    names = [
        name for name, filter_ in filters.base_filters.items() if isinstance(filter_, FacetFilter)
    ]
    given, time = filters.given, filters.question
    # Filters that alone narrow the list, or do not: what the whole list counts.
    whole = [name for name in names if not given.keys() - {name}] if time.as_at is None else []
    others = [name for name in names if name not in given and name not in whole]
    parts = list(_counted(filters, filters.selection(), others))
    for name in given:
        if name in names and name not in whole:
            parts += _counted(filters, filters.selection(without=name), [name])
    counts: Counts = {name: {} for name in names}
    if whole:
        counts |= tallied(time, kind=filters.kind, name__in=whole)
    for name, value, records in parts[0].union(*parts[1:], all=True) if parts else []:
        counts[name][value] = records
    return counts


def _counted(filters: EntryFilterSet, selection: Selection, names: list[str]):
    """The queries for (name, value, how many of the rows have it)."""
    keys = selection.rows.order_by().values(selection.key)
    plain = [n for n in names if not isinstance(filters.base_filters[n], LifecycleFilter)]
    if plain:
        having = Facet.objects.filter(entry__in=keys, name__in=plain).order_by()
        yield having.values_list("name", "value").annotate(records=Count("entry_id"))
    if len(plain) < len(names):
        day = filters.question.on
        periods = Period.objects.filter(entry__in=keys, starts_on__lte=day, ends_on__gte=day)
        columns = {"name": Value("lifecycle", CharField()), "facet_value": F("lifecycle")}
        named = periods.order_by().annotate(**columns)
        yield named.values_list("name", "facet_value").annotate(records=Count("entry_id"))
