"""A clock that was ahead, or is set back: nothing is published out of time, nothing is lost."""

import datetime

import pytest
import time_machine
from django.core.checks import Tags, run_checks

from register.models import Edition

from .desk import at, refused

pytestmark = pytest.mark.django_db
NOON = at("2026-06-10")
MINUTES = datetime.timedelta(minutes=1)
ADDRESSES = ("/agreements/first/", "/api/v1/agreements/first/", "/agreements/first/editions/1/")
LISTS = ("/agreements/", "/api/v1/agreements/")


def errors() -> list[str]:
    return [error.id for error in run_checks(tags=[Tags.database], databases=["default"])]


@pytest.fixture
def first(desk):
    with time_machine.travel(NOON, tick=False):
        desk.publish(desk.draft(slug="first", title="First"))


def test_after_an_approval_ten_years_on_nothing_is_stamped_after_it(client, desk):
    with time_machine.travel(at("2036-06-10"), tick=False):
        desk.publish(desk.draft())
    with time_machine.travel(NOON, tick=False):
        record = desk.draft()
        desk.submit(record)
        with refused("The last edition is from 10 June 2036, 12:00 UTC"):
            desk.approve(record)
        assert errors() == ["register.E003"]
        answer = client.get("/ready/")
        assert answer.status_code == 503
        assert "10 June 2036, 12:00 UTC" in str(answer.json()["problems"])


@pytest.mark.parametrize(("behind", "told"), [(0, []), (5, []), (5.01, ["register.E003"])])
def test_clocks_may_differ_by_a_few_minutes(first, client, behind, told):
    with time_machine.travel(NOON - behind * MINUTES, tick=False):
        assert errors() == told
        assert client.get("/ready/").status_code == (503 if told else 200)


@pytest.mark.parametrize("behind", [0.01, 1, 5])
@pytest.mark.parametrize("asked", ["today", "now", "a second ago", "the last edition"])
def test_now_is_not_before_the_last_edition(first, client, behind, asked):
    clock = NOON - behind * MINUTES
    as_at = {
        "today": clock.date().isoformat(),
        "now": clock.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "a second ago": (clock - MINUTES / 60).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "the last edition": NOON.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }[asked]
    with time_machine.travel(clock, tick=False):
        found = {a: client.get(a, {"as_at": as_at}).status_code for a in ADDRESSES}
        assert set(found.values()) == {200}, found
        for address in LISTS:
            assert "First" in client.get(address, {"as_at": as_at}).content.decode()


def test_today_is_not_lost_about_midnight(desk, client):
    after, before = at("2026-06-10", "23:01:00"), at("2026-06-10", "22:59:00")
    with time_machine.travel(after, tick=False):
        desk.publish(desk.draft(slug="first"))
    with time_machine.travel(before, tick=False):  # still the 10th in London
        for as_at in ("2026-06-10", "2026-06-11"):
            assert client.get("/agreements/first/", {"as_at": as_at}).status_code == 200
        assert client.get("/agreements/first/", {"as_at": "2026-06-12"}).status_code == 400


def test_what_is_past_stays_past(first, client):
    """Two minutes before, by a clock that is behind, the record was not there."""
    with time_machine.travel(NOON - MINUTES, tick=False):
        as_at = (NOON - 3 * MINUTES).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert client.get("/agreements/first/", {"as_at": as_at}).status_code == 404
        later = (NOON + MINUTES).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert client.get("/agreements/first/", {"as_at": later}).status_code == 400


def test_a_clock_set_right_leaves_the_moments_in_order(first, desk):
    with time_machine.travel(NOON - 4 * MINUTES, tick=False):
        desk.publish(desk.draft())
    moments = list(Edition.objects.values_list("recorded_at", flat=True))
    assert moments == [NOON, NOON + datetime.timedelta(microseconds=1)]
