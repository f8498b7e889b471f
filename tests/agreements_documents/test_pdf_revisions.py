"""A PDF that still holds what an earlier version of it said: found, told, refused, cleaned."""

import io

import pikepdf
import pytest
from django.core.files.base import ContentFile
from pikepdf import Dictionary, Name

from agreements.documents.acceptance import Unacceptable
from agreements.documents.inspection import check_redacted, inspect

from .samples import (
    TEXT,
    annotated,
    as_word_ends_it,
    classic,
    examine,
    new_pdf,
    pdf_with,
    saved,
    updated,
)

SECRET = b"BT /F1 12 Tf 50 700 Td (The informant is J. Smith) Tj ET"
BLACK = b"0 g 40 690 300 30 re f"
EARLIER = "Warning (earlier versions)"


def uncompressed(content: bytes, **how) -> bytes:
    return saved(new_pdf(content=content), compress_streams=False, **how)


def unredacted(**how) -> bytes:
    disabled = pikepdf.ObjectStreamMode.disable
    return uncompressed(SECRET, object_stream_mode=disabled, **how)


def two_pages() -> pikepdf.Pdf:
    """The first with the secret."""
    pdf = new_pdf(2)
    pdf.pages[0].Contents = pdf.make_stream(SECRET)
    return pdf


def page_taken_out() -> bytes:
    """A page deleted by a program that leaves its object in the file."""
    pdf = two_pages()
    pdf.Root.Kept = pdf.pages[0].obj
    del pdf.pages[0]
    return saved(pdf, compress_streams=False)


def page_nothing_leads_to() -> bytes:
    """As pdf-lib leaves a page taken out: in the list of objects, but nothing names it."""
    data = classic(two_pages())
    with pikepdf.open(io.BytesIO(data)) as again:
        first, second = (b"%d 0 R" % page.objgen[0] for page in again.pages)
    row = b"[ " + first + b" " + second
    return data.replace(row, (b"[ " + second).ljust(len(row))).replace(b"/Count 2", b"/Count 1")


def picture_nothing_leads_to() -> bytes:
    """A picture taken off its page and left in the file."""
    data = classic(new_pdf())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        named = b"/Im1 %d 0 R" % pdf.pages[0].Resources.XObject.Im1.objgen[0]
    return data.replace(named, b"/Im1 null".ljust(len(named)))


def length_apart() -> bytes:
    """As LibreOffice and Ghostscript write: a number that stands as an object by itself."""
    pdf = new_pdf()
    pdf.Root.Apart = pdf.make_indirect(Dictionary(Number=pdf.make_indirect(17)))
    return classic(pdf)


def said_to_be_linear() -> bytes:
    pdf = new_pdf(content=SECRET)
    pdf.Root.PageMode = Name.UseNone
    return classic(pdf).replace(b"/PageMode /UseNone", b"/Linearized 1".ljust(18))


def compressed_update() -> bytes:
    """An update of an object that lies packed with others, where no raw object is left over."""
    pdf = new_pdf()
    pdf.docinfo["/Subject"] = "The informant is J. Smith"
    data = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pikepdf.open(io.BytesIO(data)) as again:
        number = again.trailer.Info.objgen[0]
    return updated(data, b"", number=number)


HOLDS_EARLIER = {
    "incremental update": lambda: updated(unredacted(), BLACK),
    "two updates": lambda: updated(updated(unredacted(), BLACK), TEXT),
    "update of a linear file": lambda: updated(unredacted(linearize=True), BLACK),
    "update that hides the former table": lambda: updated(unredacted(), BLACK, prev=False),
    "update of a packed object": compressed_update,
    "said to be linear": lambda: updated(said_to_be_linear(), BLACK),
    "page taken out but named": page_taken_out,
    "page taken out but listed": page_nothing_leads_to,
    "picture taken out but listed": picture_nothing_leads_to,
}
HOLDS_NOTHING_ELSE = {
    "lengths as objects of their own": length_apart,
    "one version": lambda: classic(new_pdf()),
    "object streams": lambda: saved(
        new_pdf(), object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "linear": lambda: saved(new_pdf(9), linearize=True),
    "linear with object streams": lambda: saved(
        *(new_pdf(9),), linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "as Word ends it": lambda: as_word_ends_it(classic(new_pdf(3))),
}


@pytest.mark.parametrize("make", HOLDS_EARLIER.values(), ids=HOLDS_EARLIER)
def test_earlier_versions_are_told_and_refused_in_a_redacted_copy(make):
    found = inspect(ContentFile(make()), "redacted.pdf")
    assert found.keeps_earlier
    assert "still in the file" in found.metadata[EARLIER]
    with pytest.raises(Unacceptable, match="earlier version"):
        check_redacted(found)


@pytest.mark.parametrize("make", HOLDS_NOTHING_ELSE.values(), ids=HOLDS_NOTHING_ELSE)
def test_what_programs_lawfully_write_is_a_redacted_copy(make):
    found = inspect(ContentFile(make()), "redacted.pdf")
    assert (found.keeps_earlier, found.is_only_marked, found.metadata) == (False, False, {})
    check_redacted(found)


def test_an_unfinished_redaction_is_no_redacted_copy():
    found = inspect(ContentFile(pdf_with(annotated(Subtype=Name.Redact))), "redacted.pdf")
    assert found.is_only_marked
    with pytest.raises(Unacceptable, match="the redactions were not applied"):
        check_redacted(found)


def test_so_many_ends_that_nobody_counts_them():
    data = classic(new_pdf())
    end = data[data.rindex(b"startxref") :]
    assert examine(data + end * 60, "pdf").keeps_earlier
