"""Answers that a reader may keep: 304 while nothing public changed, and not a moment longer."""

import pytest
import time_machine

from organisations.models import Organisation
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
MORNING = "2026-06-10T08:00:00+00:00"
BEFORE_MIDNIGHT = "2026-06-10T22:59:59+00:00"  # a second before midnight in London
AFTER_MIDNIGHT = "2026-06-10T23:00:00+00:00"
ADDRESSES = [
    "/",
    "/agreements/",
    "/agreements/?lifecycle=not_recorded&ordering=-title",
    "/agreements/first/",
    "/agreements/first/editions/",
    "/agreements/first/editions/1/",
    "/organisations/",
    "/organisations/acme-police/",
    "/api/v1/agreements/",
    "/api/v1/agreements/first/",
    "/api/v1/agreements/first/editions/",
    "/api/v1/agreements/first/editions/1/",
    "/api/v1/organisations/",
    "/api/v1/organisations/acme-police/",
    "/api/v1/changes/",
    "/api/v1/head/",
]


@pytest.fixture
def published(desk):
    with time_machine.travel(MORNING, tick=False):
        OrganisationFactory(slug="acme-police", name="Acme Police")
        record = desk.draft(slug="first", title="First")
        desk.publish(record)
        yield record


def held(client) -> dict[str, str]:
    return {address: client.get(address)["ETag"] for address in ADDRESSES}


def statuses(client, tags: dict[str, str], method="get") -> set[int]:
    send = getattr(client, method)
    return {send(a, headers={"if-none-match": tag}).status_code for a, tag in tags.items()}


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_is_held_is_confirmed(client, published, method):
    assert statuses(client, held(client), method) == {304}


def test_a_confirmation_is_empty_and_tagged_the_same(client, published):
    for address in ADDRESSES:
        whole = client.get(address)
        response = client.get(address, headers={"if-none-match": f'"x", {whole["ETag"]}'})
        assert (response.status_code, response.content) == (304, b"")
        for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
            assert response[name] == whole[name], (address, name)


def test_nothing_staff_do_before_approval_changes_it(client, desk, published):
    tags = held(client)
    desk.change(published, title="Unpublished")
    desk.submit(published)
    desk.draft()
    assert statuses(client, tags) == {304}


@pytest.mark.parametrize("step", ["publish", "remove", "erase", "another"])
def test_after_any_publication_it_is_sent_anew(client, desk, published, step):
    tags = held(client)
    if step == "publish":
        desk.publish(published, title="Second")
    elif step == "remove":
        desk.remove(published)
    elif step == "erase":
        desk.change(published, title="Second")
        desk.erase(published, "First")
    else:
        desk.publish(desk.draft())
    assert statuses(client, tags) == {200}
    assert set(held(client).values()) & set(tags.values()) == set()


@pytest.mark.parametrize(
    "write",
    [
        lambda: Organisation.objects.filter(slug="acme-police").update(name="Renamed"),
        lambda: Organisation.objects.get(slug="acme-police").save(),
        lambda: OrganisationFactory(),
        lambda: Organisation.objects.get(slug="acme-police").aliases.create(name="Ac."),
    ],
    ids=["update", "save", "create", "alias"],
)
def test_reference_data_changes_it(client, published, write):
    tags = held(client)
    write()
    assert statuses(client, tags) == {200}


def test_the_next_day_in_london_changes_it(client, published):
    """In force today may be expired tomorrow, though nothing was published."""
    tags = held(client)
    with time_machine.travel(BEFORE_MIDNIGHT, tick=False):
        assert statuses(client, tags) == {304}
    with time_machine.travel(AFTER_MIDNIGHT, tick=False):
        assert statuses(client, tags) == {200}


def test_a_new_release_changes_it(client, published, settings):
    tags = held(client)
    settings.RELEASE = "another"
    assert statuses(client, tags) == {200}


def test_a_date_alone_confirms_nothing(client, published):
    """Two publications may share a second, and reference data has no date."""
    dates = {address: client.get(address)["Last-Modified"] for address in ADDRESSES}
    OrganisationFactory()
    answers = [client.get(a, headers={"if-modified-since": d}) for a, d in dates.items()]
    assert {answer.status_code for answer in answers} == {200}


def test_a_refusal_is_not_tagged(client, published):
    for address in ("/agreements/?x=1", "/agreements/none/", "/api/v1/head/?x=1", "/none/"):
        response = client.get(address)
        assert response.status_code in {400, 404}
        assert not {"ETag", "Last-Modified"} & set(response.headers)


def test_no_cookie_is_set_and_none_is_looked_at(client, published):
    client.cookies["sessionid"] = "x" * 32
    for address in [*ADDRESSES, "/none/", "/agreements/?x=1", "/ready/", "/api/v1/schema/"]:
        response = client.get(address)
        assert not response.cookies, address
        assert "cookie" not in response.get("Vary", "").casefold(), address


def test_it_may_be_kept_but_is_asked_about_every_time(client, published):
    for address in ADDRESSES:
        response = client.get(address)
        assert response["Cache-Control"] == "public, no-cache"
        assert "Accept-Encoding" in response["Vary"]
