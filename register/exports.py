"""A whole filtered list as a file: CSV, an Excel workbook, JSON or JSON Lines.

The rows are read and written a batch at a time, so that a file of any size takes the same memory.
"""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from organisations.dates import PartialDate

from .kinds import Kind
from .renderers import Item
from .shapes import shape_of
from .spans import parse

CHUNK = 64 * 1024
BYTE_ORDER_MARK = "\ufeff"  # tells Excel that a CSV is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST_CELL = 32_767  # of Excel
CUT = " … [cut: longer than a cell of Excel]"
ONE_RECORD, ONE_ORGANISATION = "records", "organisations"
ROWS = {ONE_RECORD: "One row a record.", ONE_ORGANISATION: "One row a record and organisation."}
OF_ORGANISATION = ("slug", "name", "kind", "region")
# Which day the first and the last of a partial date are, and whether it is uncertain.
OF_DATE = ("first_day", "last_day", "is_uncertain")


@dataclass(frozen=True)
class Export:
    """A list to be written: its records, and what a row of a table is."""

    kind: Kind
    items: Iterable[Item]  # read while it is written
    rows: str = ONE_RECORD
    has_mark: bool = False

    @cached_property
    def columns(self) -> list[str]:
        """Those of a record, and where a row is also of an organisation, those of it."""
        names = [
            column
            for name in shape_of(self.kind.edition())
            for column in (name, *(f"{name}_{part}" for part in OF_DATE if is_date(name)))
        ]
        if self.rows == ONE_RECORD:
            return [*names, "participants"]
        return [*names, *(f"organisation_{name}" for name in OF_ORGANISATION)]

    def table(self) -> Iterator[list]:
        """The cells of each row, in the order of `columns`."""
        for item in self.items:
            record = json.loads(item.text())
            taking_part = {one["slug"]: one for one in self.kind.participants(record)}.values()
            cells = dict(self._cells(record))
            if self.rows == ONE_RECORD:
                cells["participants"] = "; ".join(one["name"] for one in taking_part)
                yield [cells.get(name, "") for name in self.columns]
                continue
            # A record of which no organisation is recorded has a row as well.
            for one in taking_part or [{}]:
                own = {f"organisation_{name}": one.get(name, "") for name in OF_ORGANISATION}
                yield [(cells | own).get(name, "") for name in self.columns]

    def _cells(self, record: dict) -> Iterator[tuple[str, str]]:
        for name, value in record.items():
            yield name, readable(value)
            date = date_of(value) if is_date(name) else None
            if date:
                days = (date.first, date.last, date.is_uncertain)
                for part, day in zip(OF_DATE, days, strict=True):
                    yield f"{name}_{part}", readable(day)


def is_date(name: str) -> bool:
    """Whether a key of a record holds a partial date."""
    return name.endswith("_on") or name == "binding_expiry"


def date_of(text: str | None) -> PartialDate | None:
    try:
        return parse(text)
    except ValueError:  # an erased text
        return None


def readable(value) -> str:
    """A value of a record as the text of one cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(readable(one) for one in value)
    if not isinstance(value, dict):
        return str(value)
    if "slug" in value:  # an organisation, a group or another record
        return value.get("name") or value["title"]
    said = ((name, readable(one)) for name, one in value.items())
    return ", ".join(f"{name}: {text}" for name, text in said if text)


def safe(cell: str) -> str:
    """A cell that a spreadsheet doesn't take for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_csv(export: Export) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK if export.has_mark else "")
    writer.writerow(export.columns)
    for row in export.table():
        writer.writerow([safe(cell) for cell in row])
        if buffer.tell() > CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def as_workbook(export: Export) -> Iterator[bytes]:
    """An .xlsx file, which has its directory at its end: made whole on disk, then sent."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(export.kind.plural.capitalize())
    sheet.append(export.columns)
    for row in export.table():
        sheet.append([fitting(safe(cell)) for cell in row])
    with tempfile.TemporaryFile() as file:
        workbook.save(file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def fitting(cell: str) -> str:
    """A cell that Excel opens: of XML's characters, and not too long."""
    cell = ILLEGAL_CHARACTERS_RE.sub("", cell)
    return cell if len(cell) <= LONGEST_CELL else cell[: LONGEST_CELL - len(CUT)] + CUT


def as_lines(export: Export) -> Iterator[bytes]:
    """JSON Lines: one record a line, as the API gives it."""
    for item in export.items:
        yield f"{item.text()}\n".encode()


def as_json(export: Export) -> Iterator[bytes]:
    """A JSON array of records, as the API gives them."""
    separator = "["
    for item in export.items:
        yield f"{separator}{item.text()}".encode()
        separator = ",\n"
    yield b"[]" if separator == "[" else b"]"


@dataclass(frozen=True)
class Format:
    words: str
    media_type: str
    write: Callable[[Export], Iterator[bytes]]
    is_table: bool = False


FORMATS = {
    "csv": Format("CSV", "text/csv; charset=utf-8", as_csv, is_table=True),
    "xlsx": Format(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_workbook,
        is_table=True,
    ),
    "json": Format("JSON", "application/json", as_json),
    "ndjson": Format("JSON Lines", "application/x-ndjson", as_lines),
}
