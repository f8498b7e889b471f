"""Reading a stranger's file in a process of its own.

Parsers of PDF and ZIP are large and written for files that mean well. Whatever one of them does
(crash, never end, fill the memory, be taken over) happens in a short-lived child that knows no
password and no database, may write no file, and has bounded time and memory.
"""

import dataclasses
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

from . import names, odf, ooxml, pdf, pdf_cleaned, text
from .verdict import Facts, Limits, Unacceptable

try:
    import resource
except ImportError:  # Windows: time is still bounded, memory is not
    resource = None

SECONDS = 30
MEMORY = 1_500_000_000
TOO_MUCH = (
    "It could not be read within reasonable time and memory. Print or save it to a new file and "
    "upload that."
)
DAMAGED = "It is damaged: it cannot be read. Open it, save it again and upload that."
NOT_CLEANED = "It could not be cleaned. Print it to a new PDF and upload that."
_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
_JUDGES = {
    names.PDF: pdf.judge,
    names.DOCX: ooxml.judge,
    names.XLSX: ooxml.judge,
    names.ODT: odf.judge,
    names.ODS: odf.judge,
    names.CSV: text.judge,
    names.TXT: text.judge,
}
logger = logging.getLogger(__name__)


def judge(file: BinaryIO, extension: str, limits: Limits) -> Facts:
    """Read the file here and now. Raises Unacceptable and nothing else."""
    media_type = names.MEDIA_TYPES[extension]
    try:
        return _JUDGES[media_type](file, media_type, limits)
    except Unacceptable:
        raise
    except Exception as error:  # what a parser stumbles over is the file's fault
        logger.warning("A document could not be read", exc_info=True)
        raise Unacceptable(DAMAGED) from error


def judge_apart(file: BinaryIO, extension: str, limits: Limits) -> Facts:
    """The same in a child process. `file` is one that the operating system knows."""
    answer = json.loads(_ask(file, "judge", extension, limits))
    if "refusal" in answer:
        raise Unacceptable(answer["refusal"])
    return Facts(**answer)


def clean_apart(file: BinaryIO) -> bytes:
    """`pdf_cleaned.cleaned` in a child process. Raises Unacceptable."""
    answer = _ask(file, "clean", "pdf", Limits())
    if not answer:
        raise Unacceptable(NOT_CLEANED)
    return answer


def _ask(file: BinaryIO, task: str, extension: str, limits: Limits) -> bytes:
    question = json.dumps([task, extension, dataclasses.asdict(limits)])
    file.flush()
    file.seek(0)
    try:
        child = subprocess.run(
            [sys.executable, "-m", __name__, question],
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


def main() -> None:
    """The child: file on standard input; on standard output the verdict, or the cleaned file."""
    task, extension, limits = json.loads(sys.argv[1])
    limits = Limits(**limits)
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pdf.limit_memory(limits)
    if task == "clean":
        sys.stdout.buffer.write(_cleaned(sys.stdin.buffer))
        return
    try:
        answer = dataclasses.asdict(judge(sys.stdin.buffer, extension, limits))
    except Unacceptable as refused:
        answer = {"refusal": str(refused)}
    json.dump(answer, sys.stdout)


def _cleaned(file: BinaryIO) -> bytes:
    """Nothing if it cannot be cleaned."""
    try:
        return pdf_cleaned.cleaned(file)
    except Exception:  # as in `judge`
        logger.warning("A PDF could not be cleaned", exc_info=True)
        return b""


if __name__ == "__main__":
    main()
