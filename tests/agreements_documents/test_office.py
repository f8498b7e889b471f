"""DOCX, XLSX, ODT and ODS: what is refused and in which words, and what an editor is told."""

import io
import zipfile

import pytest

from agreements.documents import acceptance
from agreements.documents.acceptance import Unacceptable

from .samples import (
    PARTS,
    content_types,
    examine,
    in_word,
    lawful,
    manifest,
    odf,
    odf_parts,
    office,
    packed,
    relations,
)

MACROS = "It holds macros"
OBJECTS = "another file or object inside"
OUTSIDE = "takes data from another document"
FETCHES = "fetches a part of itself from somewhere else"
LIVE = "takes live data from another program"
LINK = "neither a web nor a mail address"
DAMAGED = "It is damaged"
ARCHIVE = "inside it is an archive without the part"
DISAGREE = "do not agree on what kind of document it is"
_OFFICE = "application/vnd.openxmlformats-officedocument."


def related(kind, target, mode=""):
    return office("docx", **{"word___rels__document.xml.rels": relations((kind, target, mode))})


def cell(formula):
    sheet = f"<worksheet><c><f>{formula}</f></c></worksheet>"
    return office("xlsx", **{"xl__worksheets__sheet1.xml": sheet})


def typed(kind, more=""):
    return office("docx", **{"[Content_Types].xml": content_types("word/document.xml", kind, more)})


def entry(path, kind):
    more = f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>'
    return office("odt", **{"META-INF__manifest.xml": manifest(acceptance.ODT, more)})


def pieces(*texts):
    return "".join(f"<w:r><w:instrText>{text}</w:instrText></w:r>" for text in texts)


BEGIN = '<w:fldChar w:fldCharType="begin"/>'
DOCX_MAIN = _OFFICE + "wordprocessingml.document.main+xml"
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
OLE = "application/vnd.sun.star.oleobject"
ENTITY = '<!DOCTYPE d [<!ENTITY a "lol">]><d>&a;</d>'

