"""The rows of a list, from whichever table they are read, and the order of their keys."""

from dataclasses import dataclass

from django.db.models import F, OrderBy, QuerySet

EXPIRES = "expires_on"
MAY_BE_NULL = {EXPIRES, "starts_from"}


@dataclass(frozen=True)
class Selection:
    """The rows of a list: entries, or rows of a table that has one for each of them."""

    rows: QuerySet
    key: str  # the column that holds the entry's key
    path: str  # from a row to its entry
    facet: str = ""  # the filter that this table already applies

    def in_order(self, columns: list[tuple[str, bool]]) -> QuerySet:
        """The keys, ordered by columns of the entry."""
        order = [self._ordered(*column) for column in columns]
        # No two editions are recorded at one moment.
        ties = [] if columns[-1][0] == "recorded_at" else [self.key]
        return self.rows.order_by(*order, *ties).values_list(self.key, flat=True)

    def _ordered(self, name: str, is_descending: bool) -> OrderBy:
        has_it = name in {field.name for field in self.rows.model._meta.concrete_fields}
        nulls_last = {"nulls_last": True} if name in MAY_BE_NULL else {}
        column = F(name if has_it else f"{self.path}{name}")
        return column.desc(**nulls_last) if is_descending else column.asc(**nulls_last)
