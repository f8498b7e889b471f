"""The staff desk through its own pages: from an empty form to an edition and beyond."""

import pytest

from agreements.models import Agreement
from register.models import Edition, Entry
from tests.factories import AgreementFactory, OfficeFactory, OrganisationFactory
from tests.reader import text_of

from .desk import sign_in, state_of

pytestmark = pytest.mark.django_db

TYPED = {
    "reference": "NS-0001",
    "title": "Joint forensics <b>unit</b>",
    "purpose": "Examines scenes.",
    "scope": "regional",
    "functions": ["forensics", "major_crime"],
    "legal_bases": ["s22a_police_act_1996"],
    "stage": "made",
    "starts_on": "October 2013",
    "expires_on": "31/12/2020",
    "term": "fixed",
    "parties_recorded": "some",
    "staff_notes": "Ask Sam about the annex.",
}


def test_the_whole_walk_from_an_empty_form_to_the_public_page(client, office, editor, publisher):
    force, group_of = OrganisationFactory(name="Northshire Police"), OrganisationFactory()
    rows = {
        "parties": [
            {"organisation": str(force.pk), "capacity": "chief_officer"},
            {"organisation": str(group_of.pk), "capacity": "not_stated"},
        ],
        "roles": [{"organisation": str(force.pk), "kind": "lead"}],
        "variations": [{"kind": "extension", "new_expires_on": "2190", "made_on": "2019"}],
        "sources": [{"title": "The office’s page", "url": "https://example.org/x"}],
    }
    response = editor.send("add", rows=rows, **TYPED, owner=str(office.pk))
    assert response.status_code == 302, text_of(response)
    record = Agreement.objects.get(reference="NS-0001")
    assert (record.slug, state_of(record)) == ("joint-forensics-bunitb", "draft")
    assert client.get(f"/agreements/{record.slug}/").status_code == 404

    assert editor.submit(record, "First entry.").status_code == 302
    record.refresh_from_db()
    assert state_of(record) == "awaiting_approval"
    assert client.get(f"/agreements/{record.slug}/").status_code == 404

    looked = publisher.open("approve", record)
    assert "Joint forensics &lt;b&gt;unit&lt;/b&gt;" in looked.content.decode()
    assert publisher.approve(record).status_code == 302
    assert state_of(record) == "published"
    page = client.get(f"/agreements/{record.slug}/")
    words = text_of(page)
    for said in ("Joint forensics <b>unit</b>", "October 2013", "Northshire Police", "2190"):
        assert said in words
    for unsaid in ("Ask Sam", editor.user.username, publisher.user.username, "<b>unit"):
        assert unsaid not in page.content.decode()
    edition = Edition.objects.get()
    assert (edition.submitted_by, edition.approved_by) == (editor.user, publisher.user)
    assert edition.stored["second_person_approval"] is True


def test_an_edit_is_not_public_until_approved(client, published, editor, publisher):
    address = f"/agreements/{published.slug}/"
    editor.send("change", published, title="Joint vetting and more")
    assert state_of(published) == "changed"
    assert "and more" not in client.get(address).content.decode()
    editor.submit(published)
    assert "and more" not in client.get(address).content.decode()
    assert "and more" in publisher.open("approve", published).content.decode()
    publisher.approve(published)
    assert "and more" in client.get(address).content.decode()
    assert Entry.objects.filter(slug=published.slug).count() == 2


def test_an_edit_after_submission_voids_it_and_says_so(published, editor, publisher):
    editor.send("change", published, title="Joint vetting and more")
    editor.submit(published)
    looked = publisher.form("approve", published)
    response = editor.send("change", published, purpose="Something else.")
    assert response.status_code == 302
    assert "submission no longer stands" in editor.open("change", published).content.decode()
    refused = publisher.send("approve", published, form=looked)
    assert refused.status_code == 409
    assert "Nothing awaits approval here" in text_of(refused)
    assert Edition.objects.count() == 1


def test_saving_without_a_change_leaves_the_submission(published, editor):
    editor.send("change", published, title="Joint vetting and more")
    editor.submit(published)
    editor.send("change", published)
    published.refresh_from_db()
    assert published.is_submitted


def test_a_party_added_after_submission_voids_it_too(published, editor):
    editor.send("change", published, title="Joint vetting and more")
    editor.submit(published)
    rows = {"parties": [{"organisation": str(OrganisationFactory().pk), "capacity": "not_stated"}]}
    assert editor.send("change", published, rows=rows).status_code == 302
    published.refresh_from_db()
    assert not published.is_submitted


