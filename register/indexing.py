"""Writing the index: entries of editions and all that belongs to them, in batches.

Only publication and `manage.py reindex` call it.
"""

import csv
import datetime
import io
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from django.db import connection
from django.db.models import CharField, DateField, F, Model, Q, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from . import kinds
from .canonical import canonical
from .index import Index, facets_of, links_of
from .models.edition import Action, Edition
from .models.entry import Entry
from .models.index import (
    DATED,
    Facet,
    Finding,
    Link,
    Period,
    SearchText,
    Tally,
    by_month,
    partners_of,
    rule_owner,
)
from .renderers import dumps
from .search import engines
from .search.documents import heading, passages, tokens

FIRST_DAY, LAST_DAY = datetime.date.min, datetime.date.max
DAY = datetime.timedelta(days=1)
# Documents are looked up by these, and never counted.
DOCUMENT, TAKEN_DOWN = "document", "taken_down"
FROM_BODY = ("title", "reference", "owner", "starts_from", "facts", "body")
# The tables of what belongs to an entry, and the columns that are written.
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    SearchText: ("entry_id", "text", "tokens"),
    Facet: ("entry_id", "kind", "name", "value", "title", "current_in"),
    Period: (
        *("entry_id", "kind", "starts_on", "ends_on", "lifecycle", "reason", "cause"),
        *("expires_on", "expiry"),
    ),
    Link: ("entry_id", "relation", "to_kind", "to_slug"),
    Finding: ("entry_id", "owner", "rule", "place", "starts_on", "ends_on", "message"),
}
MOVED = (
    "ON CONFLICT (generation, kind, name, value, day) "
    "DO UPDATE SET change = register_tally.change + excluded.change"
)
# Fewer rows are inserted by a statement: it costs less than to begin a COPY.
ENOUGH_TO_COPY = 200
Count = tuple[str, str, str, datetime.date]  # kind, name, value, from which day


@dataclass
class Indexed:
    """An entry, and what its body gives the index."""

    entry: Entry
    index: Index
    body: dict
    facets: set[tuple[str, str]]
    links: set[tuple[str, str, str]]

    @classmethod
    def of(cls, edition: Edition, entry: Entry) -> "Indexed":
        """The index of an edition, and an entry with the columns that are made from the body."""
        kind, stored = kinds.get(edition.kind), edition.stored
        body = kind.upgrade(stored)
        index = kind.index(body)
        entry.title = body["title"][:300]  # an erasure can make it longer than it was
        entry.reference = index.reference
        entry.owner = body["owner"]["slug"]
        entry.starts_from = index.starts_from
        entry.facts = dumps(index.derived)
        entry.body = None if body is stored else canonical(body)
        participants = list(kind.participants(body))
        facets, links = facets_of(index, body, participants), set(links_of(body, *kind.relations))
        return cls(entry, index, body, facets, links)

    def rows(self) -> Iterator[tuple[type[Model], tuple]]:
        """The rows that belong to a saved entry: their model, and the values of COLUMNS."""
        entry = self.entry
        text = "\n".join(passages(kinds.get(entry.kind), self.body))
        yield SearchText, (entry.pk, text, tokens(heading(self.body), text))
        documents = (
            (TAKEN_DOWN if is_down else DOCUMENT, sha256)
            for sha256, is_down in self.index.documents.items()
        )
        for name, value in (*self.facets, *documents):
            yield Facet, (entry.pk, entry.kind, name, value, entry.title, entry.current_in)
        for span in self.index.periods:
            days = span.starts_on.isoformat(), span.ends_on.isoformat()
            expires_on = span.expiry.last.isoformat() if span.expiry else None
            expiry = str(span.expiry) if span.expiry else None
            state = span.lifecycle, span.reason, span.cause
            yield Period, (entry.pk, entry.kind, *days, *state, expires_on, expiry)
        for link in sorted(self.links):
            yield Link, (entry.pk, *link)
        for found in self.index.findings:
            days = found.starts_on.isoformat(), found.ends_on.isoformat()
            yield Finding, (entry.pk, entry.owner, found.rule, found.place, *days, found.message)

    def counts(self) -> Iterator[tuple[Count, int]]:
        """What a current entry adds to the tallies, by the day from which it does."""
        kind = self.entry.kind
        for name, value in self.facets:
            yield (kind, name, value, FIRST_DAY), 1
        together = [value for name, value in self.facets if name == "organisation"]
        for one, other in permutations(together, 2):
            yield (kind, partners_of(one), other, FIRST_DAY), 1
        for span in self.index.periods:  # of a kind without dates too: its lifecycle is empty
            yield from _run(kind, "lifecycle", span.lifecycle, span.starts_on, span.ends_on)
            if span.cause:
                yield from _run(kind, "cause", span.cause, span.starts_on, span.ends_on)
        for found in self.index.findings:
            value = rule_owner(found.rule, self.entry.owner)
            yield from _run(kind, "rule_owner", value, found.starts_on, found.ends_on)


