"""What happens to a file on its way in, before anybody may look at it."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from .inspection import Inspection, inspect, largest_file
from .verdict import Unacceptable


class BoundedUploadHandler(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS: lets no upload fill the disk, whoever sends it.

    Of a file that is too large, it passes on only enough for `inspect` to see and say that.
    """

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start <= largest_file() else None

    def file_complete(self, file_size):
        return None


def inspect_uploads(files) -> None:
    """Judge what came with a request, before its database transaction begins.

    Judging can take many seconds, in which no row and, on SQLite, no whole database should be
    held. The forms then ask `verdict_on` each file.
    """
    for _, uploads in files.lists():
        for upload in uploads:
            try:
                upload.verdict = inspect(upload, upload.name)
            except Unacceptable as refused:
                upload.verdict = refused


def refuse_uploads(files, why: Exception) -> None:
    """Give every file this verdict, so that the form, shown again, says why next to it."""
    for _, uploads in files.lists():
        for upload in uploads:
            upload.verdict = Unacceptable(str(why))


def verdict_on(upload: UploadedFile) -> Inspection:
    """What `inspect_uploads` found. Raises Unacceptable. A file it never saw is judged now."""
    verdict = getattr(upload, "verdict", None) or inspect(upload, upload.name)
    if isinstance(verdict, Unacceptable):
        raise verdict
    return verdict
