"""The two questions about time: what is understood, what is refused, and nothing ever else."""

import datetime

import pytest
import time_machine
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from register.time_query import LONDON, BadParameters, TimeQuery, parse_as_at, parse_on

from .desk import at

NOW = "2026-06-10T23:30:00+00:00"  # half past midnight on the 11th in London
END = ":59:59.999999"


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2021-01-01", f"2021-01-01T23{END}"),
        ("2021-03-27", f"2021-03-27T23{END}"),  # the clocks go forward next day
        ("2021-03-28", f"2021-03-28T22{END}"),
        ("2021-06-01", f"2021-06-01T22{END}"),
        ("2021-10-30", f"2021-10-30T22{END}"),  # the clocks go back next day
        ("2021-10-31", f"2021-10-31T23{END}"),
        ("1970-01-01", f"1970-01-01T22{END}"),  # all year on summer time
        ("2024-02-29", f"2024-02-29T23{END}"),
    ],
)
def test_a_date_means_the_end_of_that_day_in_london(day, end):
    assert parse_as_at(day) == datetime.datetime.fromisoformat(f"{end}+00:00")


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2025, 12, 31)))
def test_a_day_ends_where_the_next_begins(day):
    following = day + datetime.timedelta(days=1)
    begins = datetime.datetime.combine(following, datetime.time.min, LONDON)
    end = begins.astimezone(datetime.UTC) - datetime.timedelta(microseconds=1)
    assert parse_as_at(day.isoformat()) == end


@pytest.mark.usefixtures("clock")
def test_today_in_london_is_now_and_tomorrow_is_refused():
    now = datetime.datetime.fromisoformat(NOW)
    assert parse_as_at("2026-06-11") == now
    assert parse_as_at("2026-06-10") == at("2026-06-10", f"22{END}")
    with pytest.raises(ValueError, match="in the future"):
        parse_as_at("2026-06-12")


@pytest.mark.usefixtures("clock")
def test_a_moment_may_be_now_but_not_a_microsecond_later():
    assert parse_as_at("2026-06-10T23:30:00Z") == datetime.datetime.fromisoformat(NOW)
    for late in ("2026-06-10T23:30:00.000001Z", "2026-06-11T00:30:00.000001+01:00"):
        with pytest.raises(ValueError, match="in the future"):
            parse_as_at(late)


@pytest.mark.parametrize(
    "text",
    [
        "2021-06-01T09:00:00Z",
        "2021-06-01T10:00:00+01:00",
        "2021-06-01T10:00:00 01:00",  # a plus sign as it arrives in an address
        "2021-06-01T04:00:00-05:00",
        "2021-06-01T09:00+00:00",
        " 2021-06-01T09:00:00.000000Z ",
    ],
)
def test_the_same_moment_in_many_writings(text):
    assert parse_as_at(text) == at("2021-06-01", "09:00:00")


GARBAGE = [
    "yesterday",
    "2021",
    "2021-06",
    "2021-6-1",
    "20210601",
    "2021-W22-2",
    "2021-02-29",
    "2021-13-01",
    "0000-01-01",
    "10000-01-01",
    "-2021-01-01",
    "01/06/2021",
    "2021-06-01T",
    "2021-06-01T25:00:00Z",
    "2021-06-01T09:00:00",  # no offset: whose nine o'clock?
    "2021-06-01 09:00:00",
    "2021-06-01T09:00:00+25:00",
    "2021-06-01\0",
    "２０２１-０６-０１",
    "٢٠٢١-٠٦-٠١",
    "2021-06-01'--",
    "🚒" * 10,
    "\ud800" * 10,
    "2" * 100_000,
    "2021-06-01" * 10_000,
    "0001-01-01T00:00:00Z",  # London's clocks were behind
    "0001-01-01T00:00:00+23:59",
    "9999-12-31",
    "9999-12-31T23:59:59-23:59",
]


@pytest.mark.parametrize("text", GARBAGE, ids=range(len(GARBAGE)))
def test_what_cannot_be_read_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"^(Give a date|It is in the future)"):
        parse_as_at(text)


