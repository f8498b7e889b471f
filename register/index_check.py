"""Checking the index in use: that every row the public reads by says what the ledger says.

The expected rows are made by the functions that wrote the stored ones (register/indexing.py) and
compared in batches, so that memory does not grow with the register.
"""

import datetime
import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import Exists, F, Model, OuterRef, Q, Subquery

from organisations.models import ReferenceVersion

from .indexing import COLUMNS, Indexed, entry_of, lists
from .models import Action, Edition, Entry, Facet, LedgerHead, Tally
from .reindexing import is_of_today
from .search import engines
from .version import RegisterVersion

BATCH = 500
NEWEST, OTHERS = 2, 3  # how many editions a sample looks at
IN_LEDGER = "the index does not hold what the ledger says"
KEYS = {"id", "edition"}  # of an entry: found by the edition, and known by its key
# By kind, name and value: the sum of the changes, each times a number that its day gives.
Sums = defaultdict[tuple[str, str, str], int]


def first_faults(most: int = 10) -> list[str]:
    """What the index and the reference data say otherwise than the register wrote, in words."""
    return _undisturbed(lambda: list(islice(chain(faults(), ReferenceVersion.faults()), most)))


def sample_differs() -> bool:
    """Whether the newest editions, or some others, are not indexed as the ledger says."""
    return _undisturbed(_sample_differs)


def _undisturbed(check: Callable):
    """What a check found. What is published during one looks like a fault, so it is done again."""
    while True:
        before = str(RegisterVersion.read())
        found = check()
        if not found or str(RegisterVersion.read()) == before:
            return found


def faults() -> Iterator[str]:
    """What differs, in words, from the first edition on; then counts, then stray rows."""
    head = LedgerHead.objects.get(pk=1)
    if not is_of_today(head.generation):
        yield "other code or settings made the index, so it cannot be compared: run reindex first"
        return
    sums: Sums = defaultdict(int)
    for first in range(1, head.sequence + 1, BATCH):
        editions = Edition.objects.filter(sequence__range=(first, first + BATCH - 1))
        yield from _differences(_annotated(editions, head.generation), head.generation, sums)
    yield from _tally_faults(head.generation, sums)
    yield from _strays(head)


def _sample_differs() -> bool:
    head = LedgerHead.objects.get(pk=1)
    if not is_of_today(head.generation):  # as after an upgrade, until the index is made again
        return False
    older = range(1, head.sequence - NEWEST + 1)
    others = random.sample(older, min(OTHERS, len(older)))
    chosen = Q(sequence__gt=head.sequence - NEWEST) | Q(sequence__in=others)
    editions = _annotated(Edition.objects.filter(chosen), head.generation)
    return any(_differences(editions, head.generation, defaultdict(int)))


def _annotated(editions, generation: int):
    """Each with what its entry takes from other editions and from the entry before it."""
    of_record = Edition.objects.filter(kind=OuterRef("kind"), slug=OuterRef("slug"))
    earlier = of_record.filter(number__lt=OuterRef("number")).exclude(action=Action.ERASED)
    before = Entry.objects.filter(
        generation=generation, kind=OuterRef("kind"), recorded_at__lt=OuterRef("recorded_at")
    ).order_by("-recorded_at")
    following = of_record.filter(number=OuterRef("number") + 1)
    return editions.annotate(
        action_before=Subquery(earlier.order_by("-number").values("action")[:1]),
        next_at=Subquery(following.values("recorded_at")[:1]),
        count_before=Subquery(before.values("listed_count")[:1]),
    ).order_by("sequence")


def _differences(editions, generation: int, sums: Sums) -> Iterator[str]:
    """What the index says otherwise of these editions. Adds what they count to the sums."""
    found = Entry.objects.filter(generation=generation, edition__in=[e.pk for e in editions])
    stored = {entry.edition_id: entry for entry in found.order_by()}
    rows = _stored_rows([entry.pk for entry in stored.values()])
    for edition in editions:
        name = f"edition {edition.sequence} ({edition})"
        entry = stored.get(edition.pk)
        if entry is None:
            yield f"{name}: {IN_LEDGER}: it has no entry"
            continue
        expected = _expected(edition, generation, entry.pk)
        for field in Entry._meta.concrete_fields:
            if getattr(entry, field.attname) != getattr(expected.entry, field.attname):
                yield f"{name}: {IN_LEDGER}: another {field.name.replace('_', ' ')}"
        yield from (
            f"{name}: {IN_LEDGER}: {words}" for words in _row_faults(expected, rows[entry.pk])
        )
        if expected.entry.current_in:
            for (kind, what, value, day), change in expected.counts():
                sums[kind, what, value] += change * _number_of(day)


def _expected(edition, generation: int, key: int) -> Indexed:
    was_listed = edition.action_before == Action.PUBLISHED
    is_listed = lists(edition.action, was_listed)
    count = (edition.count_before or 0) + is_listed - was_listed
    entry = entry_of(edition, generation, is_listed, count, edition.next_at)
    entry.pk = key
    return Indexed.of(edition, entry)


def _stored_rows(keys: Sequence[int]) -> dict[int, Counter[tuple[type[Model], tuple]]]:
    """The rows of each entry, as `Indexed.rows` gives them."""
    found: dict[int, Counter[tuple[type[Model], tuple]]] = defaultdict(Counter)
    for model, columns in COLUMNS.items():
        for row in model._base_manager.filter(entry__in=keys).order_by().values_list(*columns):
            found[row[0]][model, tuple(map(_plain, row))] += 1
    return found


def _row_faults(expected: Indexed, stored: Counter[tuple[type[Model], tuple]]) -> Iterator[str]:
    wanted = Counter(expected.rows())
    for verb, rows in (("it lacks", wanted - stored), ("it also has", stored - wanted)):
        for model, (_, *values) in sorted(rows, key=repr):
            said = " ".join(str(value) for value in values if value is not None)
            yield f"{verb} the {model._meta.verbose_name} “{said[:80]}”"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


@lru_cache(maxsize=20_000)
def _number_of(day: datetime.date) -> int:
    """A number that no sum of others comes to by chance: so a sum of changes tells their days."""
    return int.from_bytes(hashlib.sha256(day.isoformat().encode()).digest()[:16])


def _tally_faults(generation: int, sums: Sums) -> Iterator[str]:
    """Counts that are not those of the current entries."""
    stored = Tally.objects.filter(generation=generation).order_by()
    columns = stored.values_list("kind", "name", "value", "day", "change")
    for kind, name, value, day, change in columns.iterator():
        sums[kind, name, value] -= change * _number_of(day)
    for (kind, name, value), rest in sorted(sums.items()):
        if rest:
            yield f"the counts of the index are not those of its entries: {kind} {name} “{value}”"


def _strays(head: LedgerHead) -> Iterator[str]:
    """Rows that belong to no edition, and what only the database's own index of search can say."""
    live = Entry.objects.filter(generation=head.generation)
    if live.count() != head.sequence:
        yield "the index has entries of no edition"
    if Entry.objects.exclude(current_in=None).exclude(current_in=F("generation")).exists():
        yield "another index has entries that are marked as current"
    listed = Facet.objects.filter(current_in=head.generation)
    if listed.exclude(entry__generation=head.generation).exists():
        yield "another index has facets that are marked as current"
    for model in COLUMNS:
        entry = Entry.objects.filter(pk=OuterRef("entry_id"))
        if model._base_manager.filter(~Exists(entry)).exists():
            yield f"the index has a {model._meta.verbose_name} of no entry"
    with connection.cursor() as cursor:
        if words := engines.of(connection).fault(cursor):
            yield words
