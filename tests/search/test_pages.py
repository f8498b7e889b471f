"""Search as a reader and as an analyst meets it."""

import pytest

from tests.reader import items, listed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]

ROOT = "/api/v1/search/"


def get(client, **params):
    return client.get(ROOT, params)


def test_the_page_has_a_box_and_no_results_before_a_search(client):
    response = client.get("/search/")
    assert response.status_code == 200
    assert 'name="q"' in response.content.decode()
    assert "results" not in text_of(response)
    assert client.get("/search/?q=").status_code == 200


def test_results_are_grouped_counted_and_marked(client):
    response = client.get("/search/?q=forensics")
    html = response.content.decode()
    assert "2 results for “forensics”" in text_of(response)
    assert "2 agreements" in text_of(response)
    assert "<mark>Forensic</mark> Services Unit" in html
    assert "Advice on <mark>forensic</mark> evidence" in html
    assert listed(response) == ["forensic", "legal"]


def test_one_kind_is_shown_page_by_page(client):
    first = client.get("/search/?q=northshire&kind=agreement")
    assert len(listed(first)) == 7
    assert client.get("/search/?q=northshire&kind=agreement&page=2").status_code == 404
    assert client.get("/search/?q=northshire&page=2").status_code == 404


def test_nothing_found_is_said(client):
    response = client.get("/search/?q=zebra")
    assert response.status_code == 200
    assert "Nothing in the register matches" in text_of(response)


def test_an_organisation_is_found_by_its_name(client):
    response = client.get("/search/?q=southshire")
    assert "/organisations/search-force/" in response.content.decode()
    answer = get(client, q="southsh").json()
    assert [entry["slug"] for entry in answer["organisations"]] == ["search-force"]


@pytest.mark.parametrize("text", ["Chief Constable of Southshire", "southshire & constabulary"])
def test_an_organisation_is_found_by_what_people_write(client, text):
    answer = get(client, q=text).json()
    assert [entry["slug"] for entry in answer["organisations"]] == ["search-force"]


def test_the_time_is_carried(client):
    html = client.get("/search/?q=forensic&as_at=2024-02-01").content.decode()
    assert "/agreements/forensic/?as_at=2024-02-01" in html
    assert '<input type="hidden" name="as_at" value="2024-02-01">' in html


REFUSED = {
    "colour=red&q=dogs": "colour",
    "q=dogs&kind=unicorn": "kind",
    "q=dogs&as_at=2999-01-01": "as_at",
    "q=dogs&page=0": "page",
}


@pytest.mark.parametrize("query", REFUSED)
def test_what_cannot_be_answered_is_named(client, query):
    assert client.get(f"/search/?{query}").status_code == 400
    answer = client.get(f"{ROOT}?{query}")
    assert answer.status_code == 400
    assert [entry["name"] for entry in answer.json()["parameters"]] == [REFUSED[query]]


def test_a_search_is_asked_once(client):
    answer = client.get(f"{ROOT}?q=dogs&q=cats")
    assert answer.json()["parameters"] == [{"name": "q", "detail": "Give it once."}]
    assert client.get("/search/?q=dogs&q=cats").status_code == 400


def test_the_envelope(client):
    answer = get(client, q="forensics").json()
    assert list(answer) == [
        *("count", "is_count_exact", "counts", "next", "previous", "organisations", "results")
    ]
    assert (answer["count"], answer["is_count_exact"]) == (2, True)
    assert answer["counts"]["agreement"] == 2
    assert items(get(client, q="forensics")) == ["forensic", "legal"]


def test_matches_are_places_in_the_text(client):
    first, second = get(client, q="forensics").json()["results"]
    assert [first["title"][start:end] for start, end in first["title_matches"]] == ["Forensic"]
    (span,) = second["excerpt_matches"]
    assert second["excerpt"][span[0] : span[1]] == "forensic"
    assert "<" not in second["excerpt"]
    assert first["reference"] == "EM-0001"
    assert client.get(first["url"]).json()["edition"] == first["edition"]
    assert first["html_url"].endswith("/agreements/forensic/")


def test_pages_of_the_api_follow_each_other(client):
    address, seen = f"{ROOT}?q=northshire&page_size=3", []
    while address:
        response = client.get(address)
        seen += items(response)
        address = response.json()["next"]
        assert (address or "") in response.get("Link", "")
    assert seen == items(get(client, q="northshire"))
    assert len(seen) == len(set(seen)) == 7
    assert get(client, q="northshire", page=2).status_code == 404
    assert get(client, q="northshire", page_size=1001).status_code == 400


def test_what_a_reader_holds_is_confirmed(client):
    tag = get(client, q="dogs")["ETag"]
    held = client.get(ROOT, {"q": "dogs"}, headers={"if-none-match": tag})
    assert (held.status_code, held.content) == (304, b"")


@pytest.mark.parametrize("text", ["forensic", "togeth", '"kept together"', "EM-0003", "-forensic"])
def test_a_list_finds_what_search_finds(client, text):
    found = set(items(get(client, q=text)))
    assert set(items(client.get("/api/v1/agreements/", {"search": text}))) == found
    assert set(listed(client.get("/agreements/", {"search": text}))) == found


def test_a_list_is_filtered_and_searched_at_once(client):
    both = client.get("/api/v1/agreements/?search=forensic&function=forensics&ordering=-title")
    assert items(both) == ["forensic"]


def test_a_hostile_text_is_only_text(client, corpus):
    html = client.get("/search/", {"q": '<script>alert("dogs")</script>'}).content.decode()
    assert "<script>alert" not in html
