"""Text under a black box can be selected and copied: it is looked for, and the editor is warned."""

import time

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from agreements.documents import pdf_boxes

from .samples import TEXT, examine, new_pdf, pdf_with, saved

WARNING = "Warning (text under boxes)"
NAME = b"BT /F1 12 Tf 50 700 Td (The informant is J. Smith) Tj ET "
OVER = b"45 690 300 25 re f "


def drawn(content: bytes, **resources):
    """A page that draws this; its fonts besides F1, states and colour spaces are given."""

    def spoil(pdf, page):
        page.Contents = pdf.make_stream(content)
        for kind, entries in resources.items():
            page.Resources[f"/{kind}"] = Dictionary(entries)

    return spoil


def form(content: bytes, *, under=b"", matrix=(1, 0, 0, 1, 0, 0)):
    """A page with `under` on it, and then a form that draws `content`."""

    def spoil(pdf, page):
        inner = pdf.make_stream(content)
        inner.Type, inner.Subtype = Name.XObject, Name.Form
        inner.BBox, inner.Matrix = Array([0, 0, 600, 800]), Array(list(matrix))
        page.Resources.XObject.Fm1 = inner
        page.Contents = pdf.make_stream(under + b" /Fm1 Do")

    return spoil


def annotation(content: bytes, *, place=(45, 690, 345, 715), **more):
    """A mark on the page whose appearance, of 100 by 100, is stretched to its place."""

    def spoil(pdf, page):
        look = pdf.make_stream(content)
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 100])
        note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array(list(place)), **more)
        note.AP = Dictionary(N=look)
        page.Annots = Array([pdf.make_indirect(note)])
        page.Contents = pdf.make_stream(NAME)

    return spoil


def composite(content: bytes):
    """A font with codes of two bytes, each letter half as wide as high."""
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, W=Array([1, 300, 500]))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, DescendantFonts=Array([inner]))
    return drawn(content, Font={"/F2": font})


TWO_BYTES = b"BT /F2 10 Tf 50 700 Td <000100020003000400050006> Tj ET "  # from 50 to 80
SEE_THROUGH = {"/G": Dictionary(ca=0.3)}
HIGHLIGHTER = {"/G": Dictionary(BM=Name.Multiply)}
INK = {"/C": Array([Name.Separation, Name.Black, Name.DeviceGray])}
HIDING = {
    "black box over it": drawn(NAME + OVER),
    "grey box over it": drawn(NAME + b"0.3 g " + OVER),
    "white box over it": drawn(NAME + b"1 g " + OVER),
    "box over one word of it": drawn(NAME + b"130 690 60 25 re f"),
    "box drawn as a line around": drawn(NAME + b"45 690 m 345 690 l 345 715 l 45 715 l h f"),
    "box with rounded corners": drawn(
        NAME + b"50 690 m 340 690 l 345 690 345 690 345 695 c 345 710 l 345 715 345 715 340 715 c "
        b"50 715 l 45 715 45 715 45 710 c 45 695 l 45 690 45 690 50 690 c f"
    ),
    "box drawn elsewhere and moved": drawn(NAME + b"q 2 0 0 2 45 690 cm 0 0 150 13 re f Q"),
    "black on black": drawn(b"0 g " + OVER + NAME),
    "black on dark blue": drawn(b"0 0 0.5 rg " + OVER + b"0 g " + NAME),
    "black in inks": drawn(b"0 0 0 1 k " + OVER + NAME),
    "black in a named ink": drawn(b"/C cs 1 scn " + OVER + NAME, ColorSpace=INK),
    "black through a highlighter": drawn(NAME + b"/G gs 0 g " + OVER, ExtGState=HIGHLIGHTER),
    "text of a scan": drawn(b"/Im1 Do 0 g " + OVER + b"3 Tr 1 g " + NAME),
    "in pieces": drawn(NAME.replace(b"(The informant is J. Smith) Tj", b"[(Th) 20 (e)] TJ") + OVER),
    "on the next line": drawn(
        b"BT /F1 12 Tf 14 TL 50 714 Td (Above) Tj (J. Smith) ' 1 0 0 1 50 600 Tm (Below) Tj ET "
        + OVER
    ),
    "turned": drawn(b"BT /F1 12 Tf 0 1 -1 0 300 300 Tm (J. Smith) Tj ET 285 295 20 99 re f"),
    "a font of two bytes": composite(TWO_BYTES + b"60 695 20 15 re f"),
    "box in a form": form(OVER, under=NAME),
    "box in a form that is moved": form(
        b"0 0 300 25 re f", under=NAME, matrix=(1, 0, 0, 1, 45, 690)
    ),
    "text and box in a form": form(NAME + OVER),
    "a mark like Preview’s": annotation(b"0 0 100 100 re f"),
}
SHOWING = {
    "text alone": drawn(NAME),
    "box beside it": drawn(NAME + b"45 600 300 25 re f"),
    "text on a dark heading": drawn(OVER + b"1 g " + NAME),
    "text on white on black, as in a table": drawn(OVER + b"1 g 46 691 298 23 re f 0 g " + NAME),
    "text on a picture on black": drawn(OVER + b"q 600 0 0 800 0 0 cm /Im1 Do Q " + NAME),
    "underlined": drawn(NAME + b"50 697 150 1 re f"),
    "struck out": drawn(NAME + b"50 703 150 1 re f"),
    "a frame": drawn(NAME + b"40 685 310 35 re 45 690 300 25 re f*"),
    "an empty box around": drawn(NAME + b"45 690 300 25 re S"),
    "highlighted": drawn(NAME + b"/G gs 1 1 0 rg " + OVER, ExtGState=HIGHLIGHTER),
    "shaded": drawn(NAME + b"/G gs " + OVER, ExtGState=SEE_THROUGH),
    "a box that is cut away": drawn(NAME + b"q 0 0 10 10 re W n " + OVER + b"Q"),
    "a pattern": drawn(b"/Pattern cs /P1 scn " + OVER + NAME),
    "a row of dots under a field": drawn(
        NAME.replace(b"The informant is J. Smith", b"....") + OVER
    ),
    "the row above": drawn(NAME + b"45 672 300 27 re f"),
    "a font of two bytes": composite(TWO_BYTES + b"82 695 20 15 re f"),
    "a hidden mark": annotation(b"0 0 100 100 re f", F=2),
    "a mark elsewhere": annotation(b"0 0 100 100 re f", place=(45, 600, 345, 625)),
    "a form in itself": form(b"/Fm1 Do /Fm1 Do " + TEXT),
    "nothing that can be followed": drawn(b"Q Q /None gs /None Do (a) Tj 1 re f l 1 0 Td ET W n"),
}


