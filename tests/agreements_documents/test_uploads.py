"""Uploads on their way in: bounded before they reach the disk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from agreements.documents.acceptance import Unacceptable
from agreements.models.stored_file import inspect_upload

HANDLERS = [
    "agreements.document_admin.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CHUNK = 65_536


@pytest.fixture
def posted(settings):
    """A file as it arrives with a request, which is closed when the test ends."""
    settings.FILE_UPLOAD_HANDLERS = HANDLERS
    settings.DOCUMENT_MAX_BYTES = 4_000_000
    requests = []

    def post(name, data):
        requests.append(RequestFactory().post("/", {"file": SimpleUploadedFile(name, data)}))
        return requests[-1].FILES["file"]

    yield post
    for request in requests:
        request.close()


def test_the_site_bounds_its_uploads(settings):
    assert settings.FILE_UPLOAD_HANDLERS == HANDLERS


def test_a_large_upload_never_reaches_the_disk_whole(posted):
    upload = posted("large.pdf", b"%PDF-" + b"0" * 20_000_000)
    assert 4_000_000 < upload.size <= 4_000_000 + CHUNK
    assert len(upload.read()) == upload.size
    with pytest.raises(Unacceptable, match="larger than 4 MB"):
        inspect_upload(upload, upload.name)


@pytest.mark.parametrize("size", [1, CHUNK, 3_000_000, 4_000_000])
def test_others_arrive_whole(posted, size):
    upload = posted("a.txt", b"a" * size)
    assert (upload.size, upload.read()) == (size, b"a" * size)
