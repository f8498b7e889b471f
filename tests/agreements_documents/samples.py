"""Files made for the tests: lawful ones, and the means to spoil them."""

import io
import zipfile

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from agreements.documents import acceptance, inspection
from agreements.documents.acceptance import Limits, Reading

TEXT = b"BT /F1 12 Tf 50 700 Td (Collaboration agreement) Tj ET"
SCAN = b"q 600 0 0 800 0 0 cm /Im1 Do Q"


def examine(data: bytes, extension: str, **limits) -> Reading:
    """In this process, for speed; test_inspection.py does it in a child."""
    return inspection.examine(io.BytesIO(data), extension, Limits(**limits))


def new_pdf(pages=1, content=TEXT) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    picture = pdf.make_stream(b"\0" * 100)
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height, picture.BitsPerComponent = 10, 10, 8
    picture.ColorSpace = Name.DeviceGray
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(600, 800))
        page.Resources = Dictionary(XObject=Dictionary(Im1=picture))
        if content != SCAN:
            page.Resources.Font = Dictionary(F1=font)
        page.Contents = pdf.make_stream(content)
    return pdf


def saved(pdf: pikepdf.Pdf, **how) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **how)
    return buffer.getvalue()


def pdf_with(spoil) -> bytes:
    """A lawful PDF after `spoil` (given the PDF and its first page) has been at it."""
    pdf = new_pdf()
    spoil(pdf, pdf.pages[0])
    return saved(pdf)


def annotated(**annotation):
    def spoil(pdf, page):
        page.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, **annotation))])

    return spoil


def link(address: str):
    return annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(address)))


def classic(pdf: pikepdf.Pdf) -> bytes:
    """Saved as most programs do: every object by itself, one table of them at the end."""
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def updated(data: bytes, content: bytes, *, prev=True, number: int | None = None) -> bytes:
    """The PDF after an incremental update that gives its first page another content.

    The former content stays where it was. `prev`: whether the new table of objects names the one
    before it. `number`: of the object written, by default that of the page's content.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = number or pdf.pages[0].Contents.objgen[0]
        root, size = pdf.Root.objgen[0], len(pdf.objects) + 20
        listed = {} if prev else pdf.get_xref_table()
    offset = len(data)
    new = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        *(number, len(content), content),
    )
    offsets = {key[0]: entry.offset for key, entry in listed.items()} | {number: offset}
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % one for one in sorted(offsets.items()))
    former = b"/Prev " + data.rsplit(b"startxref", 1)[1].split()[0] if prev else b""
    return (
        data
        + new
        + b"xref\n%strailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
        % (*(rows, size, root, former, offset + len(new)),)
    )


def as_word_ends_it(data: bytes) -> bytes:
    """With the second, empty table of objects that Microsoft Word writes after the first."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root, size = pdf.Root.objgen[0], len(pdf.objects) + 1
    former = data.rsplit(b"startxref", 1)[1].split()[0]
    return (
        data
        + b"xref\n0 0\ntrailer\n<</Size %d/Root %d 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF"
        % (*(size, root, former, len(data)),)
    )


def page_with(content: bytes) -> bytes:
    """A PDF of one page that draws this."""
    return saved(new_pdf(content=content))


# Office files

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>J. Smith</dc:creator>'
    "<cp:lastModifiedBy>A. Jones</cp:lastModifiedBy></cp:coreProperties>"
)
_APP = "<Properties><Company>Anytown PCC</Company><Application>Word</Application></Properties>"
_DOCX = "wordprocessingml.document.main+xml"
_XLSX = "spreadsheetml.sheet.main+xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."


def content_types(main: str, kind: str, more="") -> str:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/>{more}</Types>'
    )


def relations(*entries: tuple[str, str, str]) -> str:
    """Each (kind, target, mode), mode "" for a part of the document itself."""
    items = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for n, (kind, target, mode) in enumerate(entries)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def word(body: str) -> str:
    return f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'


