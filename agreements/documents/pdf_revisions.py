"""What a PDF still holds of its earlier versions.

A PDF may be changed by writing the change after its end (incremental update, ISO 32000-2, 7.5.6).
What the change replaces stays in the file, for anybody who cuts the end off again. A linear file
and one from Microsoft Word have two tables of objects as well, but replace nothing.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_OBJECT = re.compile(rb"(?<!\d)\d{1,10}\s+\d{1,5}\s+obj\b")
_SPACE = b"\0\t\n\f\r "
_TABLE = re.compile(rb"/Type\s*/XRef\b")
_MOST_ENDS = 50  # more need not be counted
_UNNAMED = {"/ObjStm", "/XRef"}  # found by where they are, so nothing refers to them
_CONTENT_KEYS = {"/Length", "/Filter", "/DecodeParms"}


def keeps_earlier(data: bytes, pdf: pikepdf.Pdf) -> bool:
    """Whether a reader of the bytes finds versions, pages, texts or pictures that no page shows.

    Not found: what somebody hid on purpose, such as inside another stream, or in the unused part
    of a picture.
    """
    return (
        _has_readable_revision(data, pdf)
        or _has_unlisted_objects(data, pdf)
        or any(True for _ in pages_taken_out(pdf))
        or _has_unnamed_content(pdf)
    )


def pages_taken_out(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Pages that the page tree no longer lists: some programs delete only the entry there."""
    shown = {page.obj.objgen for page in pdf.pages}
    for one in pdf.objects:
        is_page = isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Page"
        if is_page and one.objgen not in shown and "/Contents" in one:
            yield one


def _has_readable_revision(data: bytes, pdf: pikepdf.Pdf) -> bool:
    """Cut off at an earlier end, is it another document?

    It is not if it cannot be read (the first part of a linear file), or if the whole file lists
    all the same objects at the same places.
    """
    ends = [match.end() for match in _END.finditer(data)]
    if len(ends) > _MOST_ENDS:
        return True
    now = _places(pdf)
    for end in ends[:-1]:
        try:
            with pikepdf.open(io.BytesIO(data[:end]), attempt_recovery=False) as earlier:
                if not _places(earlier) <= now:
                    return True
        except pikepdf.PasswordError:
            return True
        except pikepdf.PdfError:
            continue
    return False


def _places(pdf: pikepdf.Pdf) -> set[tuple]:
    """Where each object lies, and which of them is the document."""
    places = {
        (*key, entry.offset, entry.obj_stream_number, entry.obj_stream_index)
        for key, entry in pdf.get_xref_table().items()
    }
    return places | {("document", *pdf.Root.objgen)}


def _has_unlisted_objects(data: bytes, pdf: pikepdf.Pdf) -> bool:
    """Objects lying where the table of objects lists none: replaced or deleted ones."""
    offsets = {entry.offset for entry in pdf.get_xref_table().values() if entry.type == 1}
    listed = {_after_space(data, offset) for offset in offsets}
    for match in _OBJECT.finditer(data):
        if match.start() not in listed:
            beginning = data[match.end() : match.end() + 2_000].partition(b"stream")[0]
            if not _TABLE.search(beginning):
                return True
    return False


def _after_space(data: bytes, offset: int) -> int:
    while data[offset : offset + 1] and data[offset] in _SPACE:
        offset += 1
    return offset


def _has_unnamed_content(pdf: pikepdf.Pdf) -> bool:
    """Pictures, drawings and contents of pages that are listed, but that nothing refers to."""
    named: set[tuple[int, int]] = set()
    waiting: list[Any] = [pdf.trailer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Object) and one.is_indirect:
            if one.objgen in named:
                continue
            named.add(one.objgen)
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [one.get(key) for key in one.keys()]  # noqa: SIM118 - not a dict
        elif isinstance(one, pikepdf.Array):
            waiting += list(one)
    return any(_is_content(one) and one.objgen not in named for one in pdf.objects)


def _is_content(one: Any) -> bool:
    if not isinstance(one, pikepdf.Stream) or str(one.get("/Type")) in _UNNAMED:
        return False
    if str(one.get("/Subtype")) in {"/Image", "/Form"}:
        return True
    if not set(one.keys()) <= _CONTENT_KEYS:
        return False
    try:  # a font's table of characters looks like the content of a page until it is read
        return b"begincmap" not in one.read_bytes()
    except pikepdf.PdfError:
        return True
