"""Programmes: their own page, the agreements in them, and the filter that finds these."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register import answers
from register.models import Edition, Refused
from register.publication import Approved, publish_many
from tests.factories import AgreementFactory, OrganisationFactory, ProgrammeFactory, publish
from tests.reader import items, listed, text_of

from .golden import body

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    record = ProgrammeFactory(title="Northshire Together", description="Five forces, one plan.")
    record.organisations.create(organisation=OrganisationFactory(name="Loud Police"))
    record.stated.create(topic="other", wording="the largest", source_title="The page")
    publish(record)
    return record


def agreement(slug: str, record, **fields):
    """Published, of the office of its programme."""
    publish(
        AgreementFactory(
            slug=slug, title=slug, owner=record.owner, programme_record=record, **fields
        )
    )


def test_its_page_says_what_it_is_who_is_in_it_and_what_comes_under_it(client, programme):
    agreement("payroll", programme)
    page = client.get("/programmes/northshire-together/")
    words = text_of(page)
    for said in ("Five forces, one plan.", "Loud Police", "“the largest” Source: The page"):
        assert said in words
    assert "Agreements and arrangements in it payroll" in words
    assert 'href="/agreements/payroll/"' in page.content.decode()
    answer = client.get("/api/v1/programmes/northshire-together/").json()
    assert [one["organisation"]["name"] for one in answer["organisations"]] == ["Loud Police"]
    assert items(client.get("/api/v1/programmes/?organisation=loud-police")) == [programme.slug]


def test_an_agreement_names_and_links_it_by_its_public_title(client, programme):
    programme.title = "Not yet public"
    programme.save()
    agreement("payroll", programme)
    answer = client.get("/api/v1/agreements/payroll/").json()
    assert answer["programme"] == "Northshire Together"
    assert answer["programme_record"] == {
        "kind": "programme",
        "slug": "northshire-together",
        "reference": None,
        "title": "Northshire Together",
    }
    assert "/programmes/northshire-together/" in client.get("/agreements/payroll/").content.decode()


def test_a_programme_has_to_be_published_before_what_names_it():
    draft = ProgrammeFactory(title="A draft")
    with pytest.raises(Refused, match="A draft, which the register does not publish"):
        agreement("early", draft)


def older(slug: str, programme: str) -> Approved:
    """An edition from before programmes had records."""
    old = body(title=slug, reference=slug, programme=programme)
    del old["programme_record"]
    return Approved("agreement", slug, old)


def test_the_filter_finds_those_that_name_the_record_and_older_ones_by_its_name(client, programme):
    agreement("payroll", programme, programme="Northshire together (NT)")
    publish_many([older("older", "Northshire Together"), older("other", "EMSOU & Friends")])
    expected = {"northshire-together": ["older", "payroll"], "emsou-friends": ["other"]}
    for value, found in expected.items():
        address = f"agreements/?programme={value}"
        assert listed(client.get(f"/{address}")) == found
        assert items(client.get(f"/api/v1/{address}")) == found
    moment = Edition.objects.latest("sequence").recorded_at.isoformat().replace("+", "%2B")
    for query in ("", "?ordering=title&programme=northshire-together", f"?as_at={moment}"):
        words = text_of(client.get(f"/agreements/{query}"))
        assert "Northshire Together (2)" in words
        assert "EMSOU & Friends (1)" in words
    chosen = text_of(client.get("/agreements/?programme=emsou-friends"))
    assert "Programme: EMSOU & Friends" in chosen


@pytest.mark.parametrize("value", ["nowhere", "a%00b", "Northshire Together", "x" * 500])
def test_an_unknown_programme_is_refused_by_name(client, programme, value):
    for address in ("/agreements/", "/api/v1/agreements/"):
        response = client.get(f"{address}?programme={value}")
        assert response.status_code == 400
        assert b"knows no programme" in response.content


def test_a_programme_without_agreements_is_known_to_the_filter(client, programme):
    response = client.get("/agreements/?programme=northshire-together")
    assert response.status_code == 200
    assert "Northshire Together" in text_of(response)


def test_the_form_costs_as_few_queries_with_many_programmes(client):
    spent = []
    for numbers in (range(2), range(2, 14)):
        publish_many(older(f"a{number}", f"Programme {number}") for number in numbers)
        client.get("/agreements/")
        answers.clear()
        with CaptureQueriesContext(connection) as queries:
            words = text_of(client.get("/agreements/"))
        spent.append(len(queries))
    assert "Programme 13 (1)" in words
    assert spent[0] == spent[1] <= 7
