"""Who made a PDF and when, as its document information, its XMP and its comments say."""

import re

import pikepdf

from .acceptance import Reading

_INFO = {
    "/Author": "Author",
    "/Creator": "Program",
    "/Producer": "PDF made by",
    "/Title": "Title",
    "/Subject": "Subject",
    "/Keywords": "Keywords",
    "/CreationDate": "Created",
    "/ModDate": "Last saved",
    "/Company": "Company",
    "/Manager": "Manager",
}
_UNTOLD = {"/Trapped", "/PTEX.Fullbanner", "/GTS_PDFXVersion"}
_XMP = {
    "creator": "Author",
    "Author": "Author",
    "LastModifiedBy": "Last saved by",
    "CreatorTool": "Program",
    "Producer": "PDF made by",
    "title": "Title",
    "description": "Subject",
    "CreateDate": "Created",
    "ModifyDate": "Last saved",
    "Company": "Company",
    "Manager": "Manager",
    "AuthorsPosition": "Author’s position",
}
_COMMENTS = {"/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut"}
_COMMENTS |= {"/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Stamp", "/Caret", "/Ink"}
_COMMENTS |= {"/Popup", "/Redact"}
_MOMENT = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def note_comment(one: pikepdf.Object, reading: Reading) -> None:
    """The name on a comment."""
    subtype = one.get("/Subtype")
    if not isinstance(subtype, pikepdf.Name) or str(subtype) not in _COMMENTS:
        return
    if isinstance(author := one.get("/T"), pikepdf.String):
        reading.note("Comments by", str(author))


def note_metadata(pdf: pikepdf.Pdf, reading: Reading) -> None:
    """The document information and XMP, which often disagree."""
    for key, value in pdf.docinfo.items():
        if isinstance(value, pikepdf.String) and key not in _UNTOLD:
            words = _INFO.get(key) or f"{key.lstrip('/')} (custom)"
            reading.note(words, _day(str(value)))
    try:
        xmp = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True)
        told = list(xmp.items())
    except Exception:  # XML or XMP that is not well-formed: pikepdf names no class for it
        reading.note("Warning", "its XMP metadata cannot be read")
        return
    for key, value in told:
        if words := _XMP.get(key.rpartition("}")[2]):
            for one in [value] if isinstance(value, str) else value:
                reading.note(words, _day(one))


def _day(text: str) -> str:
    """A moment as both PDF and XMP write it, to the day: to the second they rarely agree."""
    if moment := _MOMENT.match(text):
        return "-".join(moment.groups())
    return text[:10] if re.match(r"\d{4}-\d\d-\d\dT", text) else text