@pytest.mark.parametrize("text", [*GARBAGE, " 2021-06-01", NOW], ids=range(len(GARBAGE) + 2))
def test_a_day_is_a_date_and_nothing_else(text):
    if text == "9999-12-31":
        assert parse_on(text) == datetime.date.max
        return
    with pytest.raises(ValueError, match=r"^Give a date that exists"):
        parse_on(text)


DATELIKE = st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}(.[0-9:.]{0,15}[-+ Z]?[0-9:]{0,8})?\Z")
TEXTS = st.one_of(st.text(), st.text("0123456789-:TZ+. "), DATELIKE)
MOMENTS = st.datetimes(timezones=st.timezones() | st.just(datetime.UTC))


@given(TEXTS)
def test_any_text_is_read_or_refused(text):
    for parse in (parse_as_at, parse_on):
        try:
            parse(text)
        except ValueError as error:
            assert type(error) is ValueError
            assert str(error).startswith(("Give", "It is in the future"))


@given(MOMENTS.map(datetime.datetime.isoformat))
def test_any_moment_is_understood_or_refused(text):
    try:
        found = parse_as_at(text)
    except ValueError:
        return
    assert found == datetime.datetime.fromisoformat(text)
    assert found.tzinfo is datetime.UTC
    found.astimezone(LONDON)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["as_at", "on", "ON", "", "x"]), TEXTS), max_size=4))
def test_any_query_is_read_or_refused_by_name(db, pairs):
    params = QueryDict(mutable=True)
    for name, text in pairs:
        params.appendlist(name, text)
    try:
        time_query = TimeQuery.read(params)
    except BadParameters as error:
        assert set(error.problems) <= set(params)
        assert error.problems
        assert all(error.problems.values())
    else:
        assert set(time_query.parameters) <= {"as_at", "on"}
        assert isinstance(time_query.on, datetime.date)


# Read from a whole query string


def read(query: str) -> TimeQuery:
    return TimeQuery.read(QueryDict(query))


def problems(query: str) -> dict[str, str]:
    with pytest.raises(BadParameters) as error:
        read(query)
    return error.value.problems


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("query", "on", "parameters"),
    [
        ("", "2026-06-11", {}),
        ("as_at=&on=", "2026-06-11", {}),
        ("as_at=2021-06-01", "2021-06-01", {"as_at": "2021-06-01"}),
        ("as_at=2021-06-01T23:30:00Z", "2021-06-02", {"as_at": "2021-06-01T23:30:00Z"}),
        ("on=2030-01-01", "2030-01-01", {"on": "2030-01-01"}),
        (
            "as_at=2021-06-01&on=1850-01-01",
            "1850-01-01",
            {"as_at": "2021-06-01", "on": "1850-01-01"},
        ),
    ],
)
def test_the_day_asked_about(query, on, parameters):
    time_query = read(query)
    assert (time_query.on.isoformat(), time_query.parameters) == (on, parameters)
    assert time_query.on_given is ("on" in parameters)
    assert (time_query.as_at is None) is ("as_at" not in parameters)


@pytest.mark.django_db
def test_a_parameter_given_twice_is_refused():
    once = "Give it once."
    assert problems("as_at=2021-06-01&as_at=2021-06-01&on=2021-06-01&on=") == {
        "as_at": once,
        "on": once,
    }


@pytest.mark.django_db
def test_everything_wrong_is_said_at_once():
    told = problems("as_at=x&on=y&colour=red&AS_AT=2021-06-01")
    assert set(told) == {"as_at", "on", "colour", "AS_AT"}
    assert told["colour"] == told["AS_AT"] == "There is no such parameter here."


PAGES = ["/", "/agreements/", "/organisations/", "/api/v1/agreements/", "/api/v1/organisations/"]
EXTREMES = ["0001-01-01", "0001-01-02", "1752-09-02", "9999-12-31", "9999-07-01"]


@pytest.mark.parametrize("page", PAGES)
def test_the_ends_of_time_are_no_error(client, desk, page):
    desk.publish(desk.draft())
    for day in EXTREMES:
        assert client.get(page, {"on": day}).status_code == 200
        expected = 200 if day < "2000" else 400
        assert client.get(page, {"as_at": day}).status_code == expected
        assert client.get(page, {"as_at": f"{day}T12:00:00Z"}).status_code == expected
    for text in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59"):
        assert client.get(page, {"as_at": text}).status_code == 400
