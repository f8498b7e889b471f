"""The results of a search: what matches, best first, counted by kind.

At most MOST entries are ranked, those with the whole query in the title first. Further matches are
not counted, and the answer says so.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from .. import kinds
from ..models import Entry, SearchText
from ..time_query import TimeQuery
from . import engines
from .highlights import Marked, excerpt, mark
from .query import Query

MOST = 1000


class Candidate(NamedTuple):
    """An entry that matches. Tier 0: the whole query matches in its title."""

    tier: int
    pk: int
    kind: str
    title: str
    slug: str
    rank: float

    @property
    def place(self):
        return self.tier, -round(self.rank, 6), self.title, self.slug


@dataclass(frozen=True)
class Hit:
    """An entry as a result shows it."""

    entry: Entry
    title: Marked
    excerpt: Marked


@dataclass(frozen=True)
class Results:
    """The answer to a query: its candidates in order, of the kinds asked for or of all."""

    query: Query
    time_query: TimeQuery
    kinds: tuple[str, ...] = ()

    @cached_property
    def candidates(self) -> list[Candidate]:
        return self._found[:MOST]

    @property
    def is_complete(self) -> bool:
        """Whether everything that matches was counted and ranked."""
        return len(self._found) <= MOST

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each kind match, for all kinds; a lower bound if not complete."""
        if self.kinds:
            every = self._entries().filter(pk__in=engines.found(self.query)).order_by()
            found = Counter(every.values_list("kind", flat=True)[:MOST])
        else:
            found = Counter(candidate.kind for candidate in self.candidates)
        return {kind.name: found[kind.name] for kind in kinds.every()}

    def hits(self, candidates: list[Candidate]) -> list[Hit]:
        """What to show of some of the candidates. One query."""
        texts = SearchText.objects.select_related("entry").defer("tokens", "entry__body")
        found = texts.in_bulk([candidate.pk for candidate in candidates])
        return [self._hit(found[candidate.pk]) for candidate in candidates]

    def _hit(self, found: SearchText) -> Hit:
        return Hit(
            found.entry,
            title=mark(found.entry.title, self.query),
            excerpt=excerpt(found.text.split("\n"), self.query),
        )

    def _entries(self):
        return Entry.objects.listed(self.time_query)

    @cached_property
    def _found(self) -> list[Candidate]:
        """Up to MOST of the best and one more, in order."""
        entries = self._entries().order_by().values_list("id", "kind", "title", "slug")
        if self.kinds:
            entries = entries.filter(kind__in=self.kinds)
        compiled = entries.query.get_compiler(connection=connection).as_sql()
        statement, params = engines.of(connection).ranked(*compiled, self.query, MOST + 1)
        best: dict[int, Candidate] = {}
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            for row in cursor.fetchall():
                candidate = Candidate(*row)
                best.setdefault(candidate.pk, candidate)
        return sorted(best.values(), key=lambda candidate: candidate.place)[: MOST + 1]
