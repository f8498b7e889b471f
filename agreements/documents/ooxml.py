"""DOCX and XLSX: parts, each with a content type, and relationships between them."""

import posixpath
import re
from collections.abc import Iterator
from typing import BinaryIO

from . import acceptance
from .acceptance import Limits, Reading, Unacceptable, check_link
from .leftovers import check_ooxml
from .package import Package
from .xml import Element

_ROOT = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    acceptance.DOCX: f"{_ROOT}.wordprocessingml.document.main+xml",
    acceptance.XLSX: f"{_ROOT}.spreadsheetml.sheet.main+xml",
}
_CONTENT_TYPES = "[Content_Types].xml"
_NAMELESS = re.compile(r"\.sigs$")  # every part has an ending; this one begins the signatures
_XML = (".xml", ".rels", ".vml")

_MACROS = "It holds macros. Save it without them, or as PDF."
_OBJECTS = "It has another file or object inside. Take it out, or put a picture in its place."
_OUTSIDE = (
    "It takes data from another document or database. Break those links (in Excel: Data, Edit "
    "Links and Queries & Connections) and save it again."
)
_TEMPLATE = (
    "It is tied to a template somewhere else. Detach it (in Word: Developer, Document Template) "
    "and save it again, or save it as PDF."
)
_REFUSED = {
    "vbaproject": _MACROS,
    "wordvbadata": _MACROS,
    "xlmacrosheet": _MACROS,
    "xlintlmacrosheet": _MACROS,
    "keymapcustomizations": _MACROS,
    "attachedtoolbars": _MACROS,
    "extensibility": _MACROS,
    "webextension": _MACROS,
    "webextensiontaskpanes": _MACROS,
    "oleobject": _OBJECTS,
    "package": _OBJECTS,
    "control": _OBJECTS,
    "activexcontrolbinary": _OBJECTS,
    "afchunk": _OBJECTS,
    "subdocument": _OBJECTS,
    "frame": _OBJECTS,
    "externallink": _OUTSIDE,
    "externallinkpath": _OUTSIDE,
    "connections": _OUTSIDE,
    "querytable": _OUTSIDE,
    "mailmergesource": _OUTSIDE,
    "mailmergeheadersource": _OUTSIDE,
    "recipientdata": _OUTSIDE,
    "attachedtemplate": _TEMPLATE,
}
_BAD_TYPE = re.compile(r"macroenabled|vbaproject|ms-office\.activex|oleobject", re.IGNORECASE)
_LIVE_FIELD = re.compile(
    # QUOTE spells another field out of numbers.
    r"^\s*(DDEAUTO|DDE|LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|MACROBUTTON|QUOTE)\b",
    re.IGNORECASE,
)
_LIVE_FORMULA = re.compile(
    r"\b(DDE|RTD|CALL|REGISTER(\.ID)?|WEBSERVICE)\s*\(|\w\|('[^']*'|\w+)!", re.IGNORECASE
)
_QUOTED = re.compile(r'"[^"]*"')
_LIVE = "It takes live data from another program (DDE, a linked field or formula). Take that out."

_CORE = {
    "creator": "Author",
    "lastModifiedBy": "Last saved by",
    "title": "Title",
    "subject": "Subject",
    "description": "Comments",
    "keywords": "Keywords",
    "category": "Category",
    "created": "Created",
    "modified": "Last saved",
}
_APP = {
    "Company": "Company",
    "Manager": "Manager",
    "Application": "Program",
    "Template": "Template",
    "HyperlinkBase": "Base of links",
}


def examine(file: BinaryIO, media_type: str, limits: Limits) -> Reading:
    """Read it whole. Raises Unacceptable."""
    package = Package(file, limits, nameless=_NAMELESS)
    _check_main_part(package, media_type)
    reading = Reading(media_type)
    for name in package.names:
        if name.lower().endswith(_XML) and name != _CONTENT_TYPES:
            _read_part(name.lower(), package.elements(name), reading)
    return reading


def _check_main_part(package: Package, media_type: str) -> None:
    package.require(_CONTENT_TYPES, "_rels/.rels")
    kinds = dict(_content_types(package))
    main = _main_part(package)
    package.require(main)
    said = kinds.get(main.lower()) or kinds.get("." + main.lower().rpartition(".")[2])
    if said != _MAIN[media_type]:
        raise Unacceptable("Its name and its inside do not agree on what kind of document it is.")


def _content_types(package: Package) -> Iterator[tuple[str, str]]:
    """What kind each part is, by its name, and all others by their ending."""
    for element in package.elements(_CONTENT_TYPES):
        said = element.attributes.get("ContentType", "")
        if _BAD_TYPE.search(said):
            raise Unacceptable(_OBJECTS if "ole" in said.lower() else _MACROS)
        name = element.attributes.get("PartName", "").lstrip("/")
        if element.name == "Default":
            name = f".{element.attributes.get('Extension', '')}"
        if said.endswith("xml") and not name.lower().endswith(_XML):
            raise Unacceptable("It is damaged: one of its texts goes by the name of a picture.")
        yield name.lower(), said


def _main_part(package: Package) -> str:
    for element in package.elements("_rels/.rels"):
        if _type_of(element) == "officedocument":
            return posixpath.normpath(element.attributes.get("Target", "").lstrip("/"))
    raise Unacceptable("It is damaged: it does not say which of its parts comes first.")


def _read_part(name: str, elements: Iterator[Element], reading: Reading) -> None:
    field: list[str] = []
    for element in elements:
        if element.name == "Relationship" and name.endswith(".rels"):
            _check_relationship(element)
        elif name.startswith("docprops/"):
            _note_properties(element, name, reading)
        else:
            _check_field(element, field)
            check_ooxml(element, reading)


def _check_relationship(element: Element) -> None:
    kind = _type_of(element)
    if refusal := _REFUSED.get(kind):
        raise Unacceptable(refusal)
    if element.attributes.get("TargetMode", "").lower() != "external":
        return
    if kind != "hyperlink":
        raise Unacceptable(
            f"It fetches a part of itself from somewhere else ({kind[:40]}). Put it into the "
            "document, or take it out."
        )
    check_link(element.attributes.get("Target", ""))


def _type_of(relationship: Element) -> str:
    return relationship.attributes.get("Type", "").rpartition("/")[2].lower()


def _check_field(element: Element, field: list[str]) -> None:
    """Field codes may be cut into runs: `field` holds the pieces of the present one."""
    if element.name == "fldChar":
        field.clear()
    elif element.name == "instrText":
        field.append(element.text)
    elif element.name in {"f", "definedName"}:
        if _LIVE_FORMULA.search(_QUOTED.sub("", element.text)):
            raise Unacceptable(_LIVE)
    elif element.name in {"ddeLink", "oleLink", "OLEObject", "altChunk", "control"}:
        raise Unacceptable(_LIVE if element.name == "ddeLink" else _OBJECTS)
    instruction = element.attributes.get("instr", "") or "".join(field)
    if instruction and _LIVE_FIELD.match(instruction):
        raise Unacceptable(_LIVE)


def _note_properties(element: Element, name: str, reading: Reading) -> None:
    if name.endswith("custom.xml"):
        if element.name == "property":
            reading.note("Custom properties", element.attributes.get("name", ""))
        elif element.text.strip():
            reading.note("Custom values", element.text)
    elif words := (_APP if name.endswith("app.xml") else _CORE).get(element.name):
        reading.note(words, element.text)
