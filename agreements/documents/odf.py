"""ODT and ODS: one archive with content, styles, settings, metadata and a manifest."""

import re
from typing import BinaryIO

from .acceptance import Limits, Reading, Unacceptable, check_link
from .leftovers import check_odf
from .package import Package
from .xml import Element

_NAMELESS = re.compile(
    r"^mimetype$|^layout-cache$|(^|/)ObjectReplacements/[^/]+$|^Configurations2/[^.]*$"
)
_MANIFEST = "META-INF/manifest.xml"
# Charts and formulae are objects too, but only XML; so are the toolbars LibreOffice saves.
_OWN_FOLDERS = re.compile(
    r"application/vnd\.(oasis\.opendocument\.(chart|formula)|sun\.xml\.ui\.configuration)$|$"
)
_OBJECTS = "It has another file or object inside. Take it out, or put a picture in its place."
_MACROS = "It holds macros or runs scripts. Save it without them, or as PDF."
_OUTSIDE = (
    "It takes data from another document, program or database. Break those links "
    "(in LibreOffice: Edit, External Links) and save it again."
)
_REFUSED = {
    "event-listener": _MACROS,
    "script": _MACROS,
    "object-ole": _OBJECTS,
    "applet": _OBJECTS,
    "plugin": _OBJECTS,
    "floating-frame": _OBJECTS,
    "dde-source": _OUTSIDE,
    "dde-link": _OUTSIDE,
    "dde-connection": _OUTSIDE,
    "dde-connection-decl": _OUTSIDE,
    "table-source": _OUTSIDE,
    "cell-range-source": _OUTSIDE,
    "section-source": _OUTSIDE,
    "database-source-sql": _OUTSIDE,
    "database-source-query": _OUTSIDE,
    "database-source-table": _OUTSIDE,
    "connection-resource": _OUTSIDE,
}
_LIVE_FORMULA = re.compile(r"\b(DDE|WEBSERVICE|RTD)\s*\(", re.IGNORECASE)
_FETCHED = re.compile(r"\s*([a-z][a-z0-9+.-]*:|//|\\\\|/|\.\./)", re.IGNORECASE)
_META = {
    "initial-creator": "Author",
    "creator": "Last saved by",
    "printed-by": "Printed by",
    "title": "Title",
    "subject": "Subject",
    "description": "Comments",
    "keyword": "Keywords",
    "generator": "Program",
    "creation-date": "Created",
    "date": "Last saved",
    "user-defined": "Custom values",
}


def examine(file: BinaryIO, media_type: str, limits: Limits) -> Reading:
    """Read it whole. Raises Unacceptable."""
    package = Package(file, limits, nameless=_NAMELESS)
    _check_main_part(package, media_type)
    reading = Reading(media_type)
    for name in package.names:
        if not name.lower().endswith((".xml", ".rdf")) or name == _MANIFEST:
            continue
        for element in package.elements(name):
            _check(element)
            check_odf(element, reading)
            if name == "meta.xml":
                _note_properties(element, reading)
    return reading


def _check_main_part(package: Package, media_type: str) -> None:
    package.require("mimetype", _MANIFEST, "content.xml")
    with package.archive.open("mimetype") as stream:
        said = stream.read(200).decode("ascii", "replace").strip()
    kinds = {"/": said}
    for element in package.elements(_MANIFEST):
        if element.name == "encryption-data":
            raise Unacceptable("It is protected by a password. Save it without one.")
        if element.name == "file-entry":
            kind = element.attributes.get("media-type", "")
            kinds[element.attributes.get("full-path", "")] = kind
    if {said, kinds.pop("/")} != {media_type}:
        raise Unacceptable("Its name and its inside do not agree on what kind of document it is.")
    for path, kind in kinds.items():
        if path.endswith("/") and not _OWN_FOLDERS.match(kind):
            raise Unacceptable(_OBJECTS)


def _check(element: Element) -> None:
    if refusal := _REFUSED.get(element.name):
        raise Unacceptable(refusal)
    if _LIVE_FORMULA.search(element.attributes.get("formula", "")):
        raise Unacceptable(_OUTSIDE)
    target = element.attributes.get("href", "")
    if element.name == "a":
        check_link(target)
    elif element.name == "template":
        if re.match(r"\s*(https?|ftp|smb):|\\\\|//", target, re.IGNORECASE):
            raise Unacceptable("It is tied to a template somewhere else. Save it as a copy.")
    elif _FETCHED.match(target):
        raise Unacceptable(
            f"It fetches a part of itself from somewhere else ({element.name[:40]}). Put it into "
            "the document, or take it out."
        )


def _note_properties(element: Element, reading: Reading) -> None:
    if element.name == "template":
        reading.note("Template", element.attributes.get("href", ""))
    elif words := _META.get(element.name):
        reading.note(words, element.text)
