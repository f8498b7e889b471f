"""A file as somebody uploaded it: inspected, stored, and never changed."""

import errno
import hashlib
import logging
from typing import BinaryIO

from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from register.models import Edition

from ..documents.acceptance import Limits, Unacceptable
from ..documents.inspection import Inspection, inspect

logger = logging.getLogger(__name__)
FOLDER = "documents"
ALTERED = (
    "The file was not kept as it was sent. Upload it again; if it happens twice, tell whoever runs "
    "this site."
)
DISK_FULL = (
    "The disk that keeps the documents is full. What you typed is still in the form: tell whoever "
    "runs this site, then upload the file again."
)
NOT_KEPT = (
    "The file could not be kept. What you typed is still in the form: try again later, and tell "
    "whoever runs this site."
)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def inspect_upload(upload, name: str) -> Inspection:
    """Inspect a file within the limits of the settings. Raises Unacceptable."""
    limits = Limits(size=settings.DOCUMENT_MAX_BYTES, pages=settings.DOCUMENT_MAX_PAGES)
    return inspect(upload, name, limits, _scan if settings.DOCUMENT_SCANNER else None)


def _scan(file: BinaryIO) -> None:
    """Ask the virus scanner. No answer is a refusal."""
    try:
        finding = import_string(settings.DOCUMENT_SCANNER)(file)
    except Exception as error:  # scanners differ, and so do their errors
        logger.exception("The virus scanner failed")
        raise Unacceptable(
            "The virus scanner did not answer, so the file could not be checked. Nothing was "
            "saved. Try again later, and tell whoever runs this site."
        ) from error
    if finding is not None:
        raise Unacceptable(f"The virus scanner refused the file: {finding or 'no reason given'}.")


def stored_name(stored: "StoredFile", filename: str) -> str:
    """Where the storage keeps it. The storage adds some letters if that name is taken."""
    return f"{FOLDER}/{stored.sha256[:2]}/{stored.sha256}"


class StoredFileQuerySet(models.QuerySet):
    def keep(self, upload, by) -> "StoredFile":
        """Inspect an upload and store it. Raises Unacceptable, with words for the uploader.

        Inspecting can take many seconds, so call it before a transaction begins. The row is made
        only once every byte is stored; `sweep_documents` removes what a failure leaves behind.
        """
        found = inspect_upload(upload, upload.name)
        stored = self.model(uploaded_by=by, **vars(found))
        try:
            stored.content.save(found.name, upload, save=False)
            is_whole = stored.hash_content() == found.sha256
        except Exception as error:  # a disk raises OSError, an object store its own errors
            logger.exception("An uploaded document could not be kept")
            is_full = getattr(error, "errno", None) in _FULL
            raise Unacceptable(DISK_FULL if is_full else NOT_KEPT) from error
        if not is_whole:
            raise Unacceptable(ALTERED)
        stored.save()
        return stored

    def choosable(self, user, agreement):
        """What a form may name: what this person uploaded, and what the agreement already has."""
        already = agreement.documents.values("file") if agreement and agreement.pk else []
        return self.filter(models.Q(uploaded_by=user) | models.Q(pk__in=already))

    def newest(self, sha256: str) -> "StoredFile | None":
        """The latest upload of these bytes."""
        return self.filter(sha256=sha256).order_by("pk").last()


class StoredFile(models.Model):
    """One upload of a file. Documents point at it; editions name the SHA-256 of its bytes.

    The same bytes uploaded twice are two rows: the name, and with it the media type of a text,
    belongs to the upload, and one office must not read what another calls its copy.
    """

    content = models.FileField(upload_to=stored_name, max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    name = models.CharField(max_length=150, editable=False)
    size = models.PositiveIntegerField(editable=False, help_text="In bytes.")
    media_type = models.CharField(max_length=100, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)
    has_text = models.BooleanField(null=True, editable=False)
    metadata = models.JSONField(
        default=dict, editable=False, help_text="What the file says of its makers. Never public."
    )
    keeps_earlier = models.BooleanField(
        default=False, editable=False, help_text="Earlier versions are still in the bytes of a PDF."
    )
    is_only_marked = models.BooleanField(
        default=False, editable=False, help_text="Marked for redaction, but not redacted."
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    def hash_content(self) -> str:
        """The SHA-256 of the bytes as the storage gives them."""
        hashed = hashlib.sha256()
        with self.content.open("rb") as content:
            for chunk in content.chunks():
                hashed.update(chunk)
        return hashed.hexdigest()

    @property
    def is_published(self) -> bool:
        """Whether an edition of any record gives a copy of these bytes.

        The ledger is asked, not the index: files are deleted by the answer.
        """
        return Edition.objects.filter(body__contains=f'"sha256":"{self.sha256}"').exists()

    @property
    def is_needed(self) -> bool:
        """Whether a document points at it or, as the latest of its bytes, an edition cites it."""
        if self.documents.exists():
            return True
        return StoredFile.objects.newest(self.sha256) == self and self.is_published
