"""A page of a list: its keys first, by an index; then what it shows, by key."""

from functools import cached_property

from django.core.paginator import Paginator

from . import counts
from .filters import EntryFilterSet
from .models import Entry


class Keys:
    """The keys of a list's rows, in its order, as a paginator slices them."""

    def __init__(self, filters: EntryFilterSet):
        self.filters = filters

    @cached_property
    def total(self) -> int:
        return counts.matching(self.filters)

    def count(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[int]:
        """Read from whichever end of the list is nearer. One query."""
        rows = self.filters.in_order().values_list("pk", flat=True)
        start, stop = part.start or 0, min(part.stop, self.total)
        if start <= self.total - stop:
            return list(rows[start:stop])
        return list(rows.reverse()[self.total - stop : self.total - start])[::-1]


class EntryPaginator(Paginator):
    """Pages of a list's keys."""

    def __init__(self, filters: EntryFilterSet, per_page: int):
        super().__init__(Keys(filters), per_page)


def entries(keys: list[int], time) -> list[Entry]:
    """The entries with these keys, in this order, with bodies and what depends on the day."""
    return Entry.objects.on(time.on).with_body().in_order(keys)