def test_what_was_not_looked_at_is_not_approved(published, editor, publisher):
    editor.send("change", published, title="One")
    editor.submit(published)
    looked = publisher.form("approve", published)
    editor.send("change", published, title="Two")
    editor.submit(published)
    refused = publisher.send("approve", published, form=looked)
    assert refused.status_code == 409
    assert "What you looked at is not what the record says now" in text_of(refused)
    assert publisher.approve(published).status_code == 302


def test_sending_back_needs_a_reason_and_gives_it_to_the_editors(published, editor, publisher):
    editor.send("change", published, title="One")
    editor.submit(published)
    assert publisher.send("reject", published).status_code == 409
    published.refresh_from_db()
    assert published.is_submitted
    assert publisher.send("reject", published, reason="Whose title?").status_code == 302
    assert state_of(published) == "changed"
    assert "Whose title?" in editor.open("history", published).content.decode()
    again = publisher.send("reject", published, reason="Again.")
    assert again.status_code == 409
    assert "Nothing awaits approval here any more" in text_of(again)


def test_removal_is_approved_too_and_the_page_says_why(client, published, editor, publisher):
    assert editor.submit(published, "Entered twice.", "removed").status_code == 302
    address = f"/agreements/{published.slug}/"
    assert "Entered twice." not in client.get(address).content.decode()
    assert publisher.approve(published).status_code == 302
    assert state_of(published) == "removed"
    assert "Entered twice." in text_of(client.get(address))
    again = editor.submit(published, "Entered twice.", "removed")
    assert again.status_code == 409
    assert "already removed" in text_of(again)


def test_erasure_masks_every_edition(client, published, editor, publisher):
    def erase(text, note="A private person."):
        return editor.submit(published, note, "erased", erase=text)

    still = erase("Kim Doe")
    assert still.status_code == 409
    assert "Take it out first" in text_of(still)
    assert 'value="Kim Doe"' in still.content.decode()
    editor.send("change", published, purpose="Checks people.")
    assert erase("nobody at all").status_code == 409
    assert erase("Kim Doe", "Kim Doe asked.").status_code == 409
    assert erase("Kim Doe").status_code == 302
    assert publisher.approve(published).status_code == 302
    for page in ("", "editions/", "editions/1/", "editions/2/"):
        address = f"agreements/{published.slug}/{page}"
        assert "Kim Doe" not in client.get(f"/{address}").content.decode()
        assert "Kim Doe" not in client.get(f"/api/v1/{address}").content.decode()
    assert "[erased]" in client.get(f"/agreements/{published.slug}/editions/1/").content.decode()


def test_nothing_changed_is_nothing_to_submit(published, editor):
    response = editor.submit(published)
    assert response.status_code == 409
    assert "Nothing has changed" in text_of(response)


def test_a_note_is_asked_for(published, editor):
    editor.send("change", published, title="One")
    response = editor.submit(published, "  ")
    assert response.status_code == 409
    assert "This field is required" in text_of(response)


def test_a_record_that_names_an_unpublished_one_is_blocked_by_name(office, editor):
    draft = AgreementFactory(owner=office, title="Unheard of")
    record = AgreementFactory(owner=office, part_of=draft)
    response = editor.submit(record)
    assert response.status_code == 409
    assert "Unheard of, which the register does not publish" in text_of(response)


LEFT = "who submitted it has left"


@pytest.mark.parametrize("how", ["account closed", "role ended", "moved to another office"])
def test_a_submission_of_somebody_who_has_left_says_so(office, publisher, how):
    leaver = sign_in("editor", office)
    record = AgreementFactory(owner=office)
    assert leaver.submit(record).status_code == 302
    for page in ("changelist", "change", "approve"):
        assert "has left" not in text_of(publisher.open(page, page != "changelist" and record))
    if how == "account closed":
        leaver.user.leave()
    elif how == "role ended":
        leaver.user.memberships.update(to_on="2020-01-01")
    else:
        leaver.user.memberships.update(organisation=OfficeFactory())
    assert LEFT in text_of(publisher.open("changelist"))
    for page in ("change", "approve"):
        assert f"{leaver.user} has left" in text_of(publisher.open(page, record))
    assert publisher.approve(record).status_code == 302
    assert LEFT not in text_of(publisher.open("changelist"))


@pytest.mark.parametrize("role", ["national", "superuser"])
def test_the_staff_of_every_office_have_not_left(office, publisher, role):
    sign_in(role, None).submit(AgreementFactory(owner=office))
    page = text_of(publisher.open("changelist"))
    assert "Awaiting approval" in page
    assert LEFT not in page


def test_who_asks_for_a_removal_reads_what_becomes_of_texts_and_copies(published, editor):
    page = text_of(editor.open("submit/removed", published))
    assert "Its editions stay readable" in page
    assert "copies of its documents are given to nobody" in page
    assert "ask to erase that text as well" in page
    assert "given to nobody" not in text_of(editor.open("submit/published", published))
