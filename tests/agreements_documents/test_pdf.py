"""PDFs: what is refused and in which words, and what an editor is told of the others."""

import io
import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from agreements.documents.acceptance import Unacceptable

from .samples import SCAN, annotated, examine, link, new_pdf, pdf_with, saved

JAVASCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def refusal(data: bytes, **limits) -> str:
    with pytest.raises(Unacceptable) as caught:
        examine(data, "pdf", **limits)
    return str(caught.value)


def opens_with(action):
    def spoil(pdf, page):
        pdf.Root.OpenAction = action

    return spoil


def root(**entries):
    def spoil(pdf, page):
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return spoil


def orphan(action):
    """An action that nothing leads to; another reader's repair might."""

    def spoil(pdf, page):
        page.Unused = pdf.make_indirect(Array([Array([Dictionary(Deep=action)])]))

    return spoil


def on_click(**action):
    return annotated(Subtype=Name.Link, A=Dictionary(**action))


def attachment(pdf, page):
    pdf.attachments["costs.xlsx"] = b"PK"


def outside_stream(pdf, page):
    page.Contents = pikepdf.Stream(pdf, b"", Dictionary(F=String("/etc/passwd")))


def page_trigger(pdf, page):
    page.AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("https://example.org")))


RUNS = "JavaScript or another action that runs by itself"
FORM = "a form that sends or fetches data"
MEDIA = "sound, film, 3D or other media"
OUTSIDE = "opens or fetches another file"
ATTACHED = "has files attached inside"


REFUSED = {
    "JavaScript on opening": (opens_with(JAVASCRIPT), RUNS),
    "a web page on opening": (
        opens_with(Dictionary(S=Name.URI, URI=String("https://example.org"))),
        RUNS,
    ),
    "JavaScript next": (opens_with(Dictionary(S=Name.GoTo, Next=JAVASCRIPT)), RUNS),
    "JavaScript nothing leads to": (orphan(JAVASCRIPT), RUNS),
    "named JavaScript": (root(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))), RUNS),
    "on closing": (root(AA=Dictionary(WC=Dictionary(S=Name.Hide))), RUNS),
    "on showing a page": (page_trigger, RUNS),
    "launch": (on_click(S=Name.Launch, F=String("cmd.exe")), RUNS),
    "submit": (on_click(S=Name.SubmitForm), FORM),
    "import": (on_click(S=Name.ImportData), FORM),
    "XFA": (root(AcroForm=Dictionary(XFA=Array([]), Fields=Array([]))), FORM),
    "attachment": (attachment, ATTACHED),
    "attached to a page": (annotated(Subtype=Name.FileAttachment), ATTACHED),
    "portfolio": (root(Collection=Dictionary()), ATTACHED),
    "link into an attachment": (on_click(S=Name.GoToE), ATTACHED),
    "rich media": (annotated(Subtype=Name.RichMedia), MEDIA),
    "screen": (annotated(Subtype=Name.Screen), MEDIA),
    "3D": (annotated(Subtype=Name("/3D")), MEDIA),
    "film": (on_click(S=Name.Movie), MEDIA),
    "another file": (on_click(S=Name.GoToR, F=String("b.pdf")), OUTSIDE),
    "stream kept elsewhere": (outside_stream, OUTSIDE),
    "script in a link": (link("javascript:alert(1)"), "neither a web nor a mail address"),
    "own disk": (link("file:///C:/secret.doc"), "“file:///C:/secret.doc”"),
    "own network": (link(r"\\server\share"), "neither a web nor a mail address"),
}
ACCEPTED = {
    "web": link("https://www.legislation.gov.uk/ukpga/1996/16"),
    "mail": link("mailto:office@example.org"),
    "web without scheme": link("www.example.org"),
    "opens at a heading": opens_with(Dictionary(S=Name.GoTo, D=String("top"))),
    "opens at a page": opens_with(Array([0, Name.Fit])),
    "a PDF on the web": on_click(
        S=Name.GoToR, F=Dictionary(FS=Name.URL, F=String("https://example.org/b.pdf"))
    ),
    "a form to print": root(AcroForm=Dictionary(Fields=Array([]))),
}


@pytest.mark.parametrize(("spoil", "words"), REFUSED.values(), ids=REFUSED)
def test_what_runs_or_hides_or_fetches_is_refused(spoil, words):
    assert words in refusal(pdf_with(spoil))


