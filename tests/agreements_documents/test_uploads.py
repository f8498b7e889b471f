"""Uploads on their way in: bounded before they reach the disk, judged before the transaction."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from agreements.documents import uploads
from agreements.documents.uploads import inspect_uploads, refuse_uploads, verdict_on
from agreements.documents.verdict import Unacceptable

from .samples import lawful

HANDLERS = [
    "agreements.documents.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CHUNK = 65_536
FILES = lawful()


@pytest.fixture
def posted():
    """Files as they arrive with a request, which is closed when the test ends."""
    requests = []

    def post(**files):
        named = {key: SimpleUploadedFile(name, data) for key, (name, data) in files.items()}
        requests.append(RequestFactory().post("/", named))
        return requests[-1].FILES

    yield post
    for request in requests:
        request.close()


@pytest.fixture
def bounded(settings):
    settings.FILE_UPLOAD_HANDLERS = HANDLERS
    settings.DOCUMENT_MAX_BYTES = 4_000_000


def test_a_large_upload_never_reaches_the_disk_whole(bounded, posted):
    upload = posted(file=("large.pdf", b"%PDF-" + b"0" * 20_000_000))["file"]
    assert 4_000_000 < upload.size <= 4_000_000 + CHUNK
    assert len(upload.read()) == upload.size
    with pytest.raises(Unacceptable, match="larger than 4 MB"):
        verdict_on(upload)


@pytest.mark.parametrize("size", [1, CHUNK, 3_000_000, 4_000_000])
def test_others_arrive_whole(bounded, posted, size):
    upload = posted(file=("a.txt", b"a" * size))["file"]
    assert (upload.size, upload.read()) == (size, b"a" * size)


def test_each_is_judged_once_and_the_form_asks_later(monkeypatch, posted):
    files = posted(good=("a.pdf", FILES["pdf"]), bad=("b.pdf", b"nothing"), named=("c.exe", b"MZ"))
    inspect_uploads(files)
    monkeypatch.setattr(uploads, "inspect", None)
    assert verdict_on(files["good"]).pages == 1
    with pytest.raises(Unacceptable, match="does not begin as one"):
        verdict_on(files["bad"])
    with pytest.raises(Unacceptable, match=r"does not take \.exe"):
        verdict_on(files["named"])


def test_one_that_was_never_judged_is_judged(posted):
    with pytest.raises(Unacceptable, match="does not begin as one"):
        verdict_on(posted(file=("b.pdf", b"nothing"))["file"])


def test_refused_after_all(posted):
    files = posted(file=("a.pdf", FILES["pdf"]))
    inspect_uploads(files)
    refuse_uploads(files, OSError("The disk is full."))
    with pytest.raises(Unacceptable, match="The disk is full"):
        verdict_on(files["file"])
