"""Withholding a document and releasing it: what the public reads meanwhile, and at the address."""

import pytest

from register.models import Action
from tests.factories import AgreementFactory
from tests.reader import text_of

from .papers import (
    PAPER,
    change_document,
    errors_of,
    plain,
    publish,
    read,
    row,
    status,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.usefixtures("folder")]

WHY = {"is_withheld": "on", "exemption": "law_enforcement", "reason": "It names informants."}
RELEASED = {"exemption": "", "reason": "", "is_withheld_from_earlier": "unknown"}
EARLIER, ONLY_FROM_NOW = "true", "false"
PAGE = "/agreements/joint-vetting/"
API = "/api/v1/agreements/joint-vetting/"


def withhold(editor, record, earlier, **fields):
    response = change_document(editor, record, is_withheld_from_earlier=earlier, **WHY | fields)
    assert response.status_code == 302, errors_of(response)


def release(editor, record, **fields):
    """A browser leaves out a box that is not ticked."""
    form = editor.form("change", record)
    del form["documents-0-is_withheld"]
    typed = {f"documents-0-{name}": value for name, value in (RELEASED | fields).items()}
    assert editor.send("change", record, form=form, **typed).status_code == 302


def document_in_api(client) -> dict:
    (document,) = client.get(API).json()["documents"]
    return document


# The form


@pytest.mark.parametrize("missing", ["exemption", "reason"])
def test_withholding_needs_an_exemption_and_a_reason(published, editor, missing):
    typed = WHY | {missing: "", "is_withheld_from_earlier": ONLY_FROM_NOW}
    response = change_document(editor, published, **typed)
    assert "Give the exemption and the reason why it is withheld." in str(errors_of(response))
    assert WHY["reason"] in response.content.decode() or missing == "reason"
    assert not published.documents.get().is_withheld


def test_a_reason_without_withholding_is_asked_about(published, editor):
    response = change_document(editor, published, exemption="other", reason="Why not.")
    assert "tick “withheld”, or take them out" in str(errors_of(response))
    assert "Why not." in response.content.decode()


@pytest.mark.both_engines
def test_of_what_was_public_it_asks_about_earlier_editions(published, editor):
    response = change_document(editor, published, **WHY)
    (said,) = errors_of(response)["is_withheld_from_earlier"]
    assert said.startswith("Earlier editions give anyone a copy of this document.")
    assert WHY["reason"] in response.content.decode()
    assert not published.documents.get().is_withheld


def test_of_what_never_was_public_it_does_not_ask(draft, editor, publisher, client):
    upload(editor, draft, PAPER)
    assert change_document(editor, draft, **WHY).status_code == 302
    publish(editor, publisher, draft)
    assert status(PAPER.address()) == 404
    assert PAPER.sha256 not in client.get(API).content.decode()
    assert "It names informants." in text_of(client.get(PAGE))


def test_a_document_can_be_withheld_without_a_file(draft, editor, publisher, client):
    rows = {"documents": [row(title="Schedule of assets", **WHY)]}
    assert editor.send("change", draft, rows=rows).status_code == 302
    publish(editor, publisher, draft)
    assert "Schedule of assets Withheld" in text_of(client.get(PAGE))


# Replaced or deleted, it is asked about too


@pytest.mark.both_engines
@pytest.mark.parametrize("change", ["replaced", "deleted", "replaced and deleted"])
def test_a_published_copy_is_not_lost_from_sight_unasked(published, editor, change):
    typed = {"DELETE": "on"} if "deleted" in change else {}
    paper = plain("Another.") if "replaced" in change else None
    response = change_document(editor, published, paper=paper, **typed)
    assert "Earlier editions give anyone a copy of this document." in text_of(response)
    response = change_document(
        editor, published, paper=paper, is_withheld_from_earlier=EARLIER, **typed
    )
    assert "tick “withheld” and give the reason" in text_of(response)
    assert published.documents.get().sha256 == PAPER.sha256
    assert (
        change_document(
            editor, published, paper=paper, is_withheld_from_earlier=ONLY_FROM_NOW, **typed
        ).status_code
        == 302
    )
    left = {document.sha256 for document in published.documents.all()}
    assert left == (set() if typed else {paper.sha256})
    assert status(PAPER.address()) == 200


def test_of_the_next_copy_it_asks_anew(published, editor, publisher):
    """The answer was about the copy that was replaced."""
    change_document(
        editor, published, paper=plain("Another."), is_withheld_from_earlier=ONLY_FROM_NOW
    )
    assert published.documents.get().is_withheld_from_earlier is None
    publish(editor, publisher, published)
    response = change_document(editor, published, **WHY)
    assert "Earlier editions" in errors_of(response)["is_withheld_from_earlier"][0]


