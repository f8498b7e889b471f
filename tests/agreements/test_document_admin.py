"""Uploading a document at the staff desk: what is taken, what is refused, and nothing left over."""

import errno

import pikepdf
import pytest
from django.core.files.storage import FileSystemStorage
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from agreements.models import Agreement, Document
from tests.admin.desk import sign_in
from tests.factories import AgreementFactory, OfficeFactory
from tests.reader import text_of

from .papers import (
    Paper,
    change_document,
    errors_of,
    kept,
    pdf,
    plain,
    publish,
    read,
    row,
    status,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


def nothing_saved(record, folder):
    """Whether a refused form left no trace."""
    fresh = Agreement.objects.get(pk=record.pk)
    return (fresh.revision, fresh.purpose, fresh.documents.count(), kept(folder)) == (
        *(0, "", 0, set()),
    )


# Accepted


def test_a_copy_is_public_from_its_approval_on(client, folder, draft, editor, publisher):
    paper = pdf(name="Joint vetting – signed.pdf")
    assert upload(editor, draft, paper).status_code == 302
    assert kept(folder) == {paper.sha256}
    assert status(paper.address()) == 404
    editor.submit(draft)
    assert status(paper.address()) == 404
    assert paper.sha256[:12] not in publisher.open("preview", draft).content.decode()
    assert publisher.approve(draft).status_code == 302

    page = client.get("/agreements/joint-vetting/")
    assert f'href="{paper.address()}"' in page.content.decode()
    response, body = read(paper.address())
    assert (response.status_code, body) == (200, paper.data)
    answer = client.get("/api/v1/agreements/joint-vetting/").json()
    (document,) = answer["documents"]
    assert document["file"] == {
        "sha256": paper.sha256,
        "name": "Joint vetting – signed.pdf",
        "size": len(paper.data),
        "media_type": "application/pdf",
        "pages": 1,
        "has_text": True,
        "is_redacted": False,
    }


def test_it_is_served_safely_and_in_parts(draft, editor, publisher):
    paper, notes = pdf(), plain()
    upload(editor, draft, paper, notes)
    publish(editor, publisher, draft)
    response, _ = read(paper.address())
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(paper.data))
    assert response["Content-Disposition"] == 'inline; filename="Agreement.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "public, no-cache"
    assert response["ETag"] == f'"{paper.sha256}"'
    assert "Set-Cookie" not in response.headers

    part, body = read(paper.address(), range="bytes=5-14")
    assert (part.status_code, body) == (206, paper.data[5:15])
    assert part["Content-Range"] == f"bytes 5-14/{len(paper.data)}"
    assert read(paper.address(), range="bytes=999999-")[0].status_code == 416
    assert read(paper.address(), **{"if-none-match": response["ETag"]})[0].status_code == 304

    saved_as, body = read(notes.address())
    assert (saved_as["Content-Type"], body) == ("text/plain; charset=utf-8", notes.data)
    assert saved_as["Content-Disposition"].startswith("attachment")
    assert "sandbox" in saved_as["Content-Security-Policy"]


def test_the_editor_is_told_what_the_file_gives_away(draft, editor):
    upload(editor, draft, pdf())
    words = text_of(editor.open("change", draft))
    for said in ("Agreement.pdf", "application/pdf", "1 pages", "Author: J. Smith"):
        assert said in words, said
    assert "Anyone who downloads the file can read this" in words


def test_a_new_file_takes_the_place_of_the_old_one_when_approved(draft, editor, publisher):
    first, second = pdf("First"), pdf("Second")
    upload(editor, draft, first)
    publish(editor, publisher, draft)
    assert change_document(editor, draft, paper=second).status_code == 302
    assert (status(first.address()), status(second.address())) == (200, 404)
    publish(editor, publisher, draft)
    # The first edition stays readable, and the copy it gives.
    assert (status(first.address()), status(second.address())) == (200, 200)
    assert status(second.address("another")) == 404


def test_saving_again_without_a_file_keeps_the_one_there_is(draft, editor):
    paper = pdf()
    upload(editor, draft, paper)
    assert change_document(editor, draft, title="The whole agreement").status_code == 302
    document = draft.documents.get()
    assert (document.title, document.sha256) == ("The whole agreement", paper.sha256)


# Refused

