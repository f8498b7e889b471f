"""How many records there are: of a whole list from what publication keeps, of a part by counting."""

from collections import defaultdict

from django.db.models import CharField, Count, F, Sum, Value

from .filters import EntryFilterSet, FacetFilter, LifecycleFilter, YesNoFilter
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
        if (one := _tallied_value(filters.filters[name], value)) is not None:
            return tallied(time, kind=filters.kind, name=name, value=one).get(name, {}).get(one, 0)
    return filters.rows().order_by().count()


def _tallied_value(filter_, value) -> str | None:
    """The one value that an answer stands for, where tallies know it."""
    if isinstance(filter_, YesNoFilter):
        return value
    if isinstance(filter_, FacetFilter):
        values = filter_.values(value)
        return values[0] if len(values) == 1 else None
    return None


def facets(filters: EntryFilterSet) -> Counts:
    """Of each filter the values that occur under the other filters, with their counts. One query.

    Of the whole list of today they are kept (`tallied`); of a part they are counted.
    """
    names = [
        name
        for name, filter_ in filters.filters.items()
        if isinstance(filter_, FacetFilter | YesNoFilter)
    ]
    given, time = filters.given, filters.question
    if not given and time.as_at is None:
        kept = tallied(time, kind=filters.kind, name__in=names)
        return {name: kept.get(name, {}) for name in names}
    others = [name for name in names if name not in given]
    parts = list(_counted(filters, filters.rows(), others))
    for name in given:
        if name in names:
            parts += _counted(filters, filters.rows(without=name), [name])
    counts: Counts = {name: {} for name in names}
    for name, value, records in parts[0].union(*parts[1:], all=True) if parts else []:
        counts[name][value] = records
    return counts


def _counted(filters: EntryFilterSet, rows, names: list[str]):
    """The queries for (name, value, how many of the rows have it)."""
    rows = rows.order_by()
    if plain := [n for n in names if not isinstance(filters.filters[n], LifecycleFilter)]:
        facets_ = Facet.objects.filter(entry__in=rows.values("pk"), name__in=plain).order_by()
        yield facets_.values_list("name", "value").annotate(records=Count("entry_id"))
    if len(plain) < len(names):
        day = filters.question.on
        periods = Period.objects.filter(
            entry__in=rows.values("pk"), starts_on__lte=day, ends_on__gte=day
        )
        columns = {"name": Value("lifecycle", CharField()), "value": F("lifecycle")}
        named = periods.order_by().annotate(**columns)
        yield named.values_list("name", "value").annotate(records=Count("pk"))
