"""Loads records from the TOML files through the same steps as staff: edit, submit, approve."""

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import models, transaction

from agreements.models import Agreement, Programme
from organisations.models import Organisation
from register.models import Record, Refused
from teams.models import Site, Team
from visions.models import Vision

from . import sign_ins
from .files import BadEntry, read

FOLDER = Path(__file__).parent
# The file of each kind has its plural name. A kind comes after those that it names.
KINDS: dict[str, type[Record]] = {
    "programmes": Programme,
    "agreements": Agreement,
    "sites": Site,
    "teams": Team,
    "visions": Vision,
}
# What the files name a record by; everything else by its slug.
REFERENCES: dict[type[models.Model], str] = {Agreement: "reference"}


@dataclass(frozen=True)
class Loaded:
    """What became of the entries of one file."""

    model: type[Record]
    published: int
    present: int

    @property
    def words(self) -> str:
        meta = self.model._meta
        name = meta.verbose_name if self.published == 1 else meta.verbose_name_plural
        return f"{self.published} {name} published, {self.present} already there"


@transaction.atomic
def load(folder: Path) -> list[Loaded]:
    """Publish each record of the folder's files that the register does not have.

    Raises BadEntry, and then nothing is written.
    """
    files = {
        model: read(folder / f"{name}.toml", name, _key(model)) for name, model in KINDS.items()
    }
    every = [entry for entries in files.values() for entry in entries]
    owners = {entry["owner"] for entry in every if "owner" in entry}
    offices = list(Organisation.objects.filter(slug__in=owners))
    staff = {demo: demo.user(offices) for demo in sign_ins.EVERY}
    editor, publisher = staff[sign_ins.EDITOR], staff[sign_ins.PUBLISHER]
    return [_load(model, entries, editor, publisher) for model, entries in files.items()]


def _load(model: type[Record], entries: list[dict], editor, publisher) -> Loaded:
    key = _key(model)
    present = set(model.objects.values_list(key, flat=True))
    fresh = [entry for entry in entries if entry[key] not in present]
    batch: dict[str, Record] = {}
    for entry in fresh:
        if batch.keys() & _names_of_its_own(model, entry):
            _approve(batch, publisher)  # What an entry names has to be published before it.
        batch[entry[key]] = submitted(model, entry, editor)
    _approve(batch, publisher)
    return Loaded(model, len(fresh), len(entries) - len(fresh))


def _approve(batch: dict[str, Record], publisher) -> None:
    """Publish what was submitted, together, and empty the batch."""
    if not batch:
        return
    model = type(next(iter(batch.values())))
    try:
        model.approve_all({one: one.seal() for one in batch.values()}, by=publisher)
    except Refused as refusal:
        raise BadEntry(f"{', '.join(batch)}: {refusal}") from refusal
    batch.clear()


def _names_of_its_own(model: type[Record], entry: dict) -> set[str]:
    """The records of its own kind that an entry names."""
    own = (field.name for field in model._meta.concrete_fields if field.related_model is model)
    return {entry[name] for name in own if name in entry}


def submitted(model: type[Record], entry: dict, editor) -> Record:
    """One record, from its entry to a submission for its first edition."""
    where = entry[_key(model)]
    fields = {**entry}
    note = fields.pop("change_note", "")
    belonging = {relation: fields.pop(relation.name, []) for relation in _belonging(model)}
    record = _saved(model, fields, where)
    for relation, rows in belonging.items():
        for number, row in enumerate(rows, start=1):
            _saved(
                relation.related_model,
                row,
                f"{where}, {relation.name} {number}",
                **{relation.field.name: record},
            )
    try:
        record.record_edit(by=editor)
        record.submit(by=editor, note=note)
    except Refused as refusal:
        raise BadEntry(f"{where}: {refusal}") from refusal
    return record


def _key(model: type[models.Model]) -> str:
    return REFERENCES.get(model, "slug")


def _belonging(model: type[Record]) -> list:
    """The relations of rows that belong to a record, such as its sources."""
    return [r for r in model._meta.related_objects if r.on_delete is models.CASCADE]


def _saved(model, fields: dict, where: str, **belongs_to):
    """A row made from the fields, checked as a form would check it. Raises BadEntry."""
    many = {field.name: field for field in model._meta.many_to_many if field.editable}
    known = {field.name: field for field in model._meta.concrete_fields if field.editable}
    if unknown := sorted(set(fields) - set(known) - set(many)):
        raise BadEntry(f"{where}, {unknown[0]}: there is no such field.")
    found = {
        name: _found(known[name], value, where) for name, value in fields.items() if name in known
    }
    row = model(**found, **belongs_to)
    try:
        row.full_clean()
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        field = f", {name}" if name in known else ""
        raise BadEntry(f"{where}{field}: {' '.join(messages)}") from error
    row.save()
    for name in fields.keys() & many:
        getattr(row, name).set([_found(many[name], value, where) for value in fields[name]])
    return row


def _found(field: models.Field, value, where: str):
    """The value of a field; of one that names another row, that row."""
    model = field.related_model
    if model is None:
        return value
    key = _key(model)
    try:
        return model.objects.get(**{key: value})
    except model.DoesNotExist:
        raise BadEntry(
            f"{where}, {field.name}: no {model._meta.verbose_name} has the {key} “{value}”."
        ) from None
