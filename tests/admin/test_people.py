"""Who may do what at the staff desk, and who sees nothing of it."""

import pytest

from agreements.models import Agreement
from register.models import Edition
from tests.factories import AgreementFactory, OfficeFactory, PartyFactory
from tests.reader import text_of

from .desk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def test_an_editor_cannot_approve(office, editor):
    record = AgreementFactory(owner=office)
    sign_in("editor", office).submit(record)
    assert "../approve/" not in editor.open("change", record).content.decode()
    assert 'value="Approve"' not in editor.open("approve", record).content.decode()
    response = editor.approve(record)
    assert response.status_code == 409
    assert "Only a publisher of the office" in text_of(response)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("role", ["publisher", "national", "superuser"])
@pytest.mark.parametrize("did", ["edited", "submitted"])
def test_nobody_approves_what_they_edited_or_submitted(office, editor, role, did):
    record, both = AgreementFactory(owner=office), sign_in(role, office)
    if did == "edited":
        assert both.send("change", record, title="Mine").status_code == 302
        editor.submit(record)
    else:
        both.submit(record)
    response = both.approve(record)
    assert response.status_code == 409
    assert "a second person has to approve it" in text_of(response)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("role", ["national", "superuser"])
def test_the_national_role_approves_for_every_office(office, editor, role):
    record = AgreementFactory(owner=office)
    editor.submit(record)
    assert sign_in(role, None).approve(record).status_code == 302
    assert Edition.objects.count() == 1


def test_an_auditor_reads_and_changes_nothing(office, published):
    auditor = sign_in("auditor", office)
    page = auditor.open("change", published).content.decode()
    assert "Joint vetting" in page
    assert 'name="_save"' not in page
    assert "../submit/" not in page
    assert auditor.open("add").status_code == 403
    assert auditor.open("submit/published", published).status_code == 403
    form = {"csrfmiddlewaretoken": auditor.form("approve", published)["csrfmiddlewaretoken"]}
    assert auditor.send("change", published, form=form, title="X").status_code == 403
    assert auditor.send("submit/removed", published, form=form, note="X").status_code == 403
    assert auditor.send("approve", published, form=form).status_code == 409
    published.refresh_from_db()
    assert (published.title, published.is_submitted) == ("Joint vetting", False)


@pytest.mark.parametrize("role", ["editor", "publisher", "auditor"])
def test_another_office_sees_nothing_of_it(office, published, role):
    stranger = sign_in(role, OfficeFactory())
    assert "Joint vetting" not in stranger.open("changelist").content.decode()
    assert stranger.open("change", published).status_code == 302
    for page in ("preview", "approve", "reject", "submit/published"):
        assert stranger.open(page, published).status_code == 404, page


def test_those_who_are_not_staff_are_sent_to_sign_in(client, published):
    for page in ("change", "preview", "approve", "submit/published"):
        address = sign_in("editor", published.owner).address(page, published)
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


def test_the_preview_shows_staff_what_nobody_else_sees(client, published, editor):
    editor.send("change", published, title="Not yet for everyone")
    page = editor.open("preview", published)
    assert "Not yet for everyone" in text_of(page)
    assert "Content-Security-Policy" in page
    assert "Not yet" not in client.get(f"/agreements/{published.slug}/").content.decode()
    assert editor.open("preview", published, on="2020-01-01").status_code == 200


def test_a_preview_that_cannot_be_answered_is_a_400(published, editor):
    for params in ({"as_at": "yesterday"}, {"colour": "red"}):
        assert editor.open("preview", published, **params).status_code == 400


def test_address_and_reference_are_fixed_once_published(published, editor):
    form = editor.form("change", published)
    assert not {"slug", "reference"} & set(form)
    editor.send("change", published, slug="other", reference="XX")
    before = (published.slug, published.reference)
    published.refresh_from_db()
    assert (published.slug, published.reference) == before


def test_what_was_published_cannot_be_deleted_and_a_draft_can(office, published, editor):
    assert editor.open("delete", published).status_code == 403
    draft = AgreementFactory(owner=office)
    PartyFactory(agreement=draft)
    assert editor.send("delete", draft).status_code == 302
    assert not Agreement.objects.filter(pk=draft.pk).exists()
    assert Agreement.objects.filter(pk=published.pk).exists()
