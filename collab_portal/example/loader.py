"""Loads agreements from a TOML file through the same steps as staff: edit, submit, approve."""

import tomllib
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.models import Agreement, AgreementOutcome, AgreementSource, Party, Variation
from organisations.models import Group, Organisation
from register.models import Refused

from . import sign_ins

AGREEMENTS = Path(__file__).parent / "agreements.toml"

# Fields that name a row of another table, and by what.
NAMED = {
    "owner": (Organisation, "slug"),
    "organisation": (Organisation, "slug"),
    "group": (Group, "slug"),
    "part_of": (Agreement, "reference"),
}
# What belongs to an agreement, by its key in the file.
CHILDREN = {
    "parties": Party,
    "variations": Variation,
    "outcomes": AgreementOutcome,
    "sources": AgreementSource,
}


class BadEntry(Exception):
    """Says which agreement of the file is wrong, in which field, and how."""


def read(path: Path) -> list[dict]:
    """The agreements of a file, with all that they share with others filled in."""
    try:
        file = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadEntry(f"{path.name}: {error}") from error
    entries = [_filled_in(entry, file) for entry in file.get("agreements", [])]
    references = [entry["reference"] for entry in entries]
    if twice := {reference for reference in references if references.count(reference) > 1}:
        raise BadEntry(f"{', '.join(sorted(twice))}: the file has this reference twice.")
    return entries


def _filled_in(entry: dict, file: dict) -> dict:
    """The entry with what it takes from a set, and its shared sources and variations in full."""
    where = entry.get("reference") or entry.get("title") or "an agreement"
    if "reference" not in entry:
        raise BadEntry(f"{where}, reference: it has none.")
    common = _shared(file, "like", entry["like"], where) if "like" in entry else {}
    filled = {**common, **entry}
    filled.pop("like", None)
    for key in ("sources", "variations"):
        filled[key] = [
            _shared(file, key, item, where) if isinstance(item, str) else item
            for item in filled.get(key, [])
        ]
    return filled


def _shared(file: dict, table: str, key: str, where: str) -> dict:
    try:
        return file[table][key]
    except KeyError:
        raise BadEntry(f"{where}, {table}: the file has no [{table}.{key}].") from None


@transaction.atomic
def load(path: Path) -> tuple[int, int]:
    """Publish each agreement of the file that the register does not have.

    Returns how many were published and how many were there already. Raises BadEntry, and then
    nothing is written.
    """
    entries = read(path)
    owners = {entry["owner"] for entry in entries if "owner" in entry}
    offices = list(Organisation.objects.filter(slug__in=owners))
    staff = {demo: demo.user(offices) for demo in sign_ins.EVERY}
    present = set(Agreement.objects.values_list("reference", flat=True))
    fresh = [entry for entry in entries if entry["reference"] not in present]
    for entry in fresh:
        publish(entry, editor=staff[sign_ins.EDITOR], publisher=staff[sign_ins.PUBLISHER])
    return len(fresh), len(entries) - len(fresh)


def publish(entry: dict, editor, publisher) -> Agreement:
    """One agreement, from the file to its first edition."""
    where = entry["reference"]
    fields = {**entry}
    note = fields.pop("change_note", "")
    children = {key: fields.pop(key, []) for key in CHILDREN}
    agreement = _saved(Agreement, fields, where)
    for key, rows in children.items():
        for number, row in enumerate(rows, start=1):
            _saved(CHILDREN[key], row, f"{where}, {key} {number}", agreement=agreement)
    try:
        agreement.edited(by=editor)
        agreement.submit(by=editor, note=note)
        agreement.approve(by=publisher, seen=agreement.submitted_digest)
    except Refused as refusal:
        raise BadEntry(f"{where}: {refusal}") from refusal
    return agreement


def _saved(model, fields: dict, where: str, **belongs_to):
    """A row made from the fields, checked as a form would check it. Raises BadEntry."""
    known = {field.name for field in model._meta.concrete_fields if field.editable}
    if unknown := sorted(set(fields) - known):
        raise BadEntry(f"{where}, {unknown[0]}: there is no such field.")
    found = {name: _found(name, value, where) for name, value in fields.items()}
    row = model(**found, **belongs_to)
    try:
        row.full_clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        field = f", {name}" if name in known else ""
        raise BadEntry(f"{where}{field}: {' '.join(messages)}") from error
    row.save()
    return row


def _found(name: str, value, where: str):
    """The value of a field; of one that names another row, that row."""
    if name not in NAMED:
        return value
    model, key = NAMED[name]
    try:
        return model.objects.get(**{key: value})
    except model.DoesNotExist:
        raise BadEntry(
            f"{where}, {name}: no {model._meta.verbose_name} has the {key} “{value}”."
        ) from None
