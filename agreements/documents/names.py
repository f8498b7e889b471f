"""The name of an uploaded file: what of it is kept, and what kind of file it claims to be."""

import re
import unicodedata

from .verdict import Unacceptable

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
