"""How these tests publish: an office, its people, and what every row says before and after."""

import datetime
import hashlib
import io
import json
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.db import connection

from agreements.models import Agreement
from organisations.models import Organisation, User
from register import triggers
from register.canonical import digest
from register.models import (
    Action,
    Edition,
    Entry,
    Facet,
    Finding,
    LedgerHead,
    Link,
    Period,
    Refused,
    SearchText,
    Tally,
)
from register.time_query import TimeQuery
from register.version import RegisterVersion
from tests.factories import AgreementFactory, OfficeFactory, member

SEPARATORS = (",", ":")
TODAY = datetime.date(2026, 6, 10)
PARTS = (Facet, Period, SearchText, Link, Finding)
# What no two makings of an index share: keys, and the number of the generation.
UNSHARED = {"id", "entry_id", "generation", "current_in"}


@dataclass
class Desk:
    """An office at work. The editor writes and submits, the publisher approves."""

    office: Organisation
    editor: User
    publisher: User

    @classmethod
    def open(cls) -> "Desk":
        office = OfficeFactory()
        return cls(office, member(office, "editor"), member(office, "publisher"))

    def draft(self, **fields) -> Agreement:
        return AgreementFactory(owner=self.office, **fields)

    def change(self, record, by=None, **fields) -> bool:
        for name, value in fields.items():
            setattr(record, name, value)
        record.save()
        return record.record_edit(by=by or self.editor)

    def submit(self, record, note="For the register.", action=Action.PUBLISHED, erase=""):
        record.submit(by=self.editor, note=note, action=action, erase=erase)

    def approve(self, record, by=None) -> Edition:
        return record.approve(by=by or self.publisher, seen=record.seal())

    def publish(self, record, note="For the register.", **fields) -> Edition:
        self.change(record, **fields)
        self.submit(record, note)
        return self.approve(record)

    def remove(self, record, note="Entered by mistake.") -> Edition:
        self.submit(record, note, Action.REMOVED)
        return self.approve(record)

    def erase(self, record, text, note="A name had to go.") -> Edition:
        self.submit(record, note, Action.ERASED, text)
        return self.approve(record)


def rows(model) -> list[dict]:
    """Every row and column of a model, in an order that owes nothing to primary keys."""
    return sorted(model.objects.values(), key=repr)


def index() -> dict[str, list[dict]]:
    """The whole index that serves, in every column: no keys, and entries by their names."""
    live = LedgerHead.objects.get().generation
    entries = {row["id"]: row for row in Entry.objects.filter(generation=live).values()}
    names = {pk: (row["kind"], row["slug"], row["number"]) for pk, row in entries.items()}
    found = {"Entry": list(entries.values())}
    for part in PARTS:
        found[part.__name__] = [
            row | {"entry": names[row["entry_id"]]}
            for row in part.objects.filter(entry__generation=live).values()
        ]
    tallies = Tally.objects.filter(generation=live).values()
    found["Tally"] = [
        row for row in tallies if row["change"]
    ]  # one that came back to 0 says nothing
    return {name: sorted(map(_shared, some), key=repr) for name, some in found.items()}


def _shared(row: dict) -> dict:
    """What every making of the index says in a row; of `current_in`, whether it is set."""
    shared = {name: value for name, value in row.items() if name not in UNSHARED}
    if "current_in" in row:
        shared["is_current"] = row["current_in"] is not None
    return shared


def reindex() -> str:
    """Make the index anew, whatever made it; the command's words."""
    words = io.StringIO()
    call_command("reindex", force=True, stdout=words)
    return words.getvalue()


def asked(as_at=None, on=None) -> TimeQuery:
    """The question of a reader who asks now, of a moment and a day."""
    return TimeQuery(as_at=as_at, on=on or TODAY, version=RegisterVersion.read())


def everything() -> dict[str, list[dict]]:
    """All that an approval could write to."""
    models = [Edition, LedgerHead, Agreement, Agreement.editors.through]
    return index() | {model.__name__: rows(model) for model in models}


@contextmanager
def refused(words: str):
    """What is done here is refused, says so in these words, and leaves nothing half-written."""
    before = everything()
    with pytest.raises(Refused) as refusal:
        yield
    assert words in str(refusal.value)
    assert everything() == before


@contextmanager
def unguarded():
    """The database as one who owns it could have it: the guards dropped, and put back after."""
    connection.check_constraints()
    triggers.drop(connection)
    with connection.cursor() as cursor:
        yield cursor
    connection.check_constraints()
    triggers.install(connection)


def rechain(change) -> None:
    """Change every edition, and make every hash agree, as one who owns the database could."""
    previous = "0" * 64
    with unguarded():
        for edition in Edition.objects.order_by("sequence"):
            change(edition)
            edition.body_sha256 = plain_sha256(edition.body)
            if edition.parts_sha256:
                edition.parts_sha256 = digest(edition.parts())
            edition.previous_hash, edition.hash = previous, ""
            edition.hash = previous = edition.computed_hash()
            edition.save()
        LedgerHead.objects.update(hash=previous)


def plain_canonical(value) -> str:
    """Canonical JSON as the API's documentation describes it, written without our code."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=SEPARATORS)


def plain_sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def feed(client, page_size=2) -> list[dict]:
    """The whole change feed, as somebody who keeps a copy would read it."""
    address, entries = f"/api/v1/changes/?page_size={page_size}", []
    while address:
        answer = client.get(address).json()
        entries += answer["results"]
        address = answer["next"]
    return entries


def recompute(entries: list[dict]) -> str:
    """The head hash of a copy, checked from its first entry by the API's documentation alone."""
    masked = {
        item["sequence"]: item["body_sha256"]
        for entry in entries
        if entry["action"] == "erased"
        for item in entry["body"]["erasure"]["masked"]
    }
    previous = "0" * 64
    for entry in entries:
        body = plain_sha256(plain_canonical(entry["body"]))
        assert body == masked.get(entry["sequence"], entry["body_sha256"])
        names = ("sequence", "kind", "slug", "edition", "action", "recorded_at", "body_sha256")
        names += ("approval_sha256",)
        chained = [previous, *(entry[name] for name in names)]
        chained += [entry["parts_sha256"]] if entry["parts_sha256"] else []
        assert entry["previous_hash"] == previous
        assert entry["hash"] == plain_sha256(plain_canonical(chained))
        previous = entry["hash"]
    return previous


def at(day: str, clock: str = "12:00:00") -> datetime.datetime:
    return datetime.datetime.fromisoformat(f"{day}T{clock}+00:00")
