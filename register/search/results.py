"""A reader's search, answered: what matches, best first, counted by kind.

Bounded: at most MOST documents are ranked, those with all of it in the title first. What goes
beyond is not counted, and the answer says so.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.db import connection

from .. import kinds
from ..models import SearchDocument
from ..question import Question
from . import engines
from .highlights import Marked, excerpt, mark
from .query import Query

MOST = 1000


class Candidate(NamedTuple):
    """A document that matches. Tier 0: all that is wanted stands in its title."""

    tier: int
    edition: int
    kind: str
    title: str
    slug: str
    rank: float

    @property
    def place(self):
        return self.tier, -round(self.rank, 6), self.title, self.slug


@dataclass(frozen=True)
class Hit:
    """A document as a result shows it."""

    document: SearchDocument
    title: Marked
    excerpt: Marked


@dataclass(frozen=True)
class Results:
    """The answer to a query: its candidates in order, of the kinds asked for or of all."""

    query: Query
    question: Question
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
        """How many of each kind match, whichever were asked for; at least, if not complete."""
        if self.kinds:
            every = self._documents().matching(self.query).order_by().values_list("kind", flat=True)
            found = Counter(every[:MOST])
        else:
            found = Counter(candidate.kind for candidate in self.candidates)
        return {kind.name: found[kind.name] for kind in kinds.every()}

    def hits(self, candidates: list[Candidate]) -> list[Hit]:
        """What to show of some of the candidates. One query."""
        documents = SearchDocument.objects.defer("tokens")
        by_edition = documents.in_bulk([candidate.edition for candidate in candidates])
        return [self._hit(by_edition[candidate.edition]) for candidate in candidates]

    def _hit(self, document: SearchDocument) -> Hit:
        return Hit(
            document,
            title=mark(document.title, self.query),
            excerpt=excerpt(document.text.split("\n"), self.query),
        )

    def _documents(self):
        return SearchDocument.objects.as_at(self.question.as_at).listed()

    @cached_property
    def _found(self) -> list[Candidate]:
        """Up to MOST of the best and one more, in order."""
        documents = self._documents().order_by().values_list("edition_id", "kind", "title", "slug")
        if self.kinds:
            documents = documents.filter(kind__in=self.kinds)
        compiled = documents.query.get_compiler(connection=connection).as_sql()
        statement, params = engines.of(connection).ranked(*compiled, self.query, MOST + 1)
        best: dict[int, Candidate] = {}
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            for row in cursor.fetchall():
                candidate = Candidate(*row)
                best.setdefault(candidate.edition, candidate)
        return sorted(best.values(), key=lambda candidate: candidate.place)[: MOST + 1]
