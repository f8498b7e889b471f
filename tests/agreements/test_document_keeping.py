"""How long a file is kept and served: through erasure and removal, and what sweeping finds."""

import datetime
import os
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from agreements.models import Document, StoredFile
from register import chain
from register.models import Action
from tests.factories import AgreementFactory
from tests.reader import text_of

from .papers import PAPER, change_document, kept, plain, publish, read, status, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

PAGE = "/agreements/joint-vetting/"


def stored(paper) -> StoredFile:
    return StoredFile.objects.newest(paper.sha256)


def erase(editor, publisher, record, text):
    response = editor.submit(record, "A name had to go.", Action.ERASED, erase=text)
    assert response.status_code == 302, text_of(response)
    assert publisher.approve(record).status_code == 302


def test_an_erased_text_does_not_break_serving(client, published, editor, publisher):
    editor.send("change", published, purpose="Written by Kim Doe.")
    publish(editor, publisher, published)
    editor.send("change", published, purpose="Written by the clerk.")
    erase(editor, publisher, published, "Kim Doe")
    response, body = read(PAPER.address())
    assert (response.status_code, body) == (200, PAPER.data)
    assert "Kim Doe" not in client.get("/api/v1/changes/").content.decode()
    assert chain.verify().editions == 3


def test_the_name_of_a_file_can_be_erased(client, draft, editor, publisher):
    paper, clean = plain(name="Kim Doe.txt"), plain("Signed.", name="Agreement.txt")
    upload(editor, draft, paper)
    publish(editor, publisher, draft)
    changed = change_document(editor, draft, paper=clean, is_withheld_from_earlier="false")
    assert changed.status_code == 302
    publish(editor, publisher, draft)
    erase(editor, publisher, draft, "Kim Doe")
    response, body = read(paper.address())
    assert (response.status_code, body) == (200, paper.data)
    assert "Kim" not in response["Content-Disposition"]
    assert "Kim Doe" not in client.get(f"{PAGE}editions/1/").content.decode()
    assert read(clean.address())[1] == clean.data


def test_a_removed_record_says_so_and_its_editions_stay(client, published, editor, publisher):
    editor.submit(published, "Entered twice.", Action.REMOVED)
    assert publisher.approve(published).status_code == 302
    assert "Entered twice." in text_of(client.get(PAGE))
    assert client.get(f"{PAGE}editions/1/").status_code == 200


def test_of_a_removed_record_no_copy_is_served(published, editor, publisher):
    editor.submit(published, "Entered twice.", Action.REMOVED)
    assert status(PAPER.address()) == 200
    assert publisher.approve(published).status_code == 302
    for headers in ({}, {"range": "bytes=0-4"}, {"if-none-match": f'"{PAPER.sha256}"'}):
        response, body = read(PAPER.address(), **headers)
        assert response.status_code == 410
        assert PAPER.data not in body
        assert response["Cache-Control"] == "public, no-cache"
        assert "The agreement was removed from the register" in text_of(response)
        assert "Entered twice." in text_of(response)
    assert status(plain("Another.").address()) == 404


def test_a_record_listed_again_gives_its_copies_again(published, editor, publisher):
    editor.submit(published, "Entered twice.", Action.REMOVED)
    publisher.approve(published)
    erase(editor, publisher, published, "Entered twice")
    response, _ = read(PAPER.address())
    assert response.status_code == 410
    assert "Entered twice" not in text_of(response)
    publish(editor, publisher, published, "It was not, after all.")
    assert status(PAPER.address()) == 200


def test_a_file_that_is_missing_is_not_there(folder, published, caplog):
    (folder / stored(PAPER).content.name).unlink()
    assert status(PAPER.address()) == 404
    assert PAPER.sha256 in caplog.text


def test_what_is_not_here_is_asked_for_again_each_time(published):
    """By default, a cache may keep a 404; this copy may be published any moment."""
    response, _ = read(plain("Not here yet.").address())
    assert (response.status_code, response["Cache-Control"]) == (404, "public, no-cache")


def test_another_upload_of_the_same_bytes_repairs_a_damaged_one(folder, published, editor):
    (folder / stored(PAPER).content.name).write_bytes(b"rot")
    upload(editor, AgreementFactory(owner=published.owner), PAPER)
    assert read(PAPER.address())[1] == PAPER.data


@pytest.mark.parametrize(
    "end", ["A" * 64, "a" * 63, "a" * 65, "..%2f..%2fsettings.py", "g" * 64, "é"]
)
def test_an_address_that_no_document_has(published, end):
    assert status(f"{PAGE}documents/{end}/") == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written_there(client, published, method):
    assert getattr(client, method)(PAPER.address()).status_code == 405


def sweep(*options) -> list[str]:
    output = StringIO()
    call_command("sweep_documents", *options, stdout=output)
    return output.getvalue().split()


def age(paper, folder) -> str:
    """As if uploaded two days ago. Returns its name in the storage."""
    two_days_ago = timezone.now() - datetime.timedelta(days=2)
    StoredFile.objects.filter(sha256=paper.sha256).update(uploaded_at=two_days_ago)
    name = stored(paper).content.name
    os.utime(folder / name, (two_days_ago.timestamp(),) * 2)
    return name


def test_sweeping_lists_only_what_nothing_needs(folder, office, published, editor, publisher):
    forgotten, waiting, young = plain("Forgotten."), plain("Waiting."), plain("Young.")
    # One that only an edition cites, one that only a draft does, two that nobody does.
    change_document(editor, published, DELETE="on", is_withheld_from_earlier="false")
    publish(editor, publisher, published)
    upload(editor, AgreementFactory(owner=office), waiting)
    for paper in (forgotten, young):
        record = AgreementFactory(owner=office)
        upload(editor, record, paper)
        record.delete()
    assert Document.objects.count() == 1
    names = {paper: age(paper, folder) for paper in (forgotten, waiting, PAPER)}
    names[young] = stored(young).content.name
    assert sweep() == [names[forgotten]]
    assert set(sweep("--older-than-hours", "0")) == {names[forgotten], names[young]}
    assert len(kept(folder)) == StoredFile.objects.count() == 4
    sweep("--delete")
    papers = {PAPER.sha256, waiting.sha256, young.sha256}
    assert kept(folder) == set(StoredFile.objects.values_list("sha256", flat=True)) == papers
    assert status(PAPER.address()) == 200
    assert sweep("--delete") == []


def test_sweeping_takes_bytes_of_an_upload_that_broke_off(folder):
    assert sweep("--delete") == []
    broken, young = (folder / "documents" / "ab" / name for name in ("ab1", "ab2"))
    broken.parent.mkdir(parents=True)
    for path in (broken, young):
        path.write_bytes(b"half")
    os.utime(broken, (0, 0))
    assert sweep() == ["documents/ab/ab1"]
    assert sweep("--delete") == ["documents/ab/ab1"]
    assert kept(folder) == {"ab2"}


def test_of_the_same_bytes_sweeping_keeps_one_that_an_edition_cites(
    folder, published, editor, publisher
):
    change_document(editor, published, DELETE="on", is_withheld_from_earlier="false")
    publish(editor, publisher, published)
    first = stored(PAPER)
    second = StoredFile.objects.keep(PAPER.sent(), by=editor.user)
    assert set(sweep("--older-than-hours", "0", "--delete")) == {first.content.name}
    assert StoredFile.objects.get() == second
    assert read(PAPER.address())[1] == PAPER.data
