"""Keeping documents: once each, whole or not at all, and nothing left behind."""

import datetime
import errno
import hashlib
import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile

from agreements.documents import storage
from agreements.documents.storage import (
    StorageFailed,
    kept_only_if_saved,
    name_of,
    open_document,
    store,
    sweep,
)

DATA = b"An agreement. " * 1_000
SHA256 = hashlib.sha256(DATA).hexdigest()
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def put(data=DATA):
    return store(ContentFile(data), hashlib.sha256(data).hexdigest())


def age(folder, name, days=2):
    moment = time.time() - days * 86_400
    os.utime(folder / name, (moment, moment))


def never(sha256):
    return False


def test_kept_under_its_hash(folder):
    assert put() == name_of(SHA256) == f"documents/{SHA256[:2]}/{SHA256}"
    assert files(folder) == [name_of(SHA256)]
    with open_document(SHA256) as kept:
        assert kept.read() == DATA


def test_the_same_file_twice_is_one_file(folder):
    assert put() == put()
    assert files(folder) == [name_of(SHA256)]


def test_a_damaged_file_is_repaired_by_the_next_upload(folder):
    (folder / put()).write_bytes(b"rot")
    put()
    assert (folder / name_of(SHA256)).read_bytes() == DATA


def test_an_upload_on_disk_stays_its_owner_s(folder):
    with TemporaryUploadedFile("a.pdf", "application/pdf", 0, None) as upload:
        upload.write(DATA)
        upload.read()
        store(upload, SHA256)
        upload.seek(0)
        assert upload.read() == DATA
    assert files(folder) == [name_of(SHA256)]


def test_what_is_not_what_was_judged_is_not_kept(folder):
    with pytest.raises(StorageFailed, match="not kept as it was sent"):
        store(ContentFile(b"another file"), SHA256)
    assert files(folder) == []


class HalfWritten(FileSystemStorage):
    """Takes the first chunk; then the disk is full."""

    number = errno.ENOSPC

    def _save(self, name, content):
        super()._save(name, ContentFile(b"half"))
        raise OSError(self.number, os.strerror(self.number))


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "disk .* is full"), (errno.EIO, "could not be kept")]
)
def test_disk_full_leaves_nothing(folder, monkeypatch, number, words):
    monkeypatch.setattr(HalfWritten, "number", number)
    monkeypatch.setattr(storage, "default_storage", HalfWritten())
    with pytest.raises(StorageFailed, match=words):
        put()
    assert files(folder) == []


def test_disk_full_while_moving_leaves_the_old_file(folder, monkeypatch):
    put()

    def full(number):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(StorageFailed, match="is full"):
        put()
    assert files(folder) == [name_of(SHA256)]


class Overwriting(InMemoryStorage):
    """As most object stores are set up."""

    def get_available_name(self, name, max_length=None):
        self.exists(name) and self.delete(name)
        return name


@pytest.mark.parametrize("kind", [InMemoryStorage, Overwriting])
def test_an_object_store(monkeypatch, kind):
    remote = kind()
    monkeypatch.setattr(storage, "default_storage", remote)
    assert put() == put() == name_of(SHA256)
    assert remote.listdir(f"{storage.FOLDER}/{SHA256[:2]}") == ([], [SHA256])
    assert remote.listdir(storage.ARRIVING) == ([], [])
    remote.delete(name_of(SHA256))
    remote.save(name_of(SHA256), ContentFile(b"rot"))
    put()
    with open_document(SHA256) as kept:
        assert kept.read() == DATA
    assert list(sweep(never, -DAY, delete=True)) == [name_of(SHA256)]
    assert not remote.exists(name_of(SHA256))


def fail_after_storing(data=DATA, is_cited=never, meanwhile=lambda: None):
    with pytest.raises(RuntimeError), kept_only_if_saved(is_cited):
        put(data)
        meanwhile()
        raise RuntimeError


def test_a_failed_transaction_takes_its_file_along(folder):
    fail_after_storing()
    assert files(folder) == []


def test_a_failed_transaction_leaves_what_is_others(folder):
    fail_after_storing(is_cited=SHA256.__eq__)
    assert files(folder) == [name_of(SHA256)]
    fail_after_storing()  # it was there before
    assert files(folder) == [name_of(SHA256)]
    default_storage.delete(name_of(SHA256))
    fail_after_storing(meanwhile=lambda: (time.sleep(0.02), storage._written.set([]), put()))
    assert files(folder) == [name_of(SHA256)]


def test_a_transaction_that_holds_keeps_its_file(folder):
    with kept_only_if_saved(never):
        put()
    assert files(folder) == [name_of(SHA256)]


def test_sweep(folder):
    cited, orphan, young = (put(data) for data in (b"cited", b"orphan", b"young"))
    arriving = default_storage.save(f"{storage.ARRIVING}/1", ContentFile(b"half"))
    for name in (cited, orphan, arriving):
        age(folder, name)
    is_cited = hashlib.sha256(b"cited").hexdigest().__eq__
    assert sorted(sweep(is_cited, DAY, delete=False)) == sorted([orphan, arriving])
    assert len(files(folder)) == 4
    list(sweep(is_cited, DAY, delete=True))
    assert files(folder) == sorted([cited, young])
    assert list(sweep(is_cited, DAY, delete=True)) == []


def test_sweep_where_nothing_was_ever_kept():
    assert list(sweep(never, DAY, delete=True)) == []
