"""A page of a list: its keys first, by an index; then what it shows, by key."""

import datetime
from functools import cached_property

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
        rows = self.filters.in_order()
        start, stop = part.start or 0, min(part.stop, self.total)
        if start <= self.total - stop:
            return list(rows[start:stop])
        return list(rows.reverse()[self.total - stop : self.total - start])[::-1]

    def after(self, moment: datetime.datetime | None, size: int) -> list:
        """(key, when published) of the next rows in the order of publication. One query."""
        selection = self.filters.selection(by="recorded_at")
        recorded_at = f"{selection.path}recorded_at"
        rows = selection.rows.order_by(recorded_at)
        if moment:
            rows = rows.filter(**{f"{recorded_at}__gt": moment})
        return list(rows.values_list(selection.key, recorded_at)[:size])


def entries(keys: list[int], time) -> list[Entry]:
    """The entries with these keys, in this order, with bodies and what depends on the day."""
    return Entry.objects.on(time.on).with_body().in_order(keys)