def lists(action: str, was_listed: bool) -> bool:
    """Whether the register lists a record after an edition; an erasure leaves it as it was."""
    return action == Action.PUBLISHED or (action == Action.ERASED and was_listed)


def entry_of(
    edition: Edition,
    generation: int,
    is_listed: bool,
    listed_count: int,
    superseded_at: datetime.datetime | None = None,
) -> Entry:
    """An entry with all that does not come from the body."""
    return Entry(
        generation=generation,
        current_in=generation if is_listed and superseded_at is None else None,
        edition=edition,
        kind=edition.kind,
        slug=edition.slug,
        number=edition.number,
        action=edition.action,
        is_listed=is_listed,
        recorded_at=edition.recorded_at,
        superseded_at=superseded_at,
        listed_count=listed_count,
    )


def drafted(record, body: dict, on: datetime.date) -> Entry:
    """The entry that the record's next edition would have, for a preview; never saved."""
    previous = record.current_edition
    edition = Edition(
        kind=record.kind,
        slug=record.slug,
        number=previous.number + 1 if previous else 1,
        action=Action.PUBLISHED,
        recorded_at=timezone.now(),
        body=canonical(body),
    )
    same = {name: getattr(edition, name) for name in ("kind", "slug", "number", "action")}
    entry = Entry(**same, edition=edition, is_listed=True, recorded_at=edition.recorded_at)
    span = next(s for s in Indexed.of(edition, entry).index.periods if s.ends_on >= on)
    entry.lifecycle, entry.reason = span.lifecycle, span.reason
    entry.text_of_body = edition.body
    return entry


def add(editions: Sequence[Edition], generation: int) -> None:
    """Index editions that follow the last indexed one, in the order of the ledger."""
    latest, listed_counts = _before(editions, generation)
    made: list[Indexed] = []
    ended: list[Entry] = []
    for edition in editions:
        key = edition.kind, edition.slug
        previous = latest.get(key)
        was_listed = previous is not None and previous.is_listed
        is_listed = lists(edition.action, was_listed)
        listed_counts[edition.kind] += is_listed - was_listed
        if previous is not None:
            previous.superseded_at, previous.current_in = edition.recorded_at, None
            if previous.pk:
                ended.append(previous)
        entry = entry_of(edition, generation, is_listed, listed_counts[edition.kind])
        latest[key] = entry
        made.append(Indexed.of(edition, entry))
    counts = _end(ended)
    Entry.objects.bulk_create([one.entry for one in made])
    counts.update(_write(made))
    _tally(counts, generation)


def remake(kind: str, slug: str, generation: int) -> None:
    """Index the editions of a record again, after an erasure changed their bodies."""
    entries = Entry.objects.filter(generation=generation, kind=kind, slug=slug)
    made = [
        Indexed.of(entry.edition, entry)
        for entry in entries.select_related("edition").order_by("pk")
    ]
    keys = [one.entry.pk for one in made]
    counts = _counts_of([one.entry.pk for one in made if one.entry.current_in])
    for model in COLUMNS:
        model.objects.filter(entry__in=keys).delete()
    Entry.objects.bulk_update([one.entry for one in made], FROM_BODY)
    counts.update(_write(made))
    _tally(counts, generation)
    # What is counted no longer may be a word of what was erased.
    Tally.objects.filter(generation=generation, kind=kind, change=0).delete()
    with connection.cursor() as cursor:
        engines.of(connection).purge(cursor)


def _before(editions: Sequence[Edition], generation: int):
    """The last entry of each record of the batch, and how many of each kind are listed."""
    entries = Entry.objects.filter(generation=generation)
    slugs = {edition.slug for edition in editions}
    wanted = Q(slug__in=slugs, superseded_at__isnull=True)
    for kind in {edition.kind for edition in editions}:
        newest = entries.filter(kind=kind).order_by("-recorded_at")
        wanted |= Q(pk=Subquery(newest.values("pk")[:1]))
    found = entries.filter(wanted).order_by("recorded_at").defer("facts", "body")
    last = {(one.kind, one.slug): one for one in found if one.superseded_at is None}
    return last, Counter({one.kind: one.listed_count for one in found})