def docx_parts() -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": content_types("word/document.xml", _OFFICE + _DOCX),
        "_rels/.rels": relations(("officeDocument", "word/document.xml", "")),
        "word/document.xml": word("<w:p><w:r><w:t>An agreement</w:t></w:r></w:p>"),
        "word/_rels/document.xml.rels": relations(
            ("styles", "styles.xml", ""), ("hyperlink", "https://www.gov.uk/", "External")
        ),
        "word/styles.xml": '<w:styles xmlns:w="w"/>',
        "docProps/core.xml": _CORE,
        "docProps/app.xml": _APP,
        "word/media/image1.png": b"\x89PNG",
    }


def xlsx_parts() -> dict[str, str | bytes]:
    return {
        "[Content_Types].xml": content_types("xl/workbook.xml", _OFFICE + _XLSX),
        "_rels/.rels": relations(("officeDocument", "/xl/workbook.xml", "")),
        "xl/workbook.xml": '<workbook><sheets><sheet name="Costs"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": '<worksheet><c><f>SUM(A1:A9)&amp;"a|b"!</f></c></worksheet>',
        "xl/printerSettings/printerSettings1.bin": b"\0\1",
        "docProps/core.xml": _CORE,
    }


def odf_parts(media_type=acceptance.ODT) -> dict[str, str | bytes]:
    return {
        "mimetype": media_type,
        "content.xml": (
            '<office:document-content xmlns:office="o" xmlns:text="t" xmlns:xlink="x">'
            '<office:scripts/><office:body><text:a xlink:href="https://www.gov.uk/">GOV.UK'
            "</text:a></office:body></office:document-content>"
        ),
        "meta.xml": (
            '<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d"><office:meta>'
            "<meta:initial-creator>J. Smith</meta:initial-creator><dc:creator>A. Jones"
            "</dc:creator></office:meta></office:document-meta>"
        ),
        "META-INF/manifest.xml": manifest(media_type),
        "Configurations2/toolbar/": b"",
        "Object 1/content.xml": "<chart/>",
        "ObjectReplacements/Object 1": b"\x89PNG",
    }


def manifest(media_type: str, more="") -> str:
    return (
        '<m:manifest xmlns:m="m">'
        f'<m:file-entry m:full-path="/" m:media-type="{media_type}"/>'
        '<m:file-entry m:full-path="Configurations2/"'
        ' m:media-type="application/vnd.sun.xml.ui.configuration"/>'
        '<m:file-entry m:full-path="Object 1/"'
        ' m:media-type="application/vnd.oasis.opendocument.chart"/>'
        f"{more}</m:manifest>"
    )


PARTS = {
    "docx": docx_parts,
    "xlsx": xlsx_parts,
    "odt": odf_parts,
    "ods": lambda: odf_parts(acceptance.ODS),
}


def office(extension: str, **changed: str | bytes | None) -> bytes:
    """An office file. `changed` has parts by name, with "__" for "/"; None takes one out."""
    parts = PARTS[extension]()
    parts |= {name.replace("__", "/"): part for name, part in changed.items()}
    return packed({name: part for name, part in parts.items() if part is not None})


def in_word(body: str) -> bytes:
    return office("docx", **{"word__document.xml": word(body)})


def odf(body: str, extension="odt") -> bytes:
    content = (
        '<o:document xmlns:o="o" xmlns:text="t" xmlns:table="b" xmlns:xlink="x" xmlns:draw="d" '
        f'xmlns:script="s">{body}</o:document>'
    )
    return office(extension, **{"content.xml": content})


def packed(parts: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, part, method)
    return buffer.getvalue()


def lawful() -> dict[str, bytes]:
    """One lawful file of every kind, by extension."""
    return {
        "pdf": saved(new_pdf()),
        **{extension: office(extension) for extension in PARTS},
        "csv": "Force,Cost £\nDerbyshire,-5\n".encode(),
        "txt": "Signed at Kettering – 25 October 2013\r\n".encode(),
    }
