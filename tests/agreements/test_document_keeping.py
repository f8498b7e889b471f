"""How long a file is kept and served: through erasure and removal, and what sweeping finds."""

import datetime
import os
import time
from io import StringIO

import pytest
from django.core.management import call_command

from agreements.documents.storage import name_of
from agreements.models import Document
from register import chain
from register.models import Action
from tests.factories import AgreementFactory
from tests.reader import text_of

from .papers import change_document, kept, plain, publish, read, status, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

PAPER = plain()
PAGE = "/agreements/joint-vetting/"


@pytest.fixture
def published(draft, editor, publisher):
    upload(editor, draft, PAPER)
    publish(editor, publisher, draft)
    return draft


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
    assert change_document(editor, draft, paper=clean).status_code == 302
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


def test_a_file_that_is_missing_is_not_there(folder, published, caplog):
    (folder / name_of(PAPER.sha256)).unlink()
    assert status(PAPER.address()) == 404
    assert PAPER.sha256 in caplog.text


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


def test_sweeping_lists_only_what_nothing_needs(folder, office, published, editor, publisher):
    forgotten, waiting, young = plain("Forgotten."), plain("Waiting."), plain("Young.")
    # One that only an edition cites, one that only a draft does, two that nobody does.
    change_document(editor, published, DELETE="on")
    publish(editor, publisher, published)
    upload(editor, AgreementFactory(owner=office), waiting)
    for paper in (forgotten, young):
        record = AgreementFactory(owner=office)
        upload(editor, record, paper)
        record.delete()
    assert Document.objects.count() == 1
    two_days_ago = time.time() - datetime.timedelta(days=2).total_seconds()
    for paper in (forgotten, waiting, PAPER):
        os.utime(folder / name_of(paper.sha256), (two_days_ago, two_days_ago))
    assert sweep() == [name_of(forgotten.sha256)]
    unneeded = {name_of(paper.sha256) for paper in (forgotten, young)}
    assert set(sweep("--older-than-hours", "0")) == unneeded
    assert len(kept(folder)) == 4
    sweep("--delete")
    assert kept(folder) == {paper.sha256 for paper in (PAPER, waiting, young)}
    assert status(PAPER.address()) == 200
