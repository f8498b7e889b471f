"""CSV and TXT, and the names of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.documents.acceptance import (
    LONGEST_NAME,
    Unacceptable,
    clean,
    extension_of,
    safe_name,
)

from .samples import examine

REFUSED = {
    "NUL": ("txt", b"a\0b", "control character 0x0000"),
    "escape": ("txt", b"a\x1b[2Jb", "control character 0x001b"),
    "C1": ("txt", "a\x85b".encode(), "control character 0x0085"),
    "letters turned round": ("txt", "a\u202eb".encode(), "control character 0x202e"),
    "neither UTF-8 nor Windows": ("txt", b"\x81\x8d", "cannot be read. Save it as UTF-8"),
    "UTF-16": ("csv", "a,b".encode("utf-16"), "UTF-16"),
    "blank": ("txt", b"\xef\xbb\xbf \r\n", "nothing in it"),
    "PDF": ("txt", b"%PDF-1.7", "inside it is a PDF"),
    "office document": ("csv", b"PK\x03\x04", "an archive or an office document"),
    "web page": ("txt", b"\n <!DOCTYPE HTML>", "a web page"),
    "program": ("txt", b"MZ\x90\0", "a program"),
    "formula": ("csv", b'a,b\n1,"=HYPERLINK(""x"")"', "Row 2 holds a formula"),
    "DDE": ("csv", b"a\n\n+cmd|' /C calc'!A0", "Row 3 holds a formula"),
    "formula after a semicolon": ("csv", b"a;b\n1;=1+1", "Row 2 holds a formula"),
    "open quotation mark": ("csv", b'a,"b\n', "not a table"),
}


@pytest.mark.parametrize(("extension", "data", "words"), REFUSED.values(), ids=REFUSED)
def test_refused(extension, data, words):
    with pytest.raises(Unacceptable, match=words):
        examine(data, extension)


def test_the_character_set_is_declared():
    assert examine("£5".encode(), "csv").media_type == "text/csv; charset=utf-8"
    assert examine("£5 – “so”".encode("cp1252"), "txt").media_type == (
        "text/plain; charset=windows-1252"
    )


def test_characters_cut_by_a_chunk():
    assert examine("é".encode() * 100_001, "txt").media_type == "text/plain; charset=utf-8"
    assert examine(b"a" * 65_535 + "€".encode(), "txt").has_text is True


def test_negative_numbers_and_telephones_are_no_formulae():
    assert examine(b"a,b\n-5,+44 20 7946 0000\n@example,-\n", "csv").has_text is True


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("agreement.pdf", "agreement.pdf"),
        (r"C:\Users\jsmith\Desktop\agreement.pdf", "agreement.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("  Annexe  B .pdf ", "Annexe B .pdf"),
        ('a<b>:"c"|d?.pdf', "a-b---c--d-.pdf"),
        ("Cytundeb e\u0301.odt", "Cytundeb \u00e9.odt"),
        (".hidden.csv", "hidden.csv"),
    ],
)
def test_safe_name(name, kept):
    assert safe_name(name) == kept


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "no name"),
        ("../", "no name"),
        (" . ", "no name"),
        ("a\nb.pdf", "invisible characters"),
        ("annexe\u202efdp.exe", "invisible characters"),
        ("a\u200b.pdf", "invisible characters"),
        ("a" * 200 + ".pdf", "has 204 characters"),
    ],
)
def test_names_refused(name, words):
    with pytest.raises(Unacceptable, match=words):
        safe_name(name)


@given(st.text())
def test_any_name_becomes_safe_or_is_refused(name):
    try:
        kept = safe_name(name)
    except Unacceptable:
        return
    assert 0 < len(kept) <= LONGEST_NAME
    assert not set(kept) & set('/\\:*?"<>|\r\n\0')
    assert kept not in {".", ".."}
    assert kept.isprintable()
    assert safe_name(kept) == kept


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("agreement", "does not end in what kind of file it is"),
        ("agreement.exe", "does not take .exe files"),
        ("agreement.pdf.js", "does not take .js files"),
        ("agreement.docm", "macros"),
        ("agreement.doc", "Save it as DOCX"),
        ("agreement.pptx", "Save it as PDF"),
    ],
)
def test_extensions_refused(name, words):
    with pytest.raises(Unacceptable, match=words):
        extension_of(name)


def test_extension_in_any_case():
    assert extension_of("AGREEMENT.PDF") == "pdf"


@given(st.text())
def test_shown_facts_are_one_visible_line(text):
    assert clean(text).isprintable()
