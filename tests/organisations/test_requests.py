"""Staff ask national staff for an organisation or a group, and read the answer."""

import pytest
from django.db import IntegrityError

from organisations.models import Group, Membership, Organisation, ReferenceRequest, User
from tests.organisations.desk import address

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

ASKED = {
    "kind": "organisation",
    "name": "Avonshire Rivers Trust",
    "details": "A charity, party to EM-0031; avonshire-rivers.example",
}


@pytest.fixture
def asked(office):
    """A request of an editor who is not signed in."""
    editor = User.objects.create_user("asker", is_staff=True)
    Membership.objects.create(user=editor, role="editor", organisation=office)
    return ReferenceRequest.objects.create(asked_by=editor, **ASKED)


def list_of(client):
    page = client.get(address(ReferenceRequest, "changelist"))
    return list(page.context["cl"].queryset)


@pytest.mark.parametrize("role", ["editor", "publisher", "national"])
def test_staff_ask(client, sign_in, role):
    user = sign_in(role)
    response = client.post(address(ReferenceRequest, "add"), ASKED)
    assert response.status_code == 302, response.context["errors"]
    asked = ReferenceRequest.objects.get()
    assert {name: getattr(asked, name) for name in ASKED} == ASKED
    assert (asked.asked_by, asked.is_answered) == (user, False)
    assert list_of(client) == [asked]


@pytest.mark.parametrize(
    ("name", "known"),
    [("Chief Constable of Avonshire", "Avonshire Police"), ("the seven forces", "Seven forces")],
)
def test_what_the_register_knows_is_said_at_once(client, sign_in, force, name, known):
    Group.objects.create(name="Seven forces", slug="seven-forces")
    sign_in("editor")
    response = client.post(address(ReferenceRequest, "add"), ASKED | {"name": name})
    assert f"The register knows it as {known}." in response.content.decode()
    assert f'value="{name}"' in response.content.decode()
    assert not ReferenceRequest.objects.exists()


def test_national_staff_answer(client, sign_in, asked):
    national = sign_in("national")
    assert list_of(client) == [asked]
    trust = Organisation.objects.create(name="Avonshire Rivers Trust", slug="art", kind="other")
    page = address(ReferenceRequest, "change", asked.pk)
    response = client.post(page, {"answer": "Added.", "organisation": trust.pk})
    assert response.status_code == 302, response.context["errors"]
    asked.refresh_from_db()
    assert (asked.answer, asked.organisation, asked.answered_by) == ("Added.", trust, national)
    assert asked.name == ASKED["name"]
    assert not ReferenceRequest.objects.waiting().exists()
    client.force_login(asked.asked_by)
    assert "Added." in client.get(page).content.decode()
    assert list_of(client) == [asked]


def test_an_answer_stays(client, sign_in, asked):
    sign_in("national")
    page = address(ReferenceRequest, "change", asked.pk)
    client.post(page, {"answer": "It is a charity: not needed."})
    assert client.post(page, {"answer": "Changed."}).status_code == 403
    assert client.post(address(ReferenceRequest, "delete", asked.pk)).status_code == 403
    asked.refresh_from_db()
    assert asked.answer == "It is a charity: not needed."


def test_an_empty_answer_is_refused(client, sign_in, asked):
    sign_in("national")
    response = client.post(address(ReferenceRequest, "change", asked.pk), {"answer": " "})
    assert "or write why there is none" in response.content.decode()
    asked.refresh_from_db()
    assert not asked.is_answered


def test_both_an_organisation_and_a_group_are_refused(client, sign_in, asked, force):
    sign_in("national")
    group = Group.objects.create(name="G", slug="g")
    data = {"answer": "", "organisation": force.pk, "group": group.pk}
    response = client.post(address(ReferenceRequest, "change", asked.pk), data)
    assert "an organisation or with a group, not both" in response.content.decode()


def test_others_neither_see_nor_answer_it(client, sign_in, asked):
    page = address(ReferenceRequest, "change", asked.pk)
    sign_in("editor")
    assert list_of(client) == []
    assert client.post(page, {"answer": "Mine."}).status_code in (302, 403)
    sign_in("auditor")
    assert list_of(client) == [asked]
    assert client.post(page, {"answer": "Mine."}).status_code == 403
    assert client.get(address(ReferenceRequest, "add")).status_code == 403
    sign_in("outsider")
    assert client.get(page).status_code == 302
    asked.refresh_from_db()
    assert asked.answer == ""


def test_a_list_of_those_that_wait(client, sign_in, asked):
    user = sign_in("national")
    other = ReferenceRequest.objects.create(asked_by=user, **ASKED | {"name": "Other"})
    client.post(address(ReferenceRequest, "change", asked.pk), {"answer": "No."})
    page = address(ReferenceRequest, "changelist")
    for answered, found in (("no", [other]), ("yes", [asked]), ("", [other, asked])):
        assert list(client.get(page, {"answered": answered}).context["cl"].queryset) == found


def test_an_answer_has_a_person_and_a_time(asked):
    with pytest.raises(IntegrityError):
        ReferenceRequest.objects.filter(pk=asked.pk).update(answered_by=asked.asked_by)
