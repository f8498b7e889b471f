"""Uploading a document at the staff desk: what is taken, what is refused, and nothing left over."""

import errno
from io import StringIO

import pikepdf
import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from agreements.models import Agreement, Document, StoredFile
from tests.admin.desk import sign_in
from tests.agreements_documents.samples import classic, new_pdf, updated
from tests.factories import AgreementFactory, OfficeFactory, StoredFileFactory
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

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.usefixtures("folder")]


def nothing_saved(record, folder, *papers):
    """Whether a refused form left no trace but these uploads."""
    fresh = Agreement.objects.get(pk=record.pk)
    assert (fresh.revision, fresh.purpose, fresh.documents.count()) == (0, "", 0)
    names = set(StoredFile.objects.values_list("sha256", flat=True))
    return kept(folder) == names == {paper.sha256 for paper in papers}


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
    for said in ("Agreement.pdf", "application/pdf", "1 page", "Author: J. Smith"):
        assert said in words, said
    assert "Anyone who downloads the file can read this" in words


def test_what_still_holds_its_earlier_version_is_no_redacted_copy(draft, editor):
    """Neither on upload nor by saying so of a file that is there."""
    paper = Paper(updated(classic(new_pdf()), b"0 g 40 690 300 30 re f"), "Redacted.pdf")
    rows = {"documents": [row(paper, is_redacted="on")]}
    response = editor.send("change", draft, rows=rows)
    assert "more is still in the file than its pages show" in str(errors_of(response))
    assert upload(editor, draft, paper).status_code == 302
    assert "Warning (earlier versions)" in text_of(editor.open("change", draft))
    response = change_document(editor, draft, is_redacted="on")
    assert "more is still in the file than its pages show" in str(errors_of(response))


def test_a_new_file_takes_the_place_of_the_old_one_when_approved(draft, editor, publisher):
    first, second = pdf("First"), pdf("Second")
    upload(editor, draft, first)
    publish(editor, publisher, draft)
    replaced = change_document(editor, draft, paper=second, is_withheld_from_earlier="false")
    assert replaced.status_code == 302
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
    assert StoredFile.objects.count() == 1


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
    assert draft.documents.get().file.name == "Notes.txt"
    assert {path.relative_to(folder).parts[0] for path in folder.rglob("*")} == {"documents"}
    assert kept(folder) == {paper.sha256}


def test_the_same_file_twice_in_one_form(draft, editor):
    response = upload(editor, draft, plain(), plain(), purpose="Typed just now.")
    assert errors_of(response) == {}
    assert errors_of(response, 1)["upload"] == [
        "This is the same file as that of another document here."
    ]
    assert "Typed just now." in response.content.decode()
    fresh = Agreement.objects.get(pk=draft.pk)
    assert (fresh.revision, fresh.documents.count()) == (0, 0)


def test_the_same_file_twice_in_two_saves(draft, editor):
    upload(editor, draft, plain())
    response = upload(editor, draft, plain(name="Again.txt"), purpose="Typed just now.")
    assert "This is the same file as that of another document here." in str(errors_of(response, 1))
    assert "Typed just now." in response.content.decode()
    assert draft.documents.get().file.name == "Notes.txt"


def test_two_agreements_may_have_the_same_file(office, draft, editor, publisher):
    other = AgreementFactory(slug="joint-training", owner=office)
    for record in (draft, other):
        assert upload(editor, record, plain(name=f"{record.slug}.txt")).status_code == 302
    assert draft.documents.get().file.name == "joint-vetting.txt"
    assert other.documents.get().file.name == "joint-training.txt"
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
def test_a_full_disk_loses_nothing(folder, draft, editor, disk, room):
    disk["left"] = room
    papers = plain("One."), plain("Two.")
    response = upload(editor, draft, *papers, purpose="Typed just now.")
    for number in range(room, 2):
        (said,) = errors_of(response, number)["upload"]
        assert "The disk that keeps the documents is full" in said
    page = response.content.decode()
    assert "Typed just now." in page and page.count('value="The agreement"') == 2
    assert nothing_saved(draft, folder, *papers[:room])
    disk["left"] = None
    # What was kept is still chosen; only the rest has to be sent again.
    again = {f"documents-{number}-upload": papers[number].sent() for number in range(room, 2)}
    response = editor.send("change", draft, form=editor.read(response), **again)
    assert response.status_code == 302
    assert {document.sha256 for document in draft.documents.all()} == kept(folder)
    assert kept(folder) == {paper.sha256 for paper in papers}


def test_a_full_disk_and_a_record_not_yet_there(folder, office, editor, disk):
    disk["left"] = 0
    typed = {"reference": "NS-7", "title": "New one", "owner": str(office.pk)}
    response = upload(editor, None, plain(), page="add", **typed)
    assert "disk that keeps the documents is full" in text_of(response)
    assert 'value="New one"' in response.content.decode()
    assert (Agreement.objects.count(), Document.objects.count(), kept(folder)) == (0, 0, set())


