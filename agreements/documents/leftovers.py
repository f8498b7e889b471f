"""What an office file holds but its pages do not show: changes, comments, hidden sheets and rows.

What can hold the words that were to be removed is refused; what is often harmless is a warning.
Not looked for: hidden characters and paragraphs, text in the colour of the paper, what lies under
a picture, the cropped part of a picture, and a thumbnail of an earlier state.
"""

from .acceptance import Reading, Unacceptable
from .xml import Element

_CHANGES = (
    "It holds tracked changes: what was deleted, or who changed what, can still be read. Accept or "
    "reject them all (in Word: Review; in LibreOffice: Edit, Track Changes) and save it again."
)
_COMMENTS = (
    "It holds comments. Delete them all (in Word and Excel: Review; in LibreOffice: the menu of a "
    "comment) and save it again."
)
_HIDDEN = "It has hidden sheets{}. Show or delete them and save it again."
_ROWS = "Warning (hidden rows or columns)"
_STILL_IN_IT = "what they hold is still in the file"

_TRACKED = {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"}
_FORMER = {"delText", "delInstrText", "revisions"}  # the last is the history of a shared workbook


def check_ooxml(element: Element, reading: Reading) -> None:
    """Refuse it, or note it, by one element of DOCX or XLSX. Raises Unacceptable."""
    name, said = element.name, element.attributes
    # Without attributes it is some other vocabulary's: the standard requires a number and a name.
    if name in _FORMER or (name in _TRACKED and said):
        raise Unacceptable(_CHANGES)
    if name == "threadedComment" or (name == "comment" and said):
        raise Unacceptable(_COMMENTS)
    if name == "sheet" and said.get("state", "visible") != "visible":
        raise Unacceptable(_HIDDEN.format(f" ({said.get('name', '')[:60]})"))
    if name in {"row", "col"} and said.get("hidden") in {"1", "true"}:
        reading.note(_ROWS, _STILL_IN_IT)
    elif name == "pivotCacheRecords":
        reading.note("Warning (pivot table)", "the rows it was made from are still in the file")
    elif name.endswith("Change") and "author" in said:  # of format alone
        reading.note("Tracked changes by", said["author"])
    elif name == "person":
        reading.note("Comments by", said.get("author") or said.get("displayName", ""))
    elif name == "author" and element.around[-1:] == ("authors",):
        reading.note("Comments by", element.text)


def check_odf(element: Element, reading: Reading) -> None:
    """The same by one element of ODT or ODS. Raises Unacceptable."""
    name, said, around = element.name, element.attributes, element.around[-1:]
    if around == ("tracked-changes",):  # itself it only says whether changes are tracked
        raise Unacceptable(_CHANGES)
    if name == "annotation" and around != ("semantics",):  # the words of a formula
        raise Unacceptable(_COMMENTS)
    if name == "table-properties" and said.get("display") == "false":
        raise Unacceptable(_HIDDEN.format(""))
    if name in {"table-row", "table-column"} and said.get("visibility", "visible") != "visible":
        reading.note(_ROWS, _STILL_IN_IT)
