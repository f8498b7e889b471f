"""The API as a partner's analyst meets it: envelopes, refusals, headers."""

import pytest

from register.models import Edition
from tests.made_up_register import AGREEMENTS, LISTED, REASON
from tests.reader import items

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]

ROOT = "/api/v1/"
ENDPOINTS = [
    "",
    "agreements/",
    "agreements/forensics/",
    "agreements/forensics/editions/",
    "agreements/forensics/editions/1/",
    "organisations/",
    "organisations/northshire-police/",
    "changes/",
    "head/",
]


def get(client, address, **params):
    return client.get(f"{ROOT}{address}", params or None)


def is_problem(response, status):
    """Whether it is a problem detail of this status (RFC 9457); gives its members."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    members = response.json()
    assert {"type", "title", "status", "detail"} <= set(members)
    assert (members["type"], members["status"]) == ("about:blank", status)
    assert members["title"] and members["detail"]
    return members


def test_a_list_stands_in_an_envelope(client):
    answer = get(client, "agreements/").json()
    assert list(answer) == ["count", "next", "previous", "results"]
    assert (answer["count"], answer["next"], answer["previous"]) == (6, None, None)
    assert {item["slug"] for item in answer["results"]} == LISTED


def test_pages_follow_each_other_by_next_and_by_link(client):
    address, seen, count = f"{ROOT}agreements/?page_size=4&scope=&ordering=reference", [], 0
    while address:
        response = client.get(address)
        seen += items(response)
        answer = response.json()
        assert (answer["next"] or "") in response.get("Link", "")
        assert (answer["previous"] or "") in response.get("Link", "")
        address, count = answer["next"], count + 1
    assert count == 2
    assert seen == sorted(LISTED, key=lambda slug: AGREEMENTS[slug]["reference"])
    assert response["Link"].endswith('rel="prev"')


def test_a_detail_is_what_the_edition_says_and_a_header(client):
    answer = get(client, "agreements/forensics/").json()
    body = Edition.objects.get(slug="forensics", number=2).stored
    assert body.items() <= answer.items()
    header = {key: value for key, value in answer.items() if key not in body}
    assert header == {
        "kind": "agreement",
        "slug": "forensics",
        "edition": 2,
        "sequence": 8,
        "action": "published",
        "is_listed": True,
        "recorded_at": "2024-03-01T12:00:00.000000Z",
        "on": header["on"],
        "lifecycle": "expired",
        "lifecycle_reason": "past its recorded end, March 2020; nothing recorded says that it went "
        "on",
        "binding_expiry": "2020-03",
        "is_start_recorded": True,
        "section_22a": "s22a",
        "copies_taken_down": [],
        "url": "http://testserver/api/v1/agreements/forensics/",
        "html_url": "http://testserver/agreements/forensics/",
        "editions_url": "http://testserver/api/v1/agreements/forensics/editions/",
    }


def test_the_times_change_what_a_detail_says(client):
    answer = get(client, "agreements/forensics/", as_at="2024-02-29", on="2019-01-01").json()
    assert (answer["edition"], answer["title"]) == (1, "Delta forensics")
    assert (answer["lifecycle"], answer["on"]) == ("in_force", "2019-01-01")
    assert get(client, "agreements/forensics/", as_at="2024-02-29").json()["on"] == "2024-02-29"


def test_editions_of_a_record_in_order(client):
    answer = get(client, "agreements/drones/editions/").json()
    assert [(item["edition"], item["action"]) for item in answer["results"]] == [
        (1, "published"),
        (2, "removed"),
    ]
    removed = get(client, "agreements/drones/").json()
    assert (removed["is_listed"], removed["change_note"]) == (False, REASON)
    assert get(client, "agreements/drones/editions/", as_at="2024-03-01").json()["count"] == 1


def test_an_organisation_in_the_api(client):
    answer = get(client, "organisations/northshire-police/").json()
    assert answer["predecessors"] == [
        {"slug": "old-northshire-police", "name": "Old Northshire Constabulary", "on": None}
    ]
    assert answer["records"] == 3
    assert items(client.get(answer["agreements_url"])) == [
        "legal",
        "dogs",
        "forensics",
        "control-room",
    ]
    counted = get(client, "organisations/", as_at="2024-01-01").json()["results"]
    assert {item["slug"]: item["records"] for item in counted if item["records"]} == {
        "northshire-police": 1,
        "southshire-police": 1,
    }


# Refusals

BAD = {
    "page": ["0", "abc", "-1", "1e3", "9999999999", "٣"],
    "page_size": ["0", "1001", "ten"],
    "as_at": ["yesterday", "2999-01-01", "2024-02-30", "0001-01-01T00:00:00+14:00"],
    "on": ["soon", "2023-02-29", "2023-W01-1"],
    "lifecycle": ["active", "IN_FORCE", "\0"],
    "organisation": ["nobody", "a'b", "\0"],
    "with_fire": ["1", "True"],
    "ordering": ["owner", "-"],
    "colour": ["red"],
    "limit": ["10"],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in BAD.items() for v in values])
def test_a_bad_parameter_is_named(client, name, value):
    members = is_problem(get(client, "agreements/", **{name: value}), 400)
    assert [entry["name"] for entry in members["parameters"]] == [name]
    assert members["parameters"][0]["detail"]


def test_a_parameter_without_a_value_asks_nothing(client):
    """A form sends every field of it, filled in or not."""
    plain = get(client, "agreements/")
    empty = get(client, "agreements/", scope="", on="", ordering="", colour="")
    assert (empty.content, empty["ETag"]) == (plain.content, plain["ETag"])


def test_every_bad_parameter_is_named_at_once(client):
    members = is_problem(get(client, "agreements/", colour="red", as_at="x", on="y"), 400)
    assert {entry["name"] for entry in members["parameters"]} == {"colour", "as_at", "on"}


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_endpoint_refuses_what_it_does_not_know(client, endpoint):
    assert get(client, endpoint).status_code == 200
    is_problem(get(client, endpoint, colour="red"), 400)


def test_a_page_holds_a_thousand_at_most(client):
    assert get(client, "agreements/", page_size="1000").status_code == 200
    assert get(client, "changes/", page_size="1000").status_code == 200
    is_problem(get(client, "changes/", page_size="1001"), 400)


NOWHERE = [
    "nothing/",
    "agreements/unknown/",
    "agreements/draft/",
    "agreements/draft/editions/",
    "agreements/it's/",
    "agreements/unknown/editions/",
    "agreements/forensics/editions/3/",
    "agreements/forensics/editions/9999999999/",
    "agreements/forensics/?as_at=2023-12-31",
    "agreements/?page=2",
    "organisations/unknown/",
]


@pytest.mark.parametrize("address", [f"{ROOT}{end}" for end in NOWHERE] + ["/api/", "/api/v9/x"])
def test_what_is_not_there_is_a_problem(client, address):
    is_problem(client.get(address), 404)


def test_outside_the_api_a_missing_page_is_for_people(client):
    assert client.get("/apis/")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_nothing_can_be_written(client, endpoint, method):
    before = Edition.objects.count()
    response = getattr(client, method)(
        f"{ROOT}{endpoint}", {"title": "x"}, content_type="application/json"
    )
    is_problem(response, 405)
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert Edition.objects.count() == before


# Changes and head


def test_the_feed_is_the_ledger_in_order(client):
    address, sequences = f"{ROOT}changes/?page_size=4", []
    while address:
        answer = client.get(address).json()
        sequences += [entry["sequence"] for entry in answer["results"]]
        address = answer["next"]
    assert sequences == list(range(1, 10))
    head = get(client, "head/").json()
    assert answer["head"] == head
    assert (head["sequence"], head["hash"]) == (9, answer["results"][-1]["hash"])


def test_the_feed_goes_on_from_what_one_holds(client):
    held = get(client, "changes/", page_size="8").json()["results"][-1]
    rest = get(client, "changes/", after=str(held["sequence"]), hash=held["hash"]).json()
    assert [(entry["sequence"], entry["action"]) for entry in rest["results"]] == [(9, "removed")]
    assert rest["next"] is None
    assert get(client, "changes/", after="0", hash="0" * 64).status_code == 200
    assert get(client, "changes/", kind="agreement").json()["results"]


@pytest.mark.parametrize(
    "params", [{"after": "8", "hash": "0" * 64}, {"after": "99", "hash": "f" * 64}, {"hash": "x"}]
)
def test_a_copy_that_does_not_follow_is_a_conflict(client, params):
    is_problem(get(client, "changes/", **params), 409)


@pytest.mark.parametrize(
    "params", [{"after": "-1"}, {"after": "x"}, {"kind": "nothing"}, {"as_at": "2024-01-01"}]
)
def test_the_feed_refuses_what_it_cannot_answer(client, params):
    is_problem(get(client, "changes/", **params), 400)


# Headers


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_any_site_may_read_it(client, endpoint):
    response = client.get(f"{ROOT}{endpoint}", headers={"origin": "https://analyst.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Link" in response["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response
    assert not response.cookies


def test_a_preflight_allows_reading_only(client):
    response = client.options(
        f"{ROOT}agreements/",
        headers={"origin": "https://analyst.example", "access-control-request-method": "GET"},
    )
    assert response.status_code == 200
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_pages_are_not_open_to_other_sites(client):
    response = client.get("/agreements/", headers={"origin": "https://analyst.example"})
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_head_and_options(client, endpoint):
    whole, head = get(client, endpoint), client.head(f"{ROOT}{endpoint}")
    assert (head.status_code, head.content) == (200, b"")
    for name in ("Content-Length", "ETag", "Last-Modified", "Content-Type"):
        assert head[name] == whole[name]
    options = client.options(f"{ROOT}{endpoint}")
    assert (options.status_code, options["Allow"]) == (200, "GET, HEAD, OPTIONS")


def test_json_is_served_whatever_is_accepted(client):
    for accept in ("text/html", "application/xml", "nonsense"):
        response = client.get(f"{ROOT}agreements/", headers={"accept": accept})
        assert (response.status_code, response["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_what_a_reader_holds_is_confirmed_without_being_sent_again(client, endpoint):
    tag = get(client, endpoint)["ETag"]
    response = client.get(f"{ROOT}{endpoint}", headers={"if-none-match": tag})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("twice", ["ordering=title&ordering=-title", "with_fire=true&with_fire=x"])
def test_a_parameter_that_takes_one_value_is_refused_several(client, twice):
    name = twice.partition("=")[0]
    answer = client.get(f"/api/v1/agreements/?{twice}")
    assert answer.status_code == 400
    assert {problem["name"] for problem in answer.json()["parameters"]} == {name}
