"""The lists of the staff desk: filters, search, choosing, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.dates import PartialDate
from organisations.models import Alias
from register.models import Action
from tests.factories import AgreementFactory, OrganisationFactory, PartyFactory, publish
from tests.reader import text_of

from .desk import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(office):
    """One record in each state, by its state; lifecycles and section 22A status differ."""
    kept = {
        "draft": AgreementFactory(owner=office, title="Aardvarks", scope="local"),
        "awaiting_approval": AgreementFactory(owner=office, title="Bees"),
        "published": AgreementFactory(
            owner=office,
            title="Cats",
            legal_bases=["s22a_police_act_1996"],
            expires_on=PartialDate("2190"),
        ),
        "changed": AgreementFactory(
            owner=office, title="Dogs", expires_on=PartialDate("2010"), legal_bases=["contract"]
        ),
        "removed": AgreementFactory(owner=office, title="Eels"),
    }
    for state in ("published", "changed", "removed"):
        publish(kept[state])
    publish(kept["removed"], "By mistake.", Action.REMOVED)
    editor = sign_in("editor", office).user
    kept["changed"].purpose = "More."
    kept["changed"].save()
    kept["changed"].record_edit(by=editor)
    kept["awaiting_approval"].record_edit(by=editor)
    kept["awaiting_approval"].submit(by=editor, note="First entry.")
    return kept


def titles(desk, **params):
    """The titles a list shows, of those on the shelf."""
    response = desk.open("changelist", **params)
    assert response.status_code == 200, response
    rows = text_of(response)
    return {word for word in ("Aardvarks", "Bees", "Cats", "Dogs", "Eels") if word in rows}


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, {"Aardvarks", "Bees", "Cats", "Dogs", "Eels"}),
        ({"state": "draft"}, {"Aardvarks"}),
        ({"state": "awaiting_approval"}, {"Bees"}),
        ({"state": "published"}, {"Cats"}),
        ({"state": "changed"}, {"Dogs"}),
        ({"state": "removed"}, {"Eels"}),
        ({"lifecycle": "in_force"}, {"Cats"}),
        ({"lifecycle": "expired"}, {"Dogs"}),
        ({"section_22a": "s22a"}, {"Cats"}),
        ({"section_22a": "not_s22a"}, {"Dogs"}),
        ({"section_22a": "legacy_s23"}, set()),
        ({"scope__exact": "local"}, {"Aardvarks"}),
        ({"q": "bees"}, {"Bees"}),
        ({"q": "nothing of the kind"}, set()),
        ({"state": "changed", "q": "cats"}, set()),
    ],
)
def test_a_filter_gives_exactly_what_matches(shelf, editor, params, found):
    assert titles(editor, **params) == found


def test_the_owner_filter(shelf, editor, office):
    other = publish(AgreementFactory(title="Foxes"))
    national = sign_in("national", None)
    assert titles(national, owner__id__exact=str(office.pk)) == titles(editor)
    assert "Foxes" in text_of(national.open("changelist"))
    assert "Foxes" not in text_of(editor.open("changelist"))
    assert other


def test_search_finds_parties_by_name_alias_and_group(shelf, editor):
    force = OrganisationFactory(name="Northshire Police")
    Alias.objects.create(organisation=force, name="Norfs")
    PartyFactory(agreement=shelf["draft"], organisation=force)
    PartyFactory(agreement=shelf["draft"], organisation=force, capacity="chief_officer")
    for words in ("northshire", "norfs", "Northshire aardvarks", shelf["draft"].reference):
        assert titles(editor, q=words) == {"Aardvarks"}
    page = text_of(editor.open("changelist", q="northshire"))
    assert page.count("Aardvarks") == 1


@pytest.mark.parametrize("params", [{"state": "nonsense"}, {"owner__id__exact": "x"}, {"p": "99"}])
def test_nonsense_in_the_address_is_no_error_page(shelf, editor, params):
    assert editor.open("changelist", **params).status_code in {200, 302}


@pytest.mark.parametrize("role", ["editor", "publisher", "auditor", "national", "superuser"])
def test_every_role_has_an_index_and_a_list(shelf, office, role):
    desk = sign_in(role, office)
    index = desk.client.get(reverse("admin:index"))
    assert index.status_code == 200
    assert desk.address("changelist") in index.content.decode()
    assert titles(desk) == {"Aardvarks", "Bees", "Cats", "Dogs", "Eels"}
    assert desk.open("change", shelf["published"]).status_code == 200
    assert desk.open("history", shelf["published"]).status_code == 200


NOT_IDS = ["abc", "999999", "-1", "0", "9" * 30, "1.5", "a_27b"]


@pytest.mark.parametrize("number", NOT_IDS)
def test_an_id_of_nothing_is_no_error_page(shelf, editor, number):
    for page in ("preview", "approve", "reject", "submit/published", "submit/removed"):
        assert editor.open(page, number).status_code == 404, page
    for page in ("change", "history", "delete"):
        assert editor.open(page, number).status_code in {302, 403, 404}, page


def test_an_action_of_nothing_is_not_found(shelf, editor):
    assert editor.open("submit/anything", shelf["draft"]).status_code == 404


def choices(desk, field, term):
    response = desk.client.get(
        reverse("admin:autocomplete"),
        {"app_label": "agreements", **field, "term": term},
    )
    assert response.status_code == 200, response
    return [choice["text"] for choice in response.json()["results"]]


def test_choosing_a_party_or_a_wider_agreement_by_typing(shelf, editor):
    OrganisationFactory(name="Northshire Police")
    party = {"model_name": "party", "field_name": "organisation"}
    assert choices(editor, party, "northshire pol") == ["Northshire Police"]
    wider = {"model_name": "agreement", "field_name": "part_of"}
    assert choices(editor, wider, "cats") == [str(shelf["published"])]
    AgreementFactory(title="Foxes")
    assert choices(editor, wider, "foxes") == []


@pytest.mark.parametrize("role", ["editor", "national"])
def test_a_list_costs_as_many_queries_for_one_record_as_for_twenty(office, role):
    def make(count):
        for _ in range(count):
            record = AgreementFactory(owner=office)
            PartyFactory(agreement=record)
            publish(record)

    desk = sign_in(role, office)
    costs = []
    for more in (1, 19):
        make(more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert desk.open("changelist").status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12