REFUSED = {
    "not an archive": ("docx", b"%PDF-1.7", "inside it is something else"),
    "older format": ("xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "older format of Office"),
    "only the beginning of an archive": ("odt", b"PK\x03\x04....", DAMAGED),
    "any archive": ("docx", packed({"a.xml": "<a/>"}), ARCHIVE),
    "XLSX named DOCX": ("docx", office("xlsx"), DISAGREE),
    "ODS named ODT": ("odt", office("ods"), DISAGREE),
    "ODT named DOCX": ("docx", office("odt"), OBJECTS),
    "template": ("docx", typed(DOCX_MAIN.replace("document.main", "template.main")), DISAGREE),
    "main part missing": ("docx", office("docx", **{"word__document.xml": None}), ARCHIVE),
    "main part empty": ("odt", office("odt", **{"content.xml": b""}), ARCHIVE),
    "not well-formed": ("docx", office("docx", **{"word__styles.xml": "<a>"}), "not well-formed"),
    "entities": ("xlsx", office("xlsx", **{"xl__workbook.xml": ENTITY}), "XML entities"),
    "nested without end": ("odt", odf("<a>" * 400 + "</a>" * 400), "nested too deeply"),
    "no first part": ("docx", office("docx", **{"_rels__.rels": relations()}), DAMAGED),
    "XML named as a picture": (
        "docx",
        typed(DOCX_MAIN, '<Default Extension="png" ContentType="application/xml"/>'),
        DAMAGED,
    ),
    # What runs
    "macros": ("docx", office("docx", **{"word__vbaProject.bin": b"\0"}), MACROS),
    "macros by content type": ("docx", typed(WITH_MACROS), MACROS),
    "macros by relation": ("docx", related("vbaProject", "code.xml"), MACROS),
    "Excel 4 macros": ("xlsx", office("xlsx", **{"xl__macrosheets__m.xml": "<a/>"}), MACROS),
    "add-in": ("docx", related("webextension", "w.xml"), MACROS),
    "Basic": ("ods", office("ods", **{"Basic__Standard__M.xml": "<a/>"}), MACROS),
    "event": ("odt", odf("<script:event-listener/>"), MACROS),
    # What is hidden inside
    "embedded": ("docx", office("docx", **{"word__embeddings__a.xlsx": b"PK"}), OBJECTS),
    "a program": ("odt", office("odt", **{"Pictures__run.exe": b"MZ"}), "(run.exe)"),
    "OLE": ("xlsx", related("oleObject", "o.xml"), DISAGREE),
    "OLE in Word": ("docx", related("oleObject", "o.xml"), OBJECTS),
    "a web page": ("docx", related("aFChunk", "page.xml"), OBJECTS),
    "ActiveX": ("docx", in_word("<w:control/>"), OBJECTS),
    "OLE in ODT": ("odt", odf("<draw:object-ole/>"), OBJECTS),
    "a document in ODT": ("odt", entry("Object 2/", acceptance.ODS), OBJECTS),
    "OLE by manifest": ("odt", entry("Object 2/", OLE), OBJECTS),
    # What is fetched
    "template elsewhere": (
        "docx",
        related("attachedTemplate", "https://example.org/a.dotm", "External"),
        "tied to a template",
    ),
    "ODF template elsewhere": (
        "odt",
        office("odt", **{"meta.xml": '<m xmlns:x="x"><template x:href="https://a.org"/></m>'}),
        "tied to a template",
    ),
    "picture elsewhere": (
        "docx",
        related("image", "https://example.org/pixel.png", "External"),
        FETCHES,
    ),
    "ODF picture elsewhere": ("odt", odf('<draw:image xlink:href="http://a.org/"/>'), FETCHES),
    "ODF picture outside": ("odt", odf('<draw:image xlink:href="../a.png"/>'), FETCHES),
    "workbook elsewhere": ("docx", related("externalLink", "links/a.xml"), OUTSIDE),
    "database": ("docx", related("connections", "connections.xml"), OUTSIDE),
    "sheet elsewhere": ("ods", odf("<table:table-source/>", "ods"), OUTSIDE),
    "own disk": ("docx", related("hyperlink", "file:///C:/a.doc", "External"), LINK),
    "own network": ("docx", related("hyperlink", r"\\server\a", "External"), LINK),
    "ODF script link": ("odt", odf('<text:a xlink:href="javascript:a()"/>'), LINK),
    "DDE field": ("docx", in_word('<w:fldSimple w:instr=" DDEAUTO cmd "/>'), LIVE),
    "DDE in pieces": ("docx", in_word(BEGIN + pieces("D", "DEAU", "TO c:\\\\")), LIVE),
    "DDE in numbers": ("docx", in_word(BEGIN + pieces(" QUOTE 68 68 69")), LIVE),
    "included text": ("docx", in_word(BEGIN + pieces(" INCLUDETEXT a")), LIVE),
    "DDE formula": ("xlsx", cell("cmd|'/c calc'!A0"), LIVE),
    "web formula": ("xlsx", cell('WEBSERVICE("http://a.org")'), LIVE),
    "ODF DDE": ("ods", odf('<table:c table:formula="of:=DDE(&quot;a&quot;)"/>', "ods"), OUTSIDE),
    "ODF DDE source": ("odt", odf("<o:dde-source/>"), OUTSIDE),
    # How it is packed
    "leads out": ("docx", office("docx", **{"..__..__evil.xml": "<a/>"}), "leads out"),
    "backslash": ("docx", office("docx", **{"a\\b.xml": "<a/>"}), "leads out"),
    "twice": ("docx", office("docx", **{"WORD__document.xml": "<a/>"}), "two parts of one name"),
}


@pytest.mark.parametrize(("extension", "data", "words"), REFUSED.values(), ids=REFUSED)
def test_refused(extension, data, words):
    with pytest.raises(Unacceptable, match=words.replace("(", r"\(").replace(")", r"\)")):
        examine(data, extension)


@pytest.mark.parametrize("extension", PARTS)
def test_lawful_ones_tell_their_authors(extension):
    reading = examine(lawful()[extension], extension)
    assert reading.media_type == acceptance.MEDIA_TYPES[extension]
    assert reading.metadata["Author"] == "J. Smith"
    assert reading.metadata["Last saved by"] == "A. Jones"
    assert (reading.pages, reading.has_text) == (None, None)


def test_a_field_that_only_shows_a_page_number():
    examine(in_word(BEGIN + pieces(" PAGE ") + BEGIN + pieces(" DATE ")), "docx")


@pytest.mark.parametrize("extension", PARTS)
def test_zip_bombs(extension):
    zeros = b" " * 3_000_000
    data = office(extension, **{"a.xml": b"<a>" + zeros + b"</a>"})
    with pytest.raises(Unacceptable, match="far too tightly"):
        examine(data, extension)
    with pytest.raises(Unacceptable, match="would be larger than 2 MB"):
        examine(data, extension, unpacked=2_000_000)
    with pytest.raises(Unacceptable, match="more than 3 parts"):
        examine(data, extension, parts=3)


def test_a_part_that_lies_about_its_size():
    data = office("docx", **{"word__styles.xml": "<a>" + " " * 4_000 + "</a>"})
    archive = zipfile.ZipFile(io.BytesIO(data))
    size = archive.getinfo("word/styles.xml").file_size.to_bytes(4, "little")
    with pytest.raises(Unacceptable, match="It is damaged"):
        examine(data.replace(size, (10).to_bytes(4, "little")), "docx")


def test_password_in_odf():
    secret = manifest(acceptance.ODT, "<m:file-entry><m:encryption-data/></m:file-entry>")
    with pytest.raises(Unacceptable, match="protected by a password"):
        examine(office("odt", **{"META-INF__manifest.xml": secret}), "odt")


def test_password_in_zip():
    data = bytearray(packed(odf_parts()))
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    with pytest.raises(Unacceptable, match="protected by a password"):
        examine(bytes(data), "odt")
