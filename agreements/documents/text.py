"""CSV and TXT: readable characters, and no cell that a spreadsheet would run as a formula."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from . import acceptance
from .acceptance import Limits, Reading, Unacceptable, clean

CHUNK = 65_536
_ENCODINGS = {"utf-8": "utf-8", "cp1252": "windows-1252"}
_OTHER_KINDS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "an archive or an office document",
    b"\xd0\xcf\x11\xe0": "a document in the older format of Office",
    b"{\\rtf": "an RTF document",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"<?xml": "XML",
    b"<svg": "a drawing",
    b"<script": "a script",
    b"#!": "a script",
    b"MZ\x90": "a program",
    b"\x7fELF": "a program",
}
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# A spreadsheet would compute the first, and start a program by the second; some split at ; too.
_FORMULA = re.compile(r"(?:^|[;\t])\s*(?:=|[+\-@].*\|.*!)")


def examine(file: BinaryIO, media_type: str, limits: Limits) -> Reading:
    """Read it whole. Raises Unacceptable."""
    _check_beginning(file)
    encoding = _encoding(file)
    if media_type == acceptance.CSV:
        _check_rows(file, encoding)
    return Reading(f"{media_type}; charset={_ENCODINGS[encoding]}", has_text=True)


def _check_beginning(file: BinaryIO) -> None:
    file.seek(0)
    head = file.read(64)
    if head.startswith(_WIDE):
        raise Unacceptable("It is saved as UTF-16 (“Unicode text”). Save it as UTF-8.")
    head = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for beginning, kind in _OTHER_KINDS.items():
        if head.startswith(beginning.lower()):
            raise Unacceptable(f"Its name says it is plain text, but inside it is {kind}.")


def _encoding(file: BinaryIO) -> str:
    for encoding in _ENCODINGS:
        try:
            _check_characters(_texts(file, encoding))
        except UnicodeDecodeError:
            continue
        return encoding
    raise Unacceptable("Its characters cannot be read. Save it as UTF-8.")


def _texts(file: BinaryIO, encoding: str) -> Iterator[str]:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := file.read(CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _check_characters(texts: Iterator[str]) -> None:
    is_blank = True
    for text in texts:
        if found := _CONTROL.search(text):
            raise Unacceptable(
                f"It holds the control character {ord(found[0]):#06x}, which plain text does not "
                "have. Save it as UTF-8 text."
            )
        is_blank = is_blank and not text.strip("\ufeff \t\r\n")
    if is_blank:
        raise Unacceptable("There is nothing in it.")


def _check_rows(file: BinaryIO, encoding: str) -> None:
    file.seek(0)
    lines = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        for number, row in enumerate(csv.reader(lines, strict=True), 1):
            for cell in row:
                if _FORMULA.search(cell):
                    raise Unacceptable(
                        f"Row {number} holds a formula ({clean(cell)[:40]}), which a spreadsheet "
                        "would run. Put its result there instead."
                    )
    except csv.Error as error:
        raise Unacceptable(f"It is not a table that can be read: {error}.") from error
    finally:
        lines.detach()
