"""Inspecting an uploaded file: may the register publish it, and what does it give away?

Parsers of PDF and ZIP are large and not written for hostile files. Whatever one of them does
(crash, never end, fill the memory, be taken over) happens in a short-lived child process that
knows no password and no database, may write no file, and has bounded time and memory.
"""

import dataclasses
import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from . import acceptance, odf, ooxml, pdf, text
from .acceptance import Limits, Reading, Unacceptable, extension_of, safe_name

try:
    import resource
except ImportError:  # Windows: time is still bounded, memory is not
    resource = None

SECONDS = 30
MEMORY = 1_500_000_000
CHUNK = 1_048_576
TOO_MUCH = (
    "It could not be read within reasonable time and memory. Print or save it to a new file and "
    "upload that."
)
DAMAGED = "It is damaged: it cannot be read. Open it, save it again and upload that."
_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
_READERS = {
    acceptance.PDF: pdf.examine,
    acceptance.DOCX: ooxml.examine,
    acceptance.XLSX: ooxml.examine,
    acceptance.ODT: odf.examine,
    acceptance.ODS: odf.examine,
    acceptance.CSV: text.examine,
    acceptance.TXT: text.examine,
}
logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True)
class Inspection:
    """An acceptable file, and what the editor should know of it before it is published."""

    name: str
    media_type: str  # as it is served: with the character set of a text
    size: int
    sha256: str
    pages: int | None  # None where the format has none
    has_text: bool | None  # False: pictures of pages, which a screen reader cannot read
    metadata: dict[str, str]  # what the file says of its authors: words, then values
    keeps_earlier: bool  # earlier versions are still in the bytes
    is_only_marked: bool  # marked for redaction, but not redacted


def inspect(
    file, name: str, limits: Limits | None = None, scan: Callable[[BinaryIO], None] | None = None
) -> Inspection:
    """What an uploaded file is. Raises Unacceptable, with words for the person who uploaded it.

    `file` has Django's `chunks`. It is copied while it is hashed, so that what is examined is
    what was hashed, and the whole of it is never in this process's memory. `scan` is asked last,
    given the copy; it raises Unacceptable if it finds something.
    """
    limits = limits or Limits()
    name = safe_name(name)
    extension = extension_of(name)
    _check_size(getattr(file, "size", None) or 0, limits)
    try:
        with tempfile.TemporaryFile() as copy:
            size, sha256 = _copy(file, copy, limits)
            reading = examine_apart(copy, extension, limits)
            if scan:
                copy.seek(0)
                scan(copy)
    except OSError as error:
        raise _no_room(error) from error
    finally:
        file.seek(0)
    return Inspection(name=name, size=size, sha256=sha256, **vars(reading))


def check_redacted(found: Inspection) -> None:
    """Whether this file may be a redacted copy. Raises Unacceptable, with words for the clerk.

    That nothing is found doesn't mean that the redaction is complete: somebody has to look.
    """
    if found.keeps_earlier:
        raise Unacceptable(
            "It cannot be a redacted copy: more is still in the file than its pages show, such as "
            "an earlier version or a part that was taken out, and anyone can bring it back. Print "
            "it to a new PDF and upload that."
        )
    if found.is_only_marked:
        raise Unacceptable(
            "It cannot be a redacted copy: places are marked for redaction, but the redactions "
            "were not applied, so the text is still in the file. Apply them and upload it again."
        )


def _no_room(error: OSError) -> Unacceptable:
    logger.error("An uploaded document could not be read", exc_info=error)
    return Unacceptable(
        "The file could not be checked, because the server has no room or no memory left. "
        "Nothing was saved. Try again later, and tell whoever runs this site."
    )


def _check_size(size: int, limits: Limits) -> None:
    if size > limits.size:
        raise Unacceptable(
            f"The file is larger than {limits.size / 1_000_000:g} MB, the most that the "
            "register takes. Make its pictures smaller, or upload it in parts."
        )


def _copy(file, copy: BinaryIO, limits: Limits) -> tuple[int, str]:
    size, hashed = 0, hashlib.sha256()
    for chunk in file.chunks(CHUNK):
        size += len(chunk)
        _check_size(size, limits)
        hashed.update(chunk)
        copy.write(chunk)
    if not size:
        raise Unacceptable("The file is empty.")
    return size, hashed.hexdigest()


def examine_apart(file: BinaryIO, extension: str, limits: Limits) -> Reading:
    """`examine` in a child process. `file` must have a file descriptor."""
    answer = json.loads(_ask(file, extension, limits))
    if "refusal" in answer:
        raise Unacceptable(answer["refusal"])
    return Reading(**answer)


def _ask(file: BinaryIO, extension: str, limits: Limits) -> bytes:
    request = json.dumps([extension, dataclasses.asdict(limits)])
    file.flush()
    file.seek(0)
    try:
        child = subprocess.run(
            [sys.executable, "-m", __name__, request],
            stdin=file,
            capture_output=True,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unacceptable(TOO_MUCH) from error
    finally:
        file.seek(0)
    if child.stderr:
        logger.warning("Reading a document: %s", child.stderr.decode("utf-8", "replace")[-4_000:])
    if child.returncode:
        raise Unacceptable(TOO_MUCH)
    return child.stdout


def examine(file: BinaryIO, extension: str, limits: Limits) -> Reading:
    """Read the file here and now. Raises Unacceptable and nothing else."""
    media_type = acceptance.MEDIA_TYPES[extension]
    try:
        return _READERS[media_type](file, media_type, limits)
    except Unacceptable:
        raise
    except Exception as error:  # a parser that fails is taken to mean a damaged file
        logger.warning("A document could not be read", exc_info=True)
        raise Unacceptable(DAMAGED) from error


def main() -> None:
    """The child process: the file on standard input, its reading or refusal on standard output."""
    extension, limits = json.loads(sys.argv[1])
    limits = Limits(**limits)
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pdf.limit_memory(limits)
    try:
        answer = dataclasses.asdict(examine(sys.stdin.buffer, extension, limits))
    except Unacceptable as refused:
        answer = {"refusal": str(refused)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
