"""Where documents are kept: once each, under the hash of what is in them."""

import contextlib
import datetime
import errno
import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from uuid import uuid4

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils import timezone

FOLDER = "documents"
ARRIVING = f"{FOLDER}/arriving"
CHUNK = 1_048_576
ALTERED = (
    "The document was not kept as it was sent. Nothing was saved. Upload it again; if it happens "
    "twice, tell whoever runs this site."
)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
logger = logging.getLogger(__name__)


class StorageFailed(Exception):
    """A document could not be kept; the message tells the person who uploaded it."""


def name_of(sha256: str) -> str:
    """Where the storage keeps the document with this hash."""
    return f"{FOLDER}/{sha256[:2]}/{sha256}"


def store(file: File, sha256: str) -> str:
    """Keep a file, whole and verified, and say under which name. Raises StorageFailed.

    It arrives under a name of its own and moves to its place only when every byte is there, so
    nobody ever reads half a document. A file that is there already is replaced by its like: that
    repairs a damaged one, and makes it young again for `sweep`.
    """
    name = name_of(sha256)
    arriving = f"{ARRIVING}/{uuid4().hex}"
    was_there = False
    try:
        was_there = default_storage.exists(name)
        file.seek(0)
        arriving = default_storage.save(arriving, _Plain(file))
        if _hash(arriving) != sha256:
            raise StorageFailed(ALTERED)
        _move(arriving, name, sha256)
    except StorageFailed:
        raise
    except Exception as error:  # a disk raises OSError; an object store whatever it likes
        logger.exception("A document could not be kept")
        raise StorageFailed(_words(error)) from error
    finally:
        _delete(arriving)
    written = _written.get()
    if written is not None and not was_there:
        written.append((name, _moment(name)))
    return name


def open_document(sha256: str) -> File:
    """The document, opened to be sent. Raises FileNotFoundError."""
    return default_storage.open(name_of(sha256), "rb")


_written: ContextVar[list | None] = ContextVar("documents_written", default=None)


@contextlib.contextmanager
def kept_only_if_saved(is_cited: Callable[[str], bool]) -> Iterator[None]:
    """Put around a database transaction: if it fails, what it newly stored goes again.

    Never what was there before, what another request has stored since, or what `is_cited` (given
    a hash) says is in use. A process killed in between leaves its file to `sweep`.
    """
    token = _written.set([])
    try:
        yield
    except BaseException:
        for name, moment in _written.get() or []:
            with contextlib.suppress(Exception):  # the one under way tells more
                is_ours = _moment(name) == moment
                if is_ours and not is_cited(_hash_in(name)):
                    default_storage.delete(name)
        raise
    finally:
        _written.reset(token)


def sweep(
    is_cited: Callable[[str], bool], older_than: datetime.timedelta, *, delete: bool
) -> Iterator[str]:
    """The names of files that nothing cites, and that no upload under way can be about to cite."""
    limit = timezone.now() - older_than
    for name in list(_stored()):
        if _moment(name) > limit:
            continue
        if not name.startswith(f"{ARRIVING}/") and is_cited(_hash_in(name)):
            continue
        if delete:
            _delete(name)
        yield name


def _stored() -> Iterator[str]:
    if not default_storage.exists(FOLDER):
        return
    for folder in default_storage.listdir(FOLDER)[0]:
        for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{name}"


class _Plain(File):
    """Hides that an upload lies on disk, or the storage would move it away from its owner."""

    def __init__(self, file):
        super().__init__(file, name=ARRIVING)

    def chunks(self, chunk_size=None):
        self.file.seek(0)
        while chunk := self.file.read(CHUNK):
            yield chunk


def _hash(name: str) -> str:
    hashed = hashlib.sha256()
    with default_storage.open(name, "rb") as stored:
        for chunk in stored.chunks(CHUNK):
            hashed.update(chunk)
    return hashed.hexdigest()


def _moment(name: str) -> datetime.datetime:
    return default_storage.get_modified_time(name)


def _hash_in(name: str) -> str:
    return name.rpartition("/")[2]


def _move(arriving: str, name: str, sha256: str) -> None:
    if not isinstance(default_storage, FileSystemStorage):
        _copy(arriving, name, sha256)
        return
    source, target = Path(default_storage.path(arriving)), Path(default_storage.path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as written:
        os.fsync(written.fileno())
    source.replace(target)


def _copy(arriving: str, name: str, sha256: str) -> None:
    """In an object store, where nothing can be moved, and an object appears whole or not at all."""
    with default_storage.open(arriving, "rb") as stored:
        saved = default_storage.save(name, File(stored))
    if saved == name:
        return
    # This store does not overwrite: it kept what was there and put this one beside it.
    default_storage.delete(saved)
    if _hash(name) != sha256:
        default_storage.delete(name)
        _copy(arriving, name, sha256)


def _delete(name: str) -> None:
    try:
        default_storage.delete(name)
    except Exception:  # as in `store`
        logger.exception("Left behind: %s", name)


def _words(error: Exception) -> str:
    if getattr(error, "errno", None) in _FULL:
        return (
            "The disk that keeps the documents is full. Nothing was saved and nothing is lost: "
            "tell whoever runs this site, then upload the file again."
        )
    return (
        "The document could not be kept. Nothing was saved and nothing is lost: try again later, "
        "and tell whoever runs this site."
    )
