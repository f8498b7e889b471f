"""Text that a box hides on the page, but that can still be selected and copied."""

import time
from collections.abc import Iterable

import pikepdf

from .acceptance import Reading
from .pdf_drawing import THINNEST, Painter
from .pdf_places import Area, common, sides
from .pdf_state import Box, Text

SECONDS = 8  # for all the pages of a document
_MOST_NAMED = 20  # pages
_WARNING = "Warning (text under boxes)"
_NOT_LOOKED_FOR = f"{_WARNING}: not looked for"


def note_redaction_marks(pdf: pikepdf.Pdf, reading: Reading) -> None:
    """Places marked for redaction: applying the redactions takes the marks away."""
    for page in pdf.pages:
        marks = page.obj.get("/Annots")
        for mark in marks if isinstance(marks, pikepdf.Array) else ():
            if isinstance(mark, pikepdf.Dictionary) and mark.get("/Subtype") == "/Redact":
                reading.is_only_marked = True
                reading.note(
                    "Warning (redaction)", "marked, but the marked text is still in the file"
                )
                return


def note_covered_text(pdf: pikepdf.Pdf, reading: Reading) -> None:
    """Warn of pages on which text lies under a box, or is black on black.

    A box is a filled upright rectangle, of the page, of a form drawn on it or of the appearance of
    an annotation. Not found is text under a picture (as in every searchable scan), a slanted or
    otherwise shaped fill, a thick line, or a box that shares its path with one around it; text in
    a layer that is switched off, off the page or clipped away; a single letter; and words in the
    picture of a scan. Where a letter lies is worked out from widths alone, so a box over a part of
    a word may be missed. And not everything found is hidden on purpose.
    """
    painter = Painter(time.monotonic() + SECONDS)
    found: list[int] = []
    for number, page in enumerate(pdf.pages, 1):
        try:
            if painter.has_boxes(page) and _hides_text(painter.marks(page), painter):
                found.append(number)
        except TimeoutError:
            reading.note(_NOT_LOOKED_FOR, f"from page {number} on: too much is drawn there")
            break
        except pikepdf.PikepdfError:
            reading.note(_NOT_LOOKED_FOR, f"on page {number}: its drawing is damaged")
    if found:
        reading.note(
            _WARNING,
            f"on page {', '.join(map(str, found[:_MOST_NAMED]))}"
            f"{' and more' if len(found) > _MOST_NAMED else ''}: anyone can select and copy it",
        )


def _hides_text(marks: Iterable[Text | Box], painter: Painter) -> bool:
    texts: list[Text] = []
    boxes: list[Box] = []
    hidden: set[int] = set()
    for mark in marks:
        painter.check_time()
        if isinstance(mark, Text):
            texts.append(mark)
            under = next((box for box in reversed(boxes) if _holds(box.area, mark.area)), None)
            if under and under.is_dark and mark.is_dark:
                hidden |= mark.codes
        elif min(sides(mark.area)) >= THINNEST:
            boxes.append(mark)
            if mark.covers:
                hidden.update(*(text.codes for text in texts if _covers(mark.area, text.area)))
        if len(hidden) > 1:  # rows of dots or underscores lie under many a form's field
            return True
    return False


def _covers(box: Area, text: Area) -> bool:
    """Whether a letter or more of the text cannot be seen."""
    if not (both := common(box, text)):
        return False
    letter = 0.6 * min(sides(text))
    return min(sides(both)) >= letter


def _holds(box: Area, text: Area) -> bool:
    both = common(box, text)
    return bool(both) and _size(both) > 0.8 * _size(text)


def _size(area: Area) -> float:
    wide, high = sides(area)
    return wide * high