@pytest.mark.parametrize("spoil", HIDING.values(), ids=HIDING)
def test_hidden_text_is_warned_of(spoil):
    words = examine(pdf_with(spoil), "pdf").metadata[WARNING]
    assert words == "on page 1: anyone can select and copy it"


@pytest.mark.parametrize("spoil", SHOWING.values(), ids=SHOWING)
def test_text_that_is_seen_is_not(spoil):
    assert examine(pdf_with(spoil), "pdf").metadata == {}


def test_it_names_the_pages():
    pdf = new_pdf(60, NAME)
    for number in (1, *range(29, 60)):
        pdf.pages[number].Contents = pdf.make_stream(NAME + OVER)
    words = examine(saved(pdf), "pdf").metadata[WARNING]
    assert words.startswith("on page 2, 30, 31, ")
    assert " 48 and more: " in words


def test_resources_that_all_pages_share():
    pdf = new_pdf(content=NAME + OVER)
    pdf.Root.Pages.Resources = pdf.pages[0].Resources
    del pdf.pages[0].obj["/Resources"]
    assert WARNING in examine(saved(pdf), "pdf").metadata


def test_the_editor_is_told_if_it_takes_too_long(monkeypatch):
    monkeypatch.setattr(pdf_boxes, "SECONDS", -1)
    reading = examine(saved(new_pdf(3, NAME + OVER)), "pdf")
    assert reading.metadata == {
        f"{WARNING}: not looked for": "from page 1 on: too much is drawn there"
    }


def test_a_page_full_of_boxes_ends_in_time(monkeypatch):
    monkeypatch.setattr(pdf_boxes, "SECONDS", 0.5)
    boxes = b"".join(b"%d %d 4 4 re f " % (n % 590, n % 783) for n in range(20_000))
    names = b"".join(NAME.replace(b"50 700", b"%d 820" % n) for n in range(2_000))
    began = time.monotonic()
    reading = examine(saved(new_pdf(content=names + boxes)), "pdf")
    assert list(reading.metadata) == [f"{WARNING}: not looked for"]
    assert time.monotonic() - began < 5


def test_the_editor_is_told_of_a_page_that_cannot_be_followed():
    pdf = new_pdf(2)
    pdf.pages[1].Contents = pikepdf.Stream(pdf, b"ab", Dictionary(Filter=Name("/Unknown")))
    assert examine(saved(pdf), "pdf").metadata == {
        f"{WARNING}: not looked for": "on page 2: its drawing is damaged"
    }
