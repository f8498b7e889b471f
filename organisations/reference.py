"""Reading the reference data from the CSV files in `data/`.

Each file is one table; organisations are spread over several files with one header. A row is
recognised by its key columns: it is added, changed where a cell differs, or left alone. Rows that
are no longer in a file stay in the database, because editions and staff may refer to them.
"""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction

from .models import (
    Alias,
    FormerName,
    Group,
    GroupMembership,
    Organisation,
    PoliceFirePair,
    ReferenceVersion,
    Succession,
)

DATA = Path(__file__).parent / "data"
YES_NO = {"yes": True, "no": False}
# Columns that hold the words people read for a choice, as a list from elsewhere has them.
IN_WORDS = {"nation", "region"}


class BadReferenceFileError(Exception):
    """A file can't be read as reference data; the message names file, row and column."""


@dataclass(frozen=True)
class Table:
    """How one CSV file maps to one model: columns are field names, links are slugs."""

    file: str
    model: type[models.Model]
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def error(self, row, column, message):
        return BadReferenceFileError(f"{self.file}, row {row}, column {column}: {message}")

    def read(self, folder):
        """[(row number, {column: cell})] as a spreadsheet numbers them: the header is row 1."""
        path = folder / self.file
        try:
            with path.open(newline="", encoding="utf-8-sig") as file:
                rows = list(csv.reader(file, strict=True))
        except FileNotFoundError:
            raise BadReferenceFileError(
                f"{self.file}: there is no such file in {folder}."
            ) from None
        except (UnicodeDecodeError, csv.Error) as error:
            raise BadReferenceFileError(
                f"{self.file}: not a CSV file in UTF-8 ({error})."
            ) from error
        self._check_header(rows[0] if rows else [])
        return [
            (number, self._cells(number, cells))
            for number, cells in enumerate(rows[1:], start=2)
            if cells
        ]

    def _check_header(self, header):
        for column in header:
            if column not in self.columns or header.count(column) > 1:
                raise self.error(1, column, f"not expected. Columns: {', '.join(self.columns)}.")
        for column in self.columns:
            if column not in header:
                raise self.error(1, column, "missing.")
        if tuple(header) != self.columns:
            raise self.error(1, header[0], f"wrong order. Columns: {', '.join(self.columns)}.")

    def _cells(self, row, cells):
        if len(cells) != len(self.columns):
            column = self.columns[min(len(cells), len(self.columns) - 1)]
            raise self.error(
                row, column, f"the row has {len(cells)} cells, the header {len(self.columns)}."
            )
        return dict(zip(self.columns, (cell.strip() for cell in cells), strict=True))


def _organisations(file):
    columns = (
        "slug,name,short_name,kind,nation,region,ons_code,police_uk_id,website,overseen_by,"
        "is_fire_authority,governance,source,unverified"
    )
    return Table(file, Organisation, tuple(columns.split(",")), ("slug",))


# In this order, because a row may refer only to an earlier row or file.
TABLES = [
    _organisations("policing_bodies.csv"),
    _organisations("fire_authorities.csv"),
    _organisations("police_forces.csv"),
    _organisations("fire_services.csv"),
    _organisations("other_organisations.csv"),
    Table(
        "police_fire_pairs.csv",
        PoliceFirePair,
        ("police_force", "fire_service", "is_verified", "source"),
        ("police_force", "fire_service"),
    ),
    Table("groups.csv", Group, ("slug", "name", "note", "source"), ("slug",)),
    Table(
        "group_members.csv",
        GroupMembership,
        ("group", "organisation", "joined_on", "left_on", "source"),
        ("group", "organisation", "joined_on"),
    ),
    Table("aliases.csv", Alias, ("organisation", "name", "source"), ("name",)),
    Table(
        "former_names.csv",
        FormerName,
        ("organisation", "name", "from_on", "until_on", "source"),
        ("organisation", "name", "from_on"),
    ),
    Table(
        "successions.csv",
        Succession,
        ("predecessor", "successor", "on", "is_verified", "source"),
        ("predecessor", "successor"),
    ),
]


@dataclass
class Load:
    """One run over all the files."""

    added: Counter = field(default_factory=Counter)
    changed: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)
    _known: dict = field(default_factory=dict)
    _seen: dict = field(default_factory=dict)

    def apply(self, table, row, cells):
        """Add or change the object that one row describes, or leave it alone."""
        values = {
            column: self._value(table, row, column, cells[column]) for column in table.columns
        }
        key = tuple(values[column] for column in table.key)
        if (table.model, key) in self._seen:
            raise table.error(row, table.key[0], f"also on {self._seen[table.model, key]}.")
        self._seen[table.model, key] = f"row {row} of {table.file}"
        known = self._objects(table.model, table.key)
        instance = known.get(key)
        if instance is None:
            instance = known[key] = table.model(**values)
            self._save(table, row, instance, self.added)
        else:
            self._update(table, row, instance, values)

    def _update(self, table, row, instance, values):
        different = [name for name, value in values.items() if getattr(instance, name) != value]
        if not different:
            self.unchanged[table.model] += 1
            return
        for name in different:
            setattr(instance, name, values[name])
        self._save(table, row, instance, self.changed)
        self.changes.append(f"{table.file}, row {row}: {instance}: {', '.join(different)}")

    def _save(self, table, row, instance, counter):
        try:
            instance.full_clean()
        except ValidationError as error:
            name, messages = next(iter(error.message_dict.items()))
            column = table.key[0] if name == NON_FIELD_ERRORS else name
            raise table.error(row, column, " ".join(messages)) from error
        instance.save_base()  # without renewing the version, which `load` does once
        counter[table.model] += 1

    def _value(self, table, row, column, cell):
        """What a cell means for the field of that name."""
        model_field = table.model._meta.get_field(column)
        if model_field.is_relation:
            return self._linked(table, row, column, cell, model_field)
        if isinstance(model_field, models.BooleanField):
            if cell not in YES_NO:
                raise table.error(row, column, f"“{cell}” is neither yes nor no.")
            return YES_NO[cell]
        if column in IN_WORDS and cell:
            return self._worded(table, row, column, cell, model_field)
        try:
            return model_field.to_python(cell)
        except ValidationError as error:
            raise table.error(row, column, " ".join(error.messages)) from error

    def _worded(self, table, row, column, cell, model_field):
        values = {label: value for value, label in model_field.choices}
        if cell not in values:
            raise table.error(row, column, f"“{cell}” is none of {', '.join(values)}.")
        return values[cell]

    def _linked(self, table, row, column, slug, model_field):
        if not slug and model_field.null:
            return None
        linked = self._objects(model_field.related_model, ("slug",)).get((slug,))
        if linked is None:
            raise table.error(row, column, f"nothing above is called “{slug}”.")
        return linked

    def _objects(self, model, key):
        """Every object of a model by key, read once and then kept in step."""
        if model not in self._known:
            links = [f.name for f in model._meta.concrete_fields if f.is_relation]
            self._known[model] = {
                tuple(getattr(instance, name) for name in key): instance
                for instance in model.objects.select_related(*links)
            }
        return self._known[model]


def load(folder=DATA):
    """Bring the database in line with the files: everything, or nothing if one row is wrong."""
    read = [(table, table.read(folder)) for table in TABLES]
    run = Load()
    with transaction.atomic():
        for table, rows in read:
            for row, cells in rows:
                run.apply(table, row, cells)
        if run.added or run.changed:
            ReferenceVersion.renew()
    return run
