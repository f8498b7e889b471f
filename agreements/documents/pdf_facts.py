"""What a PDF says of itself: its text, its authors, and who commented."""

import io
import re
from typing import Any
from xml.parsers import expat

import pikepdf

from .verdict import Facts, Unacceptable
from .xml import Element, elements

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
_SHOWING = "Tj TJ ' \" Do"


def shows_text(drawing: pikepdf.Object, seen: set[tuple[int, int]], around=None) -> bool:
    """Whether a page, or a drawing on it, shows text. A scan shows only its picture.

    `seen` are the drawings already looked at: they may stand on many pages, and in each other.
    `around` are the resources of the page, for a drawing that names none of its own.
    """
    resources = drawing.get("/Resources", around or pikepdf.Dictionary())
    for instruction in pikepdf.parse_content_stream(drawing, _SHOWING):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Do":
            inner = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
            is_drawing = inner is not None and inner.get("/Subtype") == pikepdf.Name.Form
            if is_drawing and inner.objgen not in seen:
                seen.add(inner.objgen)
                if shows_text(inner, seen, resources):
                    return True
        elif "/Font" in resources and _is_visible(operands[-1]):
            return True
    return False


def _is_visible(operand: Any) -> bool:
    pieces = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
    return any(isinstance(one, pikepdf.String) and bytes(one).strip() for one in pieces)


def note_comment(one: pikepdf.Object, facts: Facts) -> None:
    """The name on a comment."""
    subtype = one.get("/Subtype")
    if not isinstance(subtype, pikepdf.Name) or str(subtype) not in _COMMENTS:
        return
    if isinstance(author := one.get("/T"), pikepdf.String):
        facts.note("Comments by", str(author))


def note_redaction_marks(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """Places marked for redaction: applying the redactions takes the marks away."""
    for page in pdf.pages:
        marks = page.obj.get("/Annots")
        for mark in marks if isinstance(marks, pikepdf.Array) else ():
            if isinstance(mark, pikepdf.Dictionary) and mark.get("/Subtype") == "/Redact":
                facts.is_only_marked = True
                facts.note(
                    "Warning (redaction)", "marked, but the marked text is still in the file"
                )
                return


def note_metadata(pdf: pikepdf.Pdf, facts: Facts) -> None:
    """The document information and XMP, which often disagree."""
    for key, value in pdf.docinfo.items():
        if isinstance(value, pikepdf.String) and key not in _UNTOLD:
            words = _INFO.get(key) or f"{key.lstrip('/')} (custom)"
            facts.note(words, _day(str(value)))
    xmp = pdf.Root.get("/Metadata")
    if isinstance(xmp, pikepdf.Stream):
        try:
            for element in elements(io.BytesIO(xmp.read_bytes())):
                _note_xmp(element, facts)
        except (expat.ExpatError, Unacceptable):
            facts.note("Warning", "its XMP metadata cannot be read")


def _note_xmp(element: Element, facts: Facts) -> None:
    name = element.around[0] if element.name == "li" and element.around else element.name
    if words := _XMP.get(name):
        facts.note(words, _day(element.text))
    for name, value in element.attributes.items():
        if words := _XMP.get(name):
            facts.note(words, _day(value))


def _day(text: str) -> str:
    """A moment as both PDF and XMP write it, to the day: to the second they rarely agree."""
    if moment := _MOMENT.match(text):
        return "-".join(moment.groups())
    return text[:10] if re.match(r"\d{4}-\d\d-\d\dT", text) else text
