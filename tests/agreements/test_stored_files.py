"""Keeping an upload: judged first, whole or not at all, and a row only for what is there."""

import errno
import hashlib
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db.models import ProtectedError

from agreements.documents.acceptance import Unacceptable
from agreements.models import StoredFile
from tests.factories import AgreementFactory, StoredFileFactory, UserFactory

from .papers import Paper, kept, pdf, plain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

DATA = b"An agreement. " * 1_000
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def person():
    return UserFactory()


def keep(person, data=DATA, name="Agreement.txt") -> StoredFile:
    return StoredFile.objects.keep(SimpleUploadedFile(name, data), by=person)


def content(stored) -> bytes:
    with stored.content.open("rb") as file:
        return file.read()


def test_what_is_kept_of_an_upload(folder, person):
    paper = pdf(name="C:\\Papers\\Joint vetting.pdf")
    stored = StoredFile.objects.keep(paper.sent(), by=person)
    stored.refresh_from_db()
    assert content(stored) == paper.data
    assert stored.content.name == f"documents/{paper.sha256[:2]}/{paper.sha256}"
    assert (stored.sha256, stored.size) == (paper.sha256, len(paper.data))
    assert (stored.media_type, stored.pages, stored.has_text) == ("application/pdf", 1, True)
    assert stored.metadata["Author"] == "J. Smith"
    assert (stored.uploaded_by, stored.name) == (person, "Joint vetting.pdf")


def test_the_same_bytes_twice_are_two_uploads(folder, person):
    """Each with its own name and kind; neither can spoil the bytes of the other."""
    first, second = keep(person), keep(UserFactory(), name="Costs.csv")
    assert first.sha256 == second.sha256 == SHA256
    assert (first.media_type[:9], second.media_type[:8]) == ("text/plai", "text/csv")
    assert first.content.name != second.content.name
    assert content(first) == content(second) == DATA
    assert StoredFile.objects.newest(SHA256) == second


def test_a_large_upload_on_disk_is_kept_too(folder, person):
    with TemporaryUploadedFile("a.txt", "text/plain", len(DATA), None) as upload:
        upload.write(DATA)
        upload.seek(0)
        assert content(StoredFile.objects.keep(upload, by=person)) == DATA
    assert kept(folder) == {SHA256}


def test_what_is_refused_leaves_nothing(folder, person):
    with pytest.raises(Unacceptable, match="does not begin as one"):
        StoredFile.objects.keep(Paper(b"no PDF").sent(), by=person)
    assert (StoredFile.objects.count(), kept(folder)) == (0, set())


def test_what_is_not_what_was_judged_is_not_kept(person, monkeypatch):
    save = FileSystemStorage._save

    def alter(self, name, content):
        return save(self, name, ContentFile(b"another file"))

    monkeypatch.setattr(FileSystemStorage, "_save", alter)
    with pytest.raises(Unacceptable, match="not kept as it was sent"):
        keep(person)
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "disk .* is full"), (errno.EIO, "could not be kept")]
)
def test_a_disk_that_fails_half_way(folder, person, monkeypatch, number, words):
    save = FileSystemStorage._save

    def half(self, name, content):
        save(self, name, ContentFile(b"half"))
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", half)
        with pytest.raises(Unacceptable, match=words):
            keep(person)
    assert StoredFile.objects.count() == 0
    # What is left of it stands in nobody's way.
    assert content(keep(person)) == DATA


def test_an_object_store(person, monkeypatch):
    remote = InMemoryStorage()
    monkeypatch.setattr(StoredFile._meta.get_field("content"), "storage", remote)
    assert content(keep(person)) == content(keep(person)) == DATA
    assert len(remote.listdir(f"documents/{SHA256[:2]}")[1]) == 2


def test_a_file_that_a_document_points_at_cannot_go(folder):
    stored = StoredFileFactory()
    AgreementFactory().documents.create(title="The agreement", file=stored)
    with pytest.raises(ProtectedError):
        stored.delete()
    assert kept(folder) == {Path(stored.content.name).name}


def test_who_may_choose_it(office):
    """Whoever uploaded it; and in an agreement that has it already, whoever edits that."""
    mine, theirs, elsewhere = UserFactory(), UserFactory(), UserFactory()
    record, other = AgreementFactory(owner=office), AgreementFactory(owner=office)
    fresh = StoredFileFactory(uploaded_by=mine)
    there = StoredFileFactory(uploaded_by=theirs, data=b"There.")
    record.documents.create(title="The agreement", file=there)

    def choosable(user, agreement):
        return set(StoredFile.objects.choosable(user, agreement))

    assert choosable(mine, record) == {fresh, there}
    assert choosable(theirs, record) == choosable(elsewhere, record) == {there}
    assert choosable(mine, other) == choosable(mine, None) == {fresh}
    assert choosable(elsewhere, other) == choosable(elsewhere, None) == set()


def test_it_reads_as_its_name():
    assert str(StoredFileFactory(name=plain().name)) == "Notes.txt"
