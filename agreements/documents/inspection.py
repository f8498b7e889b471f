"""Judging an uploaded file: may the register publish it, and what does it give away?"""

import hashlib
import logging
import tempfile
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.utils.module_loading import import_string

from .confined import clean_apart, judge_apart
from .names import extension_of, safe_name
from .verdict import Limits, Unacceptable

CHUNK = 1_048_576
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Inspection:
    """An acceptable file, and what the editor should know of it before it is published."""

    name: str
    extension: str
    media_type: str  # as it is served: with the character set of a text
    size: int
    sha256: str
    pages: int | None  # None where the format has none
    has_text: bool | None  # False: pictures of pages, which a screen reader cannot read
    metadata: dict[str, str]  # what the file says of its authors: words, then values
    keeps_earlier: bool  # earlier versions are still in the bytes: `cleaned_copy` takes them out
    is_only_marked: bool  # marked for redaction, but not redacted

    @property
    def is_scan(self) -> bool:
        return self.has_text is False


def inspect(file: File, name: str) -> Inspection:
    """What an uploaded file is. Raises Unacceptable, with words for whoever uploaded it.

    It is copied aside while it is hashed, so that what is judged is what was hashed, and the
    whole of it is never in this process's memory.
    """
    limits = Limits(pages=getattr(settings, "DOCUMENT_MAX_PAGES", Limits.pages))
    name = safe_name(name)
    extension = extension_of(name)
    _check_size(getattr(file, "size", None) or 0)
    try:
        with tempfile.TemporaryFile() as copy:
            size, sha256 = _copy(file, copy)
            facts = judge_apart(copy, extension, limits)
            _scan(copy)
    except OSError as error:
        raise _no_room(error) from error
    finally:
        file.seek(0)
    return Inspection(name=name, extension=extension, size=size, sha256=sha256, **vars(facts))


def check_redacted(found: Inspection) -> None:
    """Whether this file may be a redacted copy. Raises Unacceptable, with words for the clerk.

    That nothing is found doesn't mean that the redaction is complete: somebody has to look.
    """
    if found.keeps_earlier:
        raise Unacceptable(
            "It cannot be a redacted copy: more is still in the file than its pages show, such as "
            "an earlier version or a part that was taken out, and anyone can bring it back. Have "
            "the register store a cleaned copy, or print it to a new PDF and upload that."
        )
    if found.is_only_marked:
        raise Unacceptable(
            "It cannot be a redacted copy: places are marked for redaction, but the redactions "
            "were not applied, so the text is still in the file. Apply them and upload it again."
        )


def cleaned_copy(file: File) -> bytes:
    """A PDF without its earlier versions (see pdf_cleaned). Raises Unacceptable.

    What comes back is another file, with a hash of its own: `inspect` it before it is kept.
    """
    try:
        with tempfile.TemporaryFile() as copy:
            _copy(file, copy)
            return clean_apart(copy)
    except OSError as error:
        raise _no_room(error) from error
    finally:
        file.seek(0)


def largest_file() -> int:
    """In bytes."""
    return getattr(settings, "DOCUMENT_MAX_BYTES", 25_000_000)


def _no_room(error: OSError) -> Unacceptable:
    logger.error("An uploaded document could not be read", exc_info=error)
    return Unacceptable(
        "The file could not be checked, because the server has no room or no memory left. "
        "Nothing was saved. Try again later, and tell whoever runs this site."
    )


def _check_size(size: int) -> None:
    if size > largest_file():
        raise Unacceptable(
            f"The file is larger than {largest_file() / 1_000_000:g} MB, the most that the "
            "register takes. Make its pictures smaller, or upload it in parts."
        )


def _copy(file: File, copy: BinaryIO) -> tuple[int, str]:
    size, hashed = 0, hashlib.sha256()
    for chunk in file.chunks(CHUNK):
        size += len(chunk)
        _check_size(size)
        hashed.update(chunk)
        copy.write(chunk)
    if not size:
        raise Unacceptable("The file is empty.")
    return size, hashed.hexdigest()


def _scan(copy: BinaryIO) -> None:
    """Ask the virus scanner, if there is one. No answer is a refusal."""
    path = getattr(settings, "DOCUMENT_SCANNER", None)
    if not path:
        return
    copy.seek(0)
    try:
        finding: Any = import_string(path)(copy)
    except Exception as error:  # whatever the scanner is, and however it fails
        logger.exception("The virus scanner failed")
        raise Unacceptable(
            "The virus scanner did not answer, so the file could not be checked. Nothing was "
            "saved. Try again later, and tell whoever runs this site."
        ) from error
    if finding is not None:
        raise Unacceptable(f"The virus scanner refused the file: {finding or 'no reason given'}.")
