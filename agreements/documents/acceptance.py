"""What the register takes: kinds of file, their names and links, and the words of a refusal.

Nothing in this package imports Django: what reads files (pdf, ooxml, odf, text) runs in a child
process that has neither the site's settings nor its secrets.
"""

import re
import unicodedata
from dataclasses import dataclass, field

LONGEST_FACT = 300
LONGEST_NAME = 120

PDF = "application/pdf"
CSV = "text/csv"
TXT = "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
MEDIA_TYPES = {
    "pdf": PDF,
    "docx": DOCX,
    "odt": ODT,
    "xlsx": XLSX,
    "ods": ODS,
    "csv": CSV,
    "txt": TXT,
}
TAKEN = "The register takes PDF, DOCX, ODT, XLSX, ODS, CSV and TXT files"

_WITH_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam"}
_OLDER = {
    "doc": "DOCX",
    "dot": "DOCX",
    "dotx": "DOCX",
    "rtf": "DOCX",
    "pages": "DOCX",
    "ott": "ODT",
    "xls": "XLSX",
    "xlt": "XLSX",
    "xltx": "XLSX",
    "numbers": "XLSX",
    "ots": "ODS",
    "ppt": "PDF",
    "pptx": "PDF",
    "odp": "PDF",
    "msg": "PDF",
    "html": "PDF",
    "htm": "PDF",
    "jpg": "PDF",
    "jpeg": "PDF",
    "png": "PDF",
    "tif": "PDF",
    "tiff": "PDF",
}
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_LAWFUL = {"http", "https", "mailto", "tel"}


class Unacceptable(ValueError):
    """A file the register does not take; the message tells the person who uploaded it why."""


@dataclass(frozen=True)
class Limits:
    """How much a file may hold. Sizes are in bytes, unpacked except for the first."""

    size: int = 25_000_000  # the file as it is sent
    pages: int = 500
    objects: int = 300_000  # numbered objects of a PDF
    unpacked: int = 150_000_000  # all the parts of an office file together
    ratio: int = 250  # unpacked to packed size of one part, above which it counts as a bomb
    parts: int = 5_000  # files inside an office file
    stream: int = 64_000_000  # one stream of a PDF


@dataclass
class Reading:
    """What was read in a file. `metadata` is for the editor: labels to show, and their values."""

    media_type: str
    pages: int | None = None
    has_text: bool | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    keeps_earlier: bool = False  # a PDF whose bytes hold more than it shows: earlier versions
    is_only_marked: bool = False  # a PDF with places marked for redaction and not yet redacted

    def note(self, words: str, value: str) -> None:
        """Keep what the file says of its author; several values of one label are joined."""
        value = clean(value)
        known = self.metadata.get(words, "")
        if value and value not in known.split("; "):
            self.metadata[words] = f"{known}; {value}"[:LONGEST_FACT] if known else value


def clean(text: str) -> str:
    """One line of visible text, cut short, so that what a file says can be shown safely."""
    visible = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join(visible.split())[:LONGEST_FACT]


def safe_name(name: str) -> str:
    """The name without its folders, in one spelling, fit for any disk and any header."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    if any(unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co", "Cn"} for one in base):
        raise Unacceptable(
            "The name of the file holds invisible characters, which can make it look like "
            "something else. Rename it and upload it again."
        )
    base = re.sub(r'[<>:"|?*%;]', "-", base)
    base = " ".join(base.split()).strip(". ")
    if not base:
        raise Unacceptable("The file has no name. Give it one and upload it again.")
    if len(base) > LONGEST_NAME or len(base.encode()) > 2 * LONGEST_NAME:
        raise Unacceptable(
            f"The name of the file has {len(base)} characters. "
            f"Shorten it to {LONGEST_NAME} and upload it again."
        )
    return base


def extension_of(name: str) -> str:
    """What the name says the file is: one of MEDIA_TYPES, or Unacceptable."""
    stem, dot, extension = name.rpartition(".")
    extension = extension.lower()
    if not dot or not stem:
        raise Unacceptable(f"The name “{name}” does not end in what kind of file it is. {TAKEN}.")
    if extension in MEDIA_TYPES:
        return extension
    if extension in _WITH_MACROS:
        raise Unacceptable(
            f"A .{extension} file can hold macros, which the register does not publish. "
            f"Save it as {'XLSX' if extension.startswith('x') else 'DOCX'}, or as PDF."
        )
    if extension in _OLDER:
        raise Unacceptable(
            f"The register does not take .{extension} files. "
            f"Save it as {_OLDER[extension]} and upload that."
        )
    raise Unacceptable(f"The register does not take .{extension} files. {TAKEN}.")


def check_link(target: str) -> None:
    """Refuse a link that runs something or names a place on somebody's own disk or network."""
    scheme = _SCHEME.match(target)
    if scheme and scheme[1].lower() in _LAWFUL:
        return
    if scheme or target.strip().startswith(("\\\\", "//")):
        raise Unacceptable(
            f"It links to “{clean(target)[:100]}”, which is neither a web nor a mail address. "
            "Take that link out."
        )