def _end(entries: list[Entry]) -> Counter[Count]:
    """Mark entries as superseded. Returns the changes that take them out of the tallies."""
    if not entries:
        return Counter()
    keys = [entry.pk for entry in entries]
    counts = _counts_of(keys)
    Entry.objects.bulk_update(entries, ["superseded_at", "current_in"])
    Facet.objects.filter(entry__in=keys, current_in__isnull=False).update(current_in=None)
    return counts


def _write(made: list[Indexed]) -> Counter[Count]:
    """Save the rows of the entries. Returns the changes that add them to the tallies."""
    rows: dict[type[Model], list[tuple]] = {model: [] for model in COLUMNS}
    counts: Counter[Count] = Counter()
    for one in made:
        for model, row in one.rows():
            rows[model].append(row)
        if one.entry.current_in:
            for count, change in one.counts():
                counts[count] += change
    for model, some in rows.items():
        if connection.vendor == "postgresql" and len(some) > ENOUGH_TO_COPY:
            _copy(model, some)
        else:
            _insert(model._meta.db_table, COLUMNS[model], some)
    return counts


def _insert(table: str, columns: tuple[str, ...], rows: Sequence[tuple], on_conflict="") -> None:
    """Insert rows as they are: an entry has some thirty, and model instances take most of the time.

    SQLite takes some 32,000 parameters in a statement.
    """
    size = 30_000 // len(columns)
    places = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            some = rows[start : start + size]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
                f"{', '.join([places] * len(some))} {on_conflict}",
                [value for row in some for value in row],
            )


def _copy(model: type[Model], rows: Sequence[tuple]) -> None:
    """Insert rows by PostgreSQL's COPY, which reads no statement and takes half the time."""
    table, columns = model._meta.db_table, COLUMNS[model]
    nullable = {field.column for field in model._meta.concrete_fields if field.null}
    texts = [column for column in columns if column not in nullable]
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    stream.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {table} ({', '.join(columns)}) FROM STDIN "
            f"WITH (FORMAT csv, FORCE_NOT_NULL ({', '.join(texts)}))",
            stream,
        )


def _run(kind: str, name: str, value: str, starts_on, ends_on) -> Iterator[tuple[Count, int]]:
    """One more from a day, and one less from the day after another; by day and by month."""
    changes = [(starts_on, 1)]
    if ends_on != LAST_DAY:
        changes.append((ends_on + DAY, -1))
    for day, change in changes:
        yield (kind, name, value, day), change
        yield (kind, by_month(name), value, day.replace(day=1)), change


def _counts_of(keys: list[int]) -> Counter[Count]:
    """The changes that take the stored rows of current entries out of the tallies. One query.

    From the rows, not from the bodies as `Indexed.counts` does: other code may have made them.
    """
    counts: Counter[Count] = Counter()
    if not keys:
        return counts

    def rows(model, what, kind, value, starts, ends):
        columns = (kind, Value(what, CharField()) if what else F("name"), value, starts, ends)
        names = ("count_kind", "count_name", "count_value", "first", "last")
        some = model.objects.filter(entry__in=keys, entry__current_in__isnull=False).order_by()
        some = some.annotate(**dict(zip(names, columns, strict=True)))
        return some.values_list("entry_id", *names)

    first, last = Value(FIRST_DAY, DateField()), Value(LAST_DAY, DateField())
    days = F("starts_on"), F("ends_on")
    facets = rows(Facet, "", F("kind"), F("value"), first, last)
    union = facets.exclude(name__in=(DOCUMENT, TAKEN_DOWN)).union(
        rows(Period, "lifecycle", F("kind"), F("lifecycle"), *days),
        rows(Period, "cause", F("kind"), F("cause"), *days).exclude(cause=""),
        rows(
            Finding,
            "rule_owner",
            F("entry__kind"),
            Concat("rule", Value(" "), "owner", output_field=CharField()),
            *days,
        ),
        all=True,
    )
    together: dict[tuple[int, str], list[str]] = defaultdict(list)
    for entry, kind, name, value, starts_on, ends_on in union:
        changes = [((kind, name, value, FIRST_DAY), 1)]
        if name in DATED:
            changes = _run(kind, name, value, starts_on, ends_on)
        for count, change in changes:
            counts[count] -= change
        if name == "organisation":
            together[entry, kind].append(value)
    for (_, kind), slugs in together.items():
        for one, other in permutations(slugs, 2):
            counts[kind, partners_of(one), other, FIRST_DAY] -= 1
    return counts


def _tally(counts: Counter[Count], generation: int) -> None:
    """Apply changes to the tallies."""
    rows = [
        (generation, kind, name, value, day.isoformat(), change)
        for (kind, name, value, day), change in sorted(counts.items())
        if change
    ]
    columns = ("generation", "kind", "name", "value", "day", "change")
    _insert("register_tally", columns, rows, MOVED)