def test_another_mistake_in_the_form_keeps_the_file_chosen(folder, draft, editor):
    paper = pdf()
    response = upload(editor, draft, paper, starts_on="31 February 2020", purpose="Typed.")
    words = text_of(response)
    assert "31 February 2020 is not a date." in words
    assert "Agreement.pdf, application/pdf" in words
    assert "It is chosen, and becomes the document’s when you save." in words
    assert "Author: J. Smith" in words
    assert nothing_saved(draft, folder, paper)
    corrected = editor.send("change", draft, form=editor.read(response), starts_on="2020")
    assert corrected.status_code == 302
    document = draft.documents.get()
    assert (document.title, document.sha256) == ("The agreement", paper.sha256)
    assert StoredFile.objects.count() == 1


def test_a_mistake_beside_a_new_file_for_an_old_document(draft, editor):
    upload(editor, draft, plain("First."))
    response = change_document(editor, draft, paper=plain("Second.", "Second.txt"), title="")
    assert "Second.txt" in text_of(response)
    assert draft.documents.get().file.name == "Notes.txt"
    corrected = editor.send(
        "change", draft, form=editor.read(response), **{"documents-0-title": "The agreement"}
    )
    assert corrected.status_code == 302
    assert draft.documents.get().file.name == "Second.txt"


def test_a_mistake_in_the_form_of_a_record_not_yet_there(office, editor):
    typed = {"reference": "NS-7", "title": "", "owner": str(office.pk)}
    response = upload(editor, None, plain(), page="add", **typed)
    form = editor.read(response)
    assert editor.send("add", form=form, title="New one").status_code == 302
    assert Agreement.objects.get().documents.get().sha256 == plain().sha256


def test_a_refusal_keeps_what_was_chosen_before(draft, editor):
    response = upload(editor, draft, plain(), starts_on="31 February 2020")
    form = editor.read(response) | {"documents-0-upload": [Paper(b"MZ", "setup.exe").sent()]}
    response = editor.send("change", draft, form=form, starts_on="2020")
    assert "does not take .exe files" in errors_of(response)["upload"][0]
    assert "Notes.txt" in text_of(response)
    assert draft.documents.count() == 0


def test_a_failure_after_the_file_was_kept_leaves_it_to_be_swept(
    folder, draft, editor, monkeypatch
):
    def fail(self, by):
        raise RuntimeError("The power went.")

    monkeypatch.setattr(Agreement, "record_edit", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        upload(editor, draft, plain())
    assert draft.documents.count() == 0
    call_command("sweep_documents", "--delete", "--older-than-hours=0", stdout=StringIO())
    assert nothing_saved(draft, folder)


def test_a_chosen_file_that_was_swept_meanwhile_is_asked_for_again(draft, editor):
    response = upload(editor, draft, plain(), starts_on="31 February 2020")
    form = editor.read(response)
    call_command("sweep_documents", "--delete", "--older-than-hours=0", stdout=StringIO())
    response = editor.send("change", draft, form=form, starts_on="2020")
    said = errors_of(response)["upload"]
    assert said == ["The file chosen earlier is no longer here. Choose it again."]
    form = editor.read(response) | {"documents-0-upload": [plain().sent()]}
    assert editor.send("change", draft, form=form).status_code == 302
    assert draft.documents.get().sha256 == plain().sha256


# Who may


def as_if_theirs(form, desk):
    """A form that somebody else was given, with the token that lets this person send it."""
    desk.client.get("/admin/")
    return form | {"csrfmiddlewaretoken": [desk.client.cookies["csrftoken"].value]}


@pytest.mark.parametrize(
    ("role", "is_of_the_office", "page"),
    [("editor", False, "change"), ("auditor", True, "change"), ("auditor", True, "add")],
)
def test_nothing_is_read_for_somebody_who_may_not_edit(
    folder, draft, editor, monkeypatch, role, is_of_the_office, page
):
    other = sign_in(role, draft.owner if is_of_the_office else OfficeFactory())
    inspected = []
    monkeypatch.setattr("agreements.models.stored_file.inspect_upload", inspected.append)
    form = as_if_theirs(editor.form("change", draft), other)
    response = upload(other, draft if page == "change" else None, plain(), page=page, form=form)
    assert response.status_code in {302, 403}
    assert inspected == []
    assert nothing_saved(draft, folder)


@pytest.mark.both_engines
@pytest.mark.parametrize("number", ["another’s", "0", "x", str(10**30), "-1"])
def test_a_file_that_somebody_else_uploaded_cannot_be_attached(draft, editor, number):
    """Whatever number a form is made to give."""
    theirs = StoredFileFactory(data=b"Of another office.")
    guess = str(theirs.pk) if number == "another’s" else number
    response = editor.send("change", draft, rows={"documents": [row(file=guess)]})
    assert "The file chosen earlier is no longer here" in errors_of(response)["upload"][0]
    assert "Of another office" not in response.content.decode()
    assert theirs.name not in response.content.decode()
    assert draft.documents.count() == 0


def test_a_colleague_edits_a_document_without_its_uploader(office, draft, editor):
    upload(editor, draft, plain())
    colleague = sign_in("editor", office)
    assert change_document(colleague, draft, title="The whole agreement").status_code == 302
    assert draft.documents.get().title == "The whole agreement"
