"""Feeds: what is published, as Atom, and what ends, as a calendar."""

import datetime
from xml.etree import ElementTree

import pytest
import time_machine
from icalendar import Calendar

from register.models import Edition, Entry
from register.publication import Approved, publish_many
from tests.reader import items

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]
ATOM = "{http://www.w3.org/2005/Atom}"
QUERIES = ["", "function=forensics", "as_at=2024-02-29", "lifecycle=in_force"]


def atom(client, address: str):
    response = client.get(address)
    assert response.status_code == 200, response.content
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def words(feed, path: str) -> list[str]:
    return [node.text for node in feed.iterfind(path.replace("atom:", ATOM))]


def slugs(feed) -> list[str]:
    return [address.split("/")[4] for address in words(feed, "atom:entry/atom:id")]


def events(client, address: str) -> list:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return Calendar.from_ical(response.content).walk("VEVENT")


def published(slug="made", number=1, **keys) -> None:
    body = Edition.objects.filter(kind="agreement", action="published").first().stored
    publish_many([Approved("agreement", slug, body | {"variations": []} | keys, number)])


@pytest.mark.parametrize("query", QUERIES)
def test_a_feed_holds_the_records_of_its_list(client, query):
    listed = items(client.get(f"/api/v1/agreements/?page_size=1000&{query}"))
    assert sorted(slugs(atom(client, f"/agreements/feed.atom?{query}"))) == sorted(listed) != []


def test_the_newest_comes_first_with_its_own_time_and_address(client):
    feed = atom(client, "/agreements/feed.atom")
    updated = words(feed, "atom:entry/atom:updated")
    assert updated == sorted(updated, reverse=True)
    newest = Entry.objects.current().filter(kind="agreement").latest("recorded_at")
    assert words(feed, "atom:updated")[0] == updated[0]
    assert updated[0] == newest.recorded_at.replace(microsecond=0).isoformat()
    for address in words(feed, "atom:entry/atom:id"):
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_a_feed_is_the_same_until_something_is_published(client):
    first = client.get("/agreements/feed.atom").content
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)):
        assert client.get("/agreements/feed.atom").content == first
        published(title="A new one", change_note="It is <new> & true.")
        feed = atom(client, "/agreements/feed.atom")
    assert slugs(feed)[0] == "made"
    assert words(feed, "atom:entry/atom:summary")[0] == "It is <new> & true."


def test_an_empty_feed_does_not_say_that_it_changed_now(client):
    feed = atom(client, "/agreements/feed.atom?search=nothing-like-it")
    assert not words(feed, "atom:entry/atom:id")
    newest = Edition.objects.order_by("-sequence").first().recorded_at
    assert words(feed, "atom:updated")[0][:10] == f"{newest:%Y-%m-%d}"


def test_the_feed_of_a_record_holds_its_editions_and_says_that_it_was_removed(client):
    published(title="Once")
    published(number=2, title="Twice")
    body = Edition.objects.get(slug="made", number=2).stored
    publish_many([Approved("agreement", "made", body, 3, "removed")])
    feed = atom(client, "/agreements/made/feed.atom")
    titles = words(feed, "atom:entry/atom:title")
    assert titles == ["Removed from the register: Twice", "Twice", "Once"]
    assert events(client, "/agreements/made/ends.ics") == []


def test_a_calendar_holds_what_ends_from_the_day_asked_about(client):
    published("day", title="To the day", expires_on="2030-05-17")
    published("month", title="To the month", expires_on="2030-06?")
    published("passed", title="Passed", expires_on="2020-01-01")
    published("unknown", title="Unknown", expires_on=None)
    found = {str(event["summary"]): event for event in events(client, "/agreements/ends.ics")}
    assert "Recorded end: Passed" not in found and "Recorded end: Unknown" not in found
    assert found["Recorded end: To the day"]["dtstart"].dt == datetime.date(2030, 5, 17)
    assert found["Recorded end: To the month"]["dtstart"].dt == datetime.date(2030, 6, 30)
    said = str(found["Recorded end: To the month"]["description"])
    assert said == "The register records its end as June 2030 (uncertain)."
    earlier = events(client, "/agreements/ends.ics?on=2019-12-31")
    assert "Recorded end: Passed" in {str(event["summary"]) for event in earlier}


def test_a_calendar_without_ends_is_still_a_calendar(client):
    published("unknown", expires_on=None)
    response = client.get("/agreements/unknown/ends.ics")
    assert Calendar.from_ical(response.content).subcomponents
    assert events(client, "/agreements/unknown/ends.ics") == []


@pytest.mark.parametrize("address", ["feed.atom", "ends.ics"])
def test_bad_addresses_are_told(client, address):
    assert client.get(f"/agreements/{address}?lifecycle=nonsense").status_code == 400
    assert client.get(f"/agreements/{address}?page=1").status_code == 400
    assert client.get(f"/agreements/never-was/{address}").status_code == 404
    for kind in ("teams", "sites", "visions"):
        is_there = address == "feed.atom" or kind != "visions"
        assert client.get(f"/{kind}/{address}").status_code == (200 if is_there else 404)


@pytest.mark.parametrize("address", ["feed.atom", "ends.ics"])
def test_a_feed_takes_few_queries(client, address, django_assert_max_num_queries):
    for number in range(20):
        published(f"made-{number}", expires_on="2030-05-17")
    client.get(f"/agreements/{address}?function=forensics")
    with django_assert_max_num_queries(5):
        client.get(f"/agreements/{address}")


def test_pages_offer_their_feeds(client):
    page = client.get("/agreements/?function=forensics").content.decode()
    for address in ("feed.atom", "ends.ics"):
        assert f'href="/agreements/{address}?function=forensics"' in page
    slug = items(client.get("/api/v1/agreements/"))[0]
    page = client.get(f"/agreements/{slug}/").content.decode()
    assert f'href="/agreements/{slug}/feed.atom"' in page