def test_withheld_and_replaced_at_once_it_asks_about_the_old_copy(published, editor):
    paper = plain("Another.")
    response = change_document(
        editor, published, paper=paper, is_withheld_from_earlier=EARLIER, **WHY
    )
    assert "leave this document and its file as they are" in text_of(response)


@pytest.mark.parametrize("what", ["never published", "the same bytes under another name"])
def test_where_no_copy_goes_it_does_not_ask(draft, editor, publisher, what):
    upload(editor, draft, PAPER)
    paper = plain("Another.")
    if what != "never published":
        publish(editor, publisher, draft)
        paper = plain(name="Renamed.txt")
    assert change_document(editor, draft, paper=paper).status_code == 302
    assert draft.documents.get().file.name == paper.name


# From now on only, or from earlier editions too


def test_withheld_from_now_on_it_stays_where_it_was(client, published, editor, publisher):
    withhold(editor, published, ONLY_FROM_NOW)
    publish(editor, publisher, published)
    page = client.get(PAGE)
    for said in ("Withheld", "Law enforcement", "It names informants."):
        assert said in text_of(page)
    assert PAPER.address() not in page.content.decode()
    assert PAPER.address() in client.get(f"{PAGE}editions/1/").content.decode()
    assert status(PAPER.address()) == 200
    given = document_in_api(client)
    assert (given["file"], given["withheld"]["taken_down_sha256"]) == (None, None)


def test_withheld_from_earlier_editions_too_it_is_gone_once_approved(
    client, published, editor, publisher
):
    withhold(editor, published, EARLIER)
    assert status(PAPER.address()) == 200
    editor.submit(published)
    assert status(PAPER.address()) == 200
    assert publisher.approve(published).status_code == 302
    response, body = read(PAPER.address())
    assert response.status_code == 410
    assert PAPER.data not in body
    assert response["Cache-Control"] == "public, no-cache"
    assert "An edition of the agreement took the copy down" in text_of(response)
    assert "It was taken down from them as well." in text_of(client.get(PAGE))
    assert document_in_api(client)["withheld"] == {
        "exemption": "law_enforcement",
        "reason": "It names informants.",
        "decided_by": None,
        "decided_on": None,
        "review_on": None,
        "taken_down_sha256": PAPER.sha256,
    }


def test_it_stays_gone_when_a_later_edition_does_not_mention_it(published, editor, publisher):
    withhold(editor, published, EARLIER)
    publish(editor, publisher, published)
    assert change_document(editor, published, DELETE="on").status_code == 302
    publish(editor, publisher, published)
    assert status(PAPER.address()) == 410


def test_it_stays_gone_when_another_copy_takes_its_place(published, editor, publisher):
    withhold(editor, published, EARLIER)
    publish(editor, publisher, published)
    redacted = plain("Signed at [redacted].")
    release(editor, published, upload=redacted.sent(), is_redacted="on")
    publish(editor, publisher, published)
    assert (status(redacted.address()), status(PAPER.address())) == (200, 410)


def test_it_stays_gone_when_the_record_is_removed(published, editor, publisher):
    withhold(editor, published, EARLIER)
    publish(editor, publisher, published)
    editor.submit(published, "Entered twice.", Action.REMOVED)
    assert publisher.approve(published).status_code == 302
    assert status(PAPER.address()) == 410


@pytest.mark.parametrize("earlier", [EARLIER, ONLY_FROM_NOW])
def test_released_again_it_is_served_again(client, published, editor, publisher, earlier):
    withhold(editor, published, earlier)
    publish(editor, publisher, published)
    release(editor, published)
    assert status(PAPER.address()) == (410 if earlier == EARLIER else 200)
    publish(editor, publisher, published)
    assert status(PAPER.address()) == 200
    assert PAPER.address() in client.get(PAGE).content.decode()
    assert document_in_api(client)["withheld"] is None


def test_another_agreement_gives_the_same_file_all_the_same(office, published, editor, publisher):
    other = AgreementFactory(slug="joint-training", owner=office)
    upload(editor, other, PAPER)
    publish(editor, publisher, other)
    withhold(editor, published, EARLIER)
    publish(editor, publisher, published)
    assert status(PAPER.address()) == 410
    assert status(PAPER.address("joint-training")) == 200


# Who decided, and when it is looked at again


def test_what_the_page_says_of_the_decision(client, office, published, editor, publisher):
    decided = {"decided_by": str(office.pk), "withheld_on": "May 2020", "review_on": "2190"}
    withhold(editor, published, ONLY_FROM_NOW, **decided)
    publish(editor, publisher, published)
    words = text_of(client.get(PAGE))
    for said in ("Decided by Northshire Commissioner", "Decided May 2020", "looked at again 2190"):
        assert said in words
    withheld = document_in_api(client)["withheld"]
    assert withheld["decided_by"] == {"slug": office.slug, "name": office.name}
    assert (withheld["decided_on"], withheld["review_on"]) == ("2020-05", "2190")