ENCRYPTED = pdf(encryption=pikepdf.Encryption(owner="secret", user="secret"))
REFUSED = {
    "not a PDF": (Paper(b"<html>not at all</html>"), "it does not begin as one"),
    "encrypted": (ENCRYPTED, "It is protected: encrypted"),
    "too big": (Paper(b"%PDF-" + b"0" * 40_000), "larger than 0.03 MB"),
    "empty": (Paper(b""), "empty"),
    "damaged": (Paper(pdf().data[:200]), "damaged"),
    "a program": (Paper(b"MZ", "setup.exe"), "does not take .exe files"),
    "no kind": (Paper(b"Words.", "README"), "does not end in what kind of file it is"),
    "macros": (Paper(b"PK", "Costs.xlsm"), "can hold macros"),
    "long name": (plain(name="n" * 130 + ".txt"), "Shorten it to 120"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_beside_its_field(settings, folder, draft, editor, case):
    settings.DOCUMENT_MAX_BYTES = 30_000
    paper, words = REFUSED[case]
    response = upload(editor, draft, paper, purpose="Typed just now.")
    (said,) = errors_of(response)["upload"]
    assert words in said
    page = response.content.decode()
    assert said.split("“")[0] in text_of(response)
    for typed in ("Typed just now.", 'value="The agreement"'):
        assert typed in page
    assert nothing_saved(draft, folder)


@pytest.mark.parametrize(
    "path", ["../../../etc/", "..\\..\\", "/tmp/", "C:\\Users\\x\\", "./", "\u202e"]
)
def test_a_name_with_a_path_or_what_nobody_sees_loses_it(folder, draft, editor, path):
    paper = plain(name="PATHNotes.txt")
    form = editor.form("change", draft)
    form |= {f"documents-0-{name}": value for name, value in row(paper).items()}
    form["documents-TOTAL_FORMS"] = ["1"]
    sent = encode_multipart(BOUNDARY, form).replace(b"PATH", path.encode())
    address = editor.address("change", draft)
    response = editor.client.generic("POST", address, sent, content_type=MULTIPART_CONTENT)
    assert response.status_code == 302
    assert draft.documents.get().name == "Notes.txt"
    assert {path.relative_to(folder).parts[0] for path in folder.rglob("*")} == {"documents"}
    assert kept(folder) == {paper.sha256}


def test_the_same_file_twice_in_one_form(folder, draft, editor):
    response = upload(editor, draft, plain(), plain(), purpose="Typed just now.")
    assert errors_of(response) == {}
    assert errors_of(response, 1)["upload"] == [
        "This is the same file as that of another document here."
    ]
    assert "Typed just now." in response.content.decode()
    assert nothing_saved(draft, folder)


def test_the_same_file_twice_in_two_saves(folder, draft, editor):
    upload(editor, draft, plain())
    response = upload(editor, draft, plain(name="Again.txt"), purpose="Typed just now.")
    assert "This is the same file as that of another document here." in str(errors_of(response, 1))
    assert "Typed just now." in response.content.decode()
    assert (draft.documents.count(), kept(folder)) == (1, {plain().sha256})


def test_two_agreements_may_have_the_same_file(folder, office, draft, editor, publisher):
    other = AgreementFactory(slug="joint-training", owner=office)
    for record in (draft, other):
        assert upload(editor, record, plain()).status_code == 302
    assert kept(folder) == {plain().sha256}
    publish(editor, publisher, other)
    assert status(plain().address("joint-training")) == 200
    assert status(plain().address()) == 404


# Things go wrong


@pytest.fixture
def disk(monkeypatch):
    """A disk that takes so many more files; None: any number."""
    room = {"left": None}
    save = FileSystemStorage._save

    def save_if_room(self, name, content):
        if room["left"] == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        room["left"] = room["left"] and room["left"] - 1
        return save(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", save_if_room)
    return room


@pytest.mark.parametrize("room", [0, 1])
def test_a_full_disk_loses_nothing_and_leaves_nothing(folder, draft, editor, disk, room):
    disk["left"] = room
    papers = plain("One."), plain("Two.")
    response = upload(editor, draft, *papers, purpose="Typed just now.")
    for number in range(2):
        (said,) = errors_of(response, number)["upload"]
        assert "The disk that keeps the documents is full" in said
    page = response.content.decode()
    assert "Typed just now." in page and page.count('value="The agreement"') == 2
    assert nothing_saved(draft, folder)
    disk["left"] = None
    again = upload(editor, draft, *papers, purpose="Typed just now.")
    assert again.status_code == 302
    assert kept(folder) == {paper.sha256 for paper in papers}


def test_a_full_disk_and_a_record_not_yet_there(folder, office, editor, disk):
    disk["left"] = 0
    typed = {"reference": "NS-7", "title": "New one", "owner": str(office.pk)}
    response = upload(editor, None, plain(), page="add", **typed)
    assert "disk that keeps the documents is full" in text_of(response)
    assert 'value="New one"' in response.content.decode()
    assert (Agreement.objects.count(), Document.objects.count(), kept(folder)) == (0, 0, set())


def test_another_mistake_in_the_form_keeps_no_file(folder, draft, editor):
    response = upload(editor, draft, plain(), starts_on="31 February 2020", purpose="Typed.")
    assert "31 February 2020 is not a date." in text_of(response)
    assert nothing_saved(draft, folder)


def test_a_failure_after_the_file_was_kept_takes_it_away_again(folder, draft, editor, monkeypatch):
    def fail(self, by):
        raise RuntimeError("The power went.")

    monkeypatch.setattr(Agreement, "edited", fail)
    with pytest.raises(RuntimeError):
        upload(editor, draft, plain())
    assert nothing_saved(draft, folder)


# Who may


def test_nobody_of_another_office_adds_a_file(folder, draft, editor):
    form = editor.form("change", draft)
    for role, office in (("editor", OfficeFactory()), ("auditor", draft.owner)):
        other = sign_in(role, office)
        response = upload(other, draft, plain(), form=form)
        assert response.status_code in {302, 403}
        assert nothing_saved(draft, folder)
