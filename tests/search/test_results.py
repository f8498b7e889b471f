"""The answer to a search: ranked, counted, bounded, as at a date, and nothing unpublished."""

import pytest
from django.http import QueryDict

from register.models import Entry, SearchText
from register.search import results
from register.search.query import Query
from register.search.results import Results
from register.time_query import TimeQuery
from tests.factories import AgreementFactory, OfficeFactory, publish
from tests.register.desk import index, reindex
from tests.search.corpus import AGREEMENTS, SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]

ROOT = "/api/v1/search/"


def answer(text, asked="", kinds=()):
    return Results(Query.parse(text), TimeQuery.read(QueryDict(asked)), kinds)


def slugs(text, asked=""):
    return [candidate.slug for candidate in answer(text, asked).candidates]


def test_what_stands_in_the_title_comes_first():
    assert slugs("forensic") == ["forensic", "legal"]
    assert slugs("safer togeth") == ["vision", "dogs"]
    assert slugs("dogs") == ["dogs", "kennels"]
    assert slugs("EM-0006")[0] == "secret"


def test_ties_stand_in_order_of_title():
    titles = [c.title for c in answer("northshire commissioner").candidates if c.tier == 1]
    office = OfficeFactory(name="Twin office")
    for slug in ("twin-b", "twin-a"):
        publish(AgreementFactory(slug=slug, title="Twin", owner=office, reference=slug))
    assert slugs("twin")[:2] == ["twin-a", "twin-b"]
    assert len(titles) == len(AGREEMENTS) - 1


def test_a_search_that_finds_too_much_says_so(client, monkeypatch):
    monkeypatch.setattr(results, "MOST", 3)
    found = answer("northshire")
    assert (len(found.candidates), found.is_complete) == (3, False)
    assert found.counts == {"agreement": 3} | {k: 0 for k in found.counts if k != "agreement"}
    body = client.get(ROOT, {"q": "northshire"}).json()
    assert (body["count"], body["is_count_exact"]) == (3, False)
    page = client.get("/search/", {"q": "northshire"}).content.decode()
    assert "More than 3 results" in page
    # What has it in the title is not lost among what has it anywhere.
    assert [c.slug for c in answer("kept").candidates][:1] != []
    monkeypatch.setattr(results, "MOST", 1)
    assert slugs("forensic") == ["forensic"]


AS_AT = {
    "2023-12-31": [],
    "2024-01-01": [],
    "2024-01-02": ["forensic"],
    "2024-02-29": ["forensic", "gone", "legal"],
    "2024-03-01": ["forensic", "legal"],
}


@pytest.mark.parametrize("moment", AS_AT)
def test_as_at_searches_the_register_of_that_moment(client, moment):
    assert sorted(slugs("forensic", f"as_at={moment}")) == AS_AT[moment]
    for address in ("/api/v1/agreements/", "/search/"):
        name = "q" if "search" in address else "search"
        response = client.get(address, {name: "forensic", "as_at": moment})
        text = response.content.decode()
        assert {slug for slug in AGREEMENTS if f"/agreements/{slug}/" in text} == set(AS_AT[moment])


def test_an_earlier_edition_is_found_by_its_own_words_only(corpus):
    corpus["kennels"].title = "Catteries"
    corpus["kennels"].save()
    publish(corpus["kennels"], "Cats now.")
    assert slugs("kennels") == ["dogs"]
    assert slugs("kennels", "as_at=2024-02-01") == ["kennels", "dogs"]
    assert slugs("catteries", "as_at=2024-02-01") == []


def test_drafts_are_nowhere(client):
    for address in ("/search/", ROOT):
        assert "unheardof" not in client.get(address, {"q": "forensic"}).content.decode().lower()
        assert b"/agreements/draft/" not in client.get(address, {"q": "forensic"}).content
    assert not Entry.objects.filter(slug="draft").exists()


def test_an_unpublished_change_is_not_found(corpus):
    corpus["dogs"].purpose = "Quokkas"
    corpus["dogs"].save()
    assert slugs("quokkas") == []


def test_erased_text_is_found_at_no_date(client, corpus):
    assert slugs(SECRET) == ["secret"]
    record = corpus["secret"]
    record.purpose = "Kept by somebody."
    record.save()
    publish(record, "A name taken out.")
    assert slugs(SECRET) == []
    assert slugs(SECRET, "as_at=2024-02-01") == ["secret"]
    publish(record, "By law.", "erased", erase=SECRET)
    for asked in ("", "as_at=2024-02-01"):
        assert slugs(SECRET, asked) == []
        assert slugs("xylophon*", asked) == []
        assert slugs("night watch", asked) == ["secret"]
    for field in ("entry__title", "text", "tokens"):
        held = SearchText.objects.filter(**{f"{field}__icontains": SECRET[:8]})
        assert not held.exists()


def test_reindex_rebuilds_the_same():
    before = index()
    found = {text: slugs(text) for text in ("forensic", "northshire", "togeth", '"kept together"')}
    reindex()
    assert index() == before
    assert {text: slugs(text) for text in found} == found


# What it costs

BUDGETS = {
    "/search/": 1,
    "/search/?q=forensic": 3,
    "/search/?q=forensic&kind=agreement": 4,
    "/search/?q=forensic&kind=agreement&as_at=2024-02-01": 4,
    "/search/?q=nothinglikeit": 2,
    "/api/v1/search/?q=forensic": 3,
    "/api/v1/search/?q=northshire&page_size=1000": 3,
    "/api/v1/search/?q=forensic&kind=agreement": 4,
}


@pytest.mark.parametrize("address", BUDGETS)
def test_it_takes_few_queries(client, django_assert_max_num_queries, address):
    client.get(address)  # the names of organisations are then in memory
    with django_assert_max_num_queries(BUDGETS[address]):
        assert client.get(address).status_code == 200
