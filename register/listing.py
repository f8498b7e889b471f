"""A page of a list: first its keys, read from an index; then their content, read by key."""

import datetime
from collections.abc import Sequence
from functools import cached_property

from django.db import connection

from . import counts
from .filters import EntryFilterSet
from .models import Entry
from .version import as_moment


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
        """Read from the nearer end of the list. One query."""
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


_BODIES = """
    SELECT e.id, e.number, e.slug, e.edition_id, e.action, e.is_listed, e.recorded_at, e.facts,
           p.lifecycle, p.reason, p.expiry, coalesce(e.body, d.body)
    FROM register_entry e
    JOIN register_edition d ON d.sequence = e.edition_id
    JOIN register_period p ON p.entry_id = e.id AND p.starts_on <= %s AND p.ends_on >= %s
    WHERE e.id IN ({})"""


def bodies(keys: Sequence[int], day: datetime.date) -> dict[int, tuple]:
    """What the API gives of entries, by key: the columns above, without the key. One query.

    Written as SQL, because Django would take as long to compile the query as to run it.
    """
    if not keys:
        return {}
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(keys))
        cursor.execute(_BODIES.format(places), [str(day), str(day), *keys])
        rows = cursor.fetchall()
    if connection.vendor == "sqlite":
        rows = [(*row[:6], as_moment(row[6]), *row[7:]) for row in rows]
    return {row[0]: row[1:] for row in rows}


def entries(keys: list[int], time_query) -> list[Entry]:
    """The entries with these keys, in this order, with bodies and what depends on the day."""
    return Entry.objects.with_lifecycle(time_query.on).with_body().in_order(keys)
