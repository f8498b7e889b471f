"""Sending a document to a reader: whole or a range of it, revalidated, and never run."""

import io
import logging
import re
from dataclasses import dataclass
from http import HTTPStatus

from django.db.models import Exists, Subquery
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.views.generic.base import View

from register.indexing import DOCUMENT, TAKEN_DOWN
from register.models import Action, Entry, LedgerHead

from .documents.acceptance import PDF
from .models import Agreement, StoredFile, TakeDown

logger = logging.getLogger(__name__)

# A PDF is shown in the browser. No `sandbox` for it: Safari then shows nothing or downloads, and
# no browser's viewer is any safer by it. Viewers need their inline style and their own object.
_SHOWN = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SAVED = "default-src 'none'; frame-ancestors 'none'; sandbox"
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Copy:
    """What the editions of an agreement say of a copy, and why it is no longer served."""

    file: dict  # as the last edition that gives it describes it; empty if that took it down
    is_removed: bool  # the agreement is, from the register
    is_taken_down_at_once: bool  # by a publisher, before any edition

    @property
    def is_taken_down(self) -> bool:
        """By the last edition that speaks of it."""
        return not self.file

    @property
    def is_gone(self) -> bool:
        return self.is_removed or self.is_taken_down or self.is_taken_down_at_once


def copy_of(slug: str, sha256: str) -> Copy | None:
    """The copy with this hash that an edition of the agreement gives, or gave. One query."""
    entries = _entries(slug)
    removed = entries.filter(superseded_at__isnull=True, is_listed=False)
    at_once = TakeDown.objects.filter(agreement__slug=slug, sha256=sha256)
    speaking = entries.filter(facets__name__in=(DOCUMENT, TAKEN_DOWN), facets__value=sha256)
    speaking = speaking.annotate(is_removed=Exists(removed), is_taken_down_at_once=Exists(at_once))
    last = speaking.with_body().defer("body").order_by("-pk").first()
    if last is None:
        return None
    files = (document["file"] for document in last.content["documents"])
    file = next((file for file in files if file and file["sha256"] == sha256), {})
    return Copy(file, last.is_removed, last.is_taken_down_at_once)


def why_removed(slug: str) -> str:
    """The note with which the agreement was removed from the register."""
    removals = _entries(slug).filter(action=Action.REMOVED)
    return removals.with_body().order_by("-number").first().content["change_note"]


def _entries(slug: str):
    """The agreement's entries in the index that serves."""
    live = Subquery(LedgerHead.objects.values("generation"))
    return Entry.objects.filter(generation=live, kind=Agreement.kind, slug=slug)


class AgreementDocumentView(View):
    """A document's copy, while an unmasked edition of a listed agreement gives it."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, slug, sha256):
        copy = copy_of(slug, sha256)
        if copy is None:
            return self.not_here("404.html", HTTPStatus.NOT_FOUND)
        if copy.is_gone:
            note = why_removed(slug) if copy.is_removed else ""
            context = {"slug": slug, "copy": copy, "note": note}
            return self.not_here("agreements/copy_gone.html", HTTPStatus.GONE, context)
        stored = StoredFile.objects.newest(sha256)
        try:
            file = stored and stored.content.open("rb")
        except FileNotFoundError:
            file = None
        if file is None:
            logger.error("The file of a published document is missing: %s", sha256)
            return self.not_here("404.html", HTTPStatus.NOT_FOUND)
        return file_response(
            request,
            file,
            size=copy.file["size"],
            media_type=copy.file["media_type"],
            filename=copy.file["name"],
            sha256=sha256,
        )

    def not_here(self, template, status, context=None):
        """An answer that no cache may keep, because the copy may be published again at any time."""
        response = render(self.request, template, context, status=status)
        patch_cache_control(response, public=True, no_cache=True)
        return response


class NotSatisfiable(Exception):
    """A range with no byte of the file in it."""


def file_response(request, file, *, size: int, media_type: str, filename: str, sha256: str):
    """The answer to a GET or HEAD of a document. Closes `file` when it has been sent.

    Django and WhiteNoise have no range requests for files of a storage, so they are here: one
    range; several at once get the whole, as RFC 9110 allows.
    """
    headers = _headers(media_type, filename, sha256)
    conditional = get_conditional_response(request, etag=headers["ETag"])
    if conditional is not None:  # 304 or 412
        return _without_body(conditional, file, headers)
    try:
        asked = _asked_range(request, size, headers["ETag"])
    except NotSatisfiable:
        refused = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        return _without_body(refused, file, {**headers, "Content-Range": f"bytes */{size}"})
    start, end = asked or (0, size)
    headers["Content-Length"] = str(end - start)
    if asked:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    if request.method == "HEAD":
        return _without_body(HttpResponse(), file, headers)
    status = HTTPStatus.PARTIAL_CONTENT if asked else HTTPStatus.OK
    body = _Slice(file, start, end) if asked else file
    return DocumentResponse(body, status=status, headers=headers)


class DocumentResponse(FileResponse):
    block_size = 65_536

    def set_headers(self, filelike):
        """Keep the headers given, which Django would otherwise guess from the file."""


class _Slice(io.RawIOBase):
    """Reads only the bytes from start up to, not including, end."""

    def __init__(self, file, start: int, end: int):
        self.file, self.left = file, end - start
        file.seek(start)

    def read(self, size=-1):
        chunk = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self):
        super().close()
        self.file.close()


def _headers(media_type: str, filename: str, sha256: str) -> dict[str, str]:
    is_shown = media_type == PDF
    return {
        "Content-Type": media_type,
        "Content-Disposition": content_disposition_header(not is_shown, filename),
        "Content-Security-Policy": _SHOWN if is_shown else _SAVED,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, no-cache",
        "ETag": f'"{sha256}"',
        "Accept-Ranges": "bytes",
    }


def _without_body(response, file, headers: dict[str, str]):
    file.close()
    if response.status_code != HTTPStatus.OK:
        told = ("Content-Type", "Content-Disposition", "Content-Length")
        headers = {name: value for name, value in headers.items() if name not in told}
        del response["Content-Type"]
    for name, value in headers.items():
        response[name] = value
    return response


def _asked_range(request, size: int, etag: str) -> tuple[int, int] | None:
    """Start and end (exclusive) of the range asked for; None for the whole."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or not asked:
        return None
    # A date never matches: a document has an ETag and no date.
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first and not last:
        return None
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None  # not a range at all
    if start >= size:
        raise NotSatisfiable
    return start, end
