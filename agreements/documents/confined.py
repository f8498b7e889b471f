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

from . import names, odf, ooxml, pdf, text
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
    question = json.dumps([extension, dataclasses.asdict(limits)])
    file.flush()
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
    answer = json.loads(child.stdout)
    if "refusal" in answer:
        raise Unacceptable(answer["refusal"])
    return Facts(**answer)


def main() -> None:
    """The child: file on standard input, verdict on standard output."""
    extension, limits = json.loads(sys.argv[1])
    limits = Limits(**limits)
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pdf.limit_memory(limits)
    try:
        answer = dataclasses.asdict(judge(sys.stdin.buffer, extension, limits))
    except Unacceptable as refused:
        answer = {"refusal": str(refused)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