@pytest.mark.parametrize("add", ACCEPTED.values(), ids=ACCEPTED)
def test_ordinary_links_and_forms_are_accepted(add):
    reading = examine(pdf_with(add), "pdf")
    assert (reading.pages, reading.has_text) == (1, True)


@pytest.mark.parametrize(
    "encryption",
    [pikepdf.Encryption(owner="a", user="b"), pikepdf.Encryption(owner="a", user="")],
    ids=["to open", "against copying"],
)
def test_encrypted(encryption):
    assert "It is protected" in refusal(saved(new_pdf(), encryption=encryption))


def test_not_a_pdf():
    assert "does not begin as one" in refusal(b"<html>%PDF-1.7")
    assert "It is damaged" in refusal(b"%PDF-1.7\nnothing of the kind")


def test_broken_cross_references():
    data = saved(new_pdf(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert "It is damaged" in refusal(data.replace(b"startxref\n", b"startxref\n1"))
    assert "It is damaged" in refusal(data[: len(data) // 2])


def test_pages():
    assert examine(saved(new_pdf(3)), "pdf", pages=3).pages == 3
    assert "has 4 pages; the register takes up to 3" in refusal(saved(new_pdf(4)), pages=3)
    assert "no pages" in refusal(saved(pikepdf.new()))


def test_objects():
    assert "more than 5 objects" in refusal(saved(new_pdf(9)), objects=5)


def bomb(packed: bytes, filters):
    def spoil(pdf, page):
        page.Contents = pikepdf.Stream(pdf, packed, Dictionary(Filter=filters))

    data = io.BytesIO()
    pdf = new_pdf()
    spoil(pdf, pdf.pages[0])
    pdf.save(data, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return data.getvalue()


def test_streams_that_burst():
    packed = zlib.compress(b" " * 260_000_000, 1)
    assert "far larger" in refusal(bomb(packed, Name.FlateDecode))
    twice = Array([Name.FlateDecode, Name.FlateDecode])
    assert "far larger" in refusal(bomb(zlib.compress(zlib.compress(b" ")), twice))


def test_a_scan_is_flagged_and_accepted():
    assert examine(saved(new_pdf(2, SCAN)), "pdf").has_text is False
    assert examine(saved(new_pdf(content=SCAN + b" BT ( ) Tj ET")), "pdf").has_text is False


def test_text_inside_a_drawing_counts():
    def draw(pdf, page):
        inner = pdf.make_stream(b"BT /F1 9 Tf (Signed) Tj ET")
        inner.Type, inner.Subtype = Name.XObject, Name.Form
        inner.Resources = Dictionary(Font=page.Resources.Font, XObject=Dictionary())
        inner.Resources.XObject.Fm1 = inner  # drawn in itself: a reader must not go round
        page.Resources.XObject.Fm1 = inner
        page.Contents = pdf.make_stream(b"/Fm1 Do")

    assert examine(pdf_with(draw), "pdf").has_text is True


def test_authors_are_shown():
    def sign(pdf, page):
        pdf.docinfo["/Author"] = "J. Smith"
        pdf.docinfo["/CreationDate"] = "D:20131025140300+01'00'"
        pdf.docinfo["/MatterNumber"] = "17"
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["dc:creator"] = ["A. Jones"]
            xmp["xmp:CreatorTool"] = "Word\u202e"
        annotated(Subtype=Name.Text, T=String("C. Brown"))(pdf, page)

    assert examine(pdf_with(sign), "pdf").metadata == {
        "Author": "J. Smith; A. Jones",
        "Created": "2013-10-25",
        "MatterNumber (custom)": "17",
        "Program": "Word",
        "Comments by": "C. Brown",
    }


def test_marks_for_redaction_are_not_redaction():
    reading = examine(pdf_with(annotated(Subtype=Name.Redact)), "pdf")
    assert "still in the file" in reading.metadata["Warning (redaction)"]


def test_unreadable_xmp_is_told_and_accepted():
    pdf = new_pdf()
    pdf.Root.Metadata = pdf.make_stream(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
    data = saved(pdf, fix_metadata_version=False)
    assert "XMP" in examine(data, "pdf").metadata["Warning"]
