"""The whole judgement of an upload: size, child process, hash, and the virus scanner."""

import hashlib
import io
import time
import zlib

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile

from agreements.documents import inspection
from agreements.documents.acceptance import Limits, Unacceptable
from agreements.models.stored_file import inspect_upload as inspect

from .samples import SCAN, examine, lawful, new_pdf, saved

FILES = lawful()
scanned = []


def clean_scanner(file):
    scanned.append(file.read())


def finding_scanner(file):
    return "Eicar-Test-Signature"


def broken_scanner(file):
    raise ConnectionRefusedError


@pytest.mark.parametrize("extension", FILES)
def test_lawful_files(extension):
    data = FILES[extension]
    seen = inspect(ContentFile(data), f"C:\\Papers\\Agreement 1.{extension.upper()}")
    assert seen.name == f"Agreement 1.{extension.upper()}"
    assert (seen.size, seen.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    reading = examine(data, extension)
    assert (seen.media_type, seen.pages, seen.metadata) == (
        reading.media_type,
        reading.pages,
        reading.metadata,
    )


def test_scan_is_flagged():
    assert inspect(ContentFile(saved(new_pdf(content=SCAN))), "scan.pdf").has_text is False
    assert inspect(ContentFile(FILES["pdf"]), "a.pdf").has_text
    assert inspect(ContentFile(FILES["docx"]), "a.docx").has_text is not False


def test_the_upload_stays_whole_and_at_its_beginning():
    with TemporaryUploadedFile("a.pdf", "application/pdf", 0, None) as upload:
        upload.write(FILES["pdf"])
        upload.size = len(FILES["pdf"])
        inspect(upload, "a.pdf")
        assert upload.read() == FILES["pdf"]


def test_refusals_pass_out_of_the_child():
    with pytest.raises(Unacceptable, match="does not begin as one"):
        inspect(ContentFile(b"not a PDF"), "a.pdf")


class Counted(io.FileIO):
    read_bytes = 0

    def read(self, size=-1):
        chunk = super().read(size)
        self.read_bytes += len(chunk)
        return chunk


def test_200_megabytes_are_refused_unread(tmp_path):
    path = tmp_path / "large.pdf"
    with path.open("wb") as sparse:
        sparse.truncate(200_000_000)
    with Counted(path) as raw:
        upload = ContentFile(b"", name="large.pdf")
        upload.file, upload.size = raw, 200_000_000
        began = time.monotonic()
        with pytest.raises(Unacceptable, match="larger than 25 MB"):
            inspect(upload, "large.pdf")
        assert time.monotonic() - began < 1
        assert raw.read_bytes == 0


def test_a_size_that_lies(settings):
    settings.DOCUMENT_MAX_BYTES = 1_000
    upload = ContentFile(b"a" * 5_000)
    upload.size = 10
    with pytest.raises(Unacceptable, match=r"larger than 0\.001 MB"):
        inspect(upload, "a.txt")


def test_empty():
    with pytest.raises(Unacceptable, match="The file is empty"):
        inspect(ContentFile(b""), "a.txt")


def test_page_limit_by_setting(settings):
    settings.DOCUMENT_MAX_PAGES = 1
    with pytest.raises(Unacceptable, match="2 pages"):
        inspect(ContentFile(saved(new_pdf(2))), "a.pdf")


def test_no_room_to_check(monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("agreements.documents.inspection.tempfile.TemporaryFile", full)
    with pytest.raises(Unacceptable, match="no room"):
        inspect(ContentFile(b"text"), "a.txt")


def test_a_child_that_does_not_end(monkeypatch):
    monkeypatch.setattr(inspection, "SECONDS", 0.001)
    with pytest.raises(Unacceptable, match="reasonable time and memory"):
        inspect(ContentFile(FILES["pdf"]), "a.pdf")


def test_memory_is_bounded_in_the_child():
    """A page of 100 MB of text: less than a bomb, more than one page is read into memory."""
    pdf = new_pdf()
    packed = zlib.compress(b" " * 100_000_000, 1)
    pdf.pages[0].Contents = pikepdf.Stream(
        pdf, packed, pikepdf.Dictionary(Filter=pikepdf.Name.FlateDecode)
    )
    data = saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    with pytest.raises(Unacceptable, match="It is damaged"):
        inspect(ContentFile(data), "a.pdf")


def test_the_child_knows_no_secret(monkeypatch, tmp_path):
    seen = {}

    def run(*args, **how):
        seen.update(how["env"])
        raise OSError

    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setattr(inspection.subprocess, "run", run)
    with (tmp_path / "a").open("w+b") as file, pytest.raises(OSError):
        inspection.examine_apart(file, "txt", Limits())
    assert "secret" not in " ".join(seen.values())


def test_scanner_reads_all_of_it(settings):
    settings.DOCUMENT_SCANNER = f"{__name__}.clean_scanner"
    inspect(ContentFile(FILES["odt"]), "a.odt")
    assert scanned.pop() == FILES["odt"]


@pytest.mark.parametrize(
    ("scanner", "words"),
    [
        (f"{__name__}.finding_scanner", "refused the file: Eicar-Test-Signature"),
        (f"{__name__}.broken_scanner", "did not answer"),
        ("nowhere.scanner", "did not answer"),
    ],
)
def test_scanner_refuses_or_fails(settings, scanner, words):
    settings.DOCUMENT_SCANNER = scanner
    with pytest.raises(Unacceptable, match=words):
        inspect(ContentFile(FILES["txt"]), "a.txt")


def test_scanner_is_asked_last(settings):
    settings.DOCUMENT_SCANNER = f"{__name__}.broken_scanner"
    with pytest.raises(Unacceptable, match="does not begin as one"):
        inspect(ContentFile(b"not a PDF"), "a.pdf")
