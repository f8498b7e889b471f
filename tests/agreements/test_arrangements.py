"""Where no agreement is known: what is shown, counted and found of people who work together."""

import datetime

import pytest
from django.utils import timezone

from agreements import terms
from organisations.dates import PartialDate
from register.models import Refused
from tests.factories import (
    AgreementFactory,
    OfficeFactory,
    OrganisationFactory,
    member,
    publish,
)
from tests.reader import items, listed, text_of

from .golden import body

pytestmark = pytest.mark.django_db
# Words that only an agreement has, in whatever is shown of an arrangement. The name of its list,
# and the sentence that says that none is known, speak of agreements.
NEVER = ("sign", "bound", "bind", "expire", "in force", "terms", "capacity", "section 22a", "made")
ALLOWED = ("No recorded source says that an agreement was made",)


@pytest.fixture
def office():
    return OfficeFactory(slug="northshire-commissioner", name="Northshire Commissioner")


@pytest.fixture
def both(office):
    """An arrangement and an agreement of the same force."""
    force = OrganisationFactory(slug="northshire-police", name="Northshire Police")
    records = {}
    for slug, stage in (("insight", "no_agreement_known"), ("agreed", "made")):
        record = AgreementFactory(
            slug=slug,
            title=f"Operation {slug.title()}",
            owner=office,
            stage=stage,
            purpose="Sharing what both know.",
            starts_on=PartialDate("2016"),
        )
        record.parties.create(organisation=force)
        publish(record)
        records[slug] = record
    return records


def own_words(response) -> str:
    """What the page says of the record: without what is on every page of the site."""
    main = text_of(response).partition('id="main-content">')[2]
    _, heading, rest = main.rpartition("On this page")
    found, cited, _ = rest.partition("How to cite it Northshire Commissioner")
    assert heading
    assert cited
    for sentence in ALLOWED:
        found = found.replace(sentence, "")
    return found.lower()


def test_its_page_says_nothing_that_only_an_agreement_has(both, client):
    words = own_words(client.get("/agreements/insight/?on=2016-06-01"))
    assert "arrangement" in words
    assert "under way started 2016; its end is not recorded" in words
    assert [word for word in NEVER if word in words.replace("agreement known", "")] == []
    agreed = own_words(client.get("/agreements/agreed/?on=2016-06-01"))
    assert "section 22a" in agreed


@pytest.mark.parametrize("page", ["/agreements/?stage=no_agreement_known&on=2016-06-01"])
def test_its_row_says_nothing_that_only_an_agreement_has(both, client, page):
    response = client.get(page)
    assert listed(response) == ["insight"]
    row = response.content.decode().partition('<li class="register-list__item">')[2]
    words = row.partition("These results as JSON")[0].lower()
    assert "under way" in words
    assert [word for word in NEVER if word in words] == []


def test_a_search_finds_no_word_of_an_agreement_in_it(both, client):
    for word in ("fact", "details"):
        assert "insight" not in str(client.get(f"/api/v1/search/?q={word}").json()["results"])
    (hit,) = client.get("/api/v1/search/?q=Insight").json()["results"]
    assert hit["slug"] == "insight"
    assert [word for word in NEVER if word in hit["excerpt"].lower()] == []


def test_it_is_counted_and_filtered_apart(both, client):
    assert "1 agreement, 1 arrangement" in text_of(client.get("/agreements/"))
    for query, words, found in (
        ("stage=no_agreement_known", "1 arrangement", ["insight"]),
        ("stage=made", "1 agreement", ["agreed"]),
        (
            "stage=made&stage=no_agreement_known",
            "1 agreement, 1 arrangement",
            ["agreed", "insight"],
        ),
        ("search=Insight", "1 arrangement", ["insight"]),
    ):
        page = client.get(f"/agreements/?{query}")
        assert listed(page) == found
        assert f'<h2 class="govuk-heading-m">{words}</h2>' in page.content.decode()
        assert items(client.get(f"/api/v1/agreements/?{query}")) == found
    for when in ("", "on=2016-06-01", f"as_at={timezone.localdate()}"):
        assert "1 agreement, 1 arrangement" in text_of(client.get(f"/?{when}"))
    home = text_of(client.get("/?on=2016-06-01"))
    assert "2 known to be in force or under way" in home
    place = text_of(client.get("/organisations/northshire-police/"))
    assert "Is named in 1 agreement, 1 arrangement , whoever keeps" in place


def test_the_api_says_that_there_is_none_to_publish(both, client):
    answer = client.get("/api/v1/agreements/insight/?on=2016-06-01").json()
    assert (answer["stage"], answer["publication"]) == ("no_agreement_known", None)
    assert (answer["lifecycle"], answer["lifecycle_reason"]) == (
        *("in_force", "started 2016; its end is not recorded"),
    )
    assert items(client.get("/api/v1/agreements/?publication=fact_and_details")) == ["agreed"]
    assert items(client.get("/api/v1/agreements/?section_22a=not_stated")) == ["agreed"]


NOTHING = {
    "stage": "no_agreement_known",
    "legal_bases": ["not_stated"],
    "term": "not_recorded",
    "publication": None,
    "withdrawal_terms": "",
    "accountability_arrangements": "",
    **dict.fromkeys(("decided_on", "signed_on", "is_in_writing", "has_withdrawal_clause")),
    "is_accountability_notified": None,
    **{name: [] for name in ("provision_kinds", "variations", "documents", "parties")},
}


def test_it_cannot_be_submitted_with_a_date_of_signing(both):
    record = both["insight"]
    record.signed_on = PartialDate("2016")
    record.save()
    with pytest.raises(Refused, match="No agreement is known, yet this is recorded: a date of"):
        record.submit(member(record.owner, "editor"), "It was signed.")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"expires_on": "2020?"}, "past its recorded end, 2020; whether it went on is not known"),
        ({"confirmed_on": "2017-04"}, "under way when last confirmed, April 2017; not known since"),
    ],
)
def test_its_state_is_said_in_fitting_words(changes, reason):
    one = body(**NOTHING | {"starts_on": None, "expires_on": None, "reviews": []} | changes)
    assert terms.state_on(one, datetime.date(2024, 6, 1)).reason == reason
