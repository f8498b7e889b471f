"""Variations folded into the dates that bind, and the lifecycle of a day."""

import datetime
import itertools

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements import terms
from agreements.vocabulary import VariationKind
from organisations.dates import PartialDate
from register.models import Entry
from register.spans import months_after

from .golden import body, index, variation

DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date.min, datetime.date.max
on = datetime.date.fromisoformat


def plain(**changes):
    """A body of which no date is recorded but the changes."""
    blank = dict.fromkeys(("decided_on", "signed_on", "starts_on", "expires_on", "confirmed_on"))
    blank |= {"stage": "made", "term": "not_recorded", "variations": [], "parties": []}
    blank["reviews"] = []
    return body(**{**blank, **changes})


def expiries(agreed, *days):
    return [str(terms.expiry_on(agreed, on(day)) or "") for day in days]


# Folding


def test_without_variations_the_expiry_is_as_first_agreed():
    assert expiries(plain(expires_on="2020"), "1900-01-01", "2030-01-01") == ["2020", "2020"]
    assert terms.expiry_on(plain(), on("2020-01-01")) is None


def test_a_variation_counts_from_the_day_it_takes_effect():
    agreed = plain(
        expires_on="2020",
        variations=[variation(effective_on="2019-06", new_expires_on="2023?", made_on="2018")],
    )
    assert expiries(agreed, "2019-05-31", "2019-06-01") == ["2020", "2023?"]


def test_a_variation_without_effect_date_counts_from_the_day_it_was_made():
    agreed = plain(variations=[variation(made_on="2018-02-03", new_expires_on="2023")])
    assert expiries(agreed, "2018-02-02", "2018-02-03") == ["", "2023"]


def test_variations_are_folded_by_effect_date_whatever_their_order_on_paper():
    late = variation(effective_on="2021", new_expires_on="2030")
    early = variation(effective_on="2019", new_expires_on="2025")
    for agreed in (plain(variations=[late, early]), plain(variations=[early, late])):
        assert expiries(agreed, "2018-12-31", "2020-01-01", "2022-01-01") == ["", "2025", "2030"]


def test_an_undated_variation_counts_from_the_one_entered_before_it():
    agreed = plain(
        expires_on="2010",
        variations=[
            variation(effective_on="2015", new_expires_on="2020"),
            variation(new_expires_on="2025"),
            variation(effective_on="2019", new_expires_on="2030"),
        ],
    )
    assert expiries(agreed, "2014-12-31", "2015-01-01", "2019-01-01") == ["2010", "2025", "2030"]


def test_undated_ones_bind_from_the_beginning_in_the_order_entered():
    agreed = plain(
        expires_on="2010",
        variations=[variation(new_expires_on="2020"), variation(new_expires_on="2015")],
    )
    assert expiries(agreed, "0001-01-01", "2020-01-01") == ["2015", "2015"]


def test_a_variation_that_changes_no_date_leaves_the_expiry():
    agreed = plain(expires_on="2020", variations=[variation(effective_on="2018")])
    assert expiries(agreed, "2019-01-01") == ["2020"]


# Lifecycle

NOTICE = variation(kind="notice_of_withdrawal", made_on="2013-10")
ENDED_PERHAPS = variation(kind="termination", made_on="2020?")
REPLACED = variation(kind="replacement")

LIFECYCLES = [
    ({}, "2020-01-01", "not_recorded"),
    ({"stage": "proposed", "starts_on": "2010", "expires_on": "2012"}, "2020-01-01", "proposed"),
    # A start counts from its first day.
    ({"starts_on": "2020"}, "2019-12-31", "proposed"),
    # An end that is not recorded carries it for twelve months after the last that is known of it.
    ({"starts_on": "2020"}, "2020-01-01", "in_force"),
    ({"starts_on": "2020"}, "2021-12-31", "in_force"),
    ({"starts_on": "2020"}, "2022-01-01", "not_confirmed"),
    ({"starts_on": "2020-02-29"}, "2021-02-28", "in_force"),
    ({"starts_on": "2020-02-29"}, "2021-03-01", "not_confirmed"),
    ({"starts_on": "2010", "confirmed_on": "2013-10"}, "2014-10-31", "in_force"),
    ({"starts_on": "2010", "confirmed_on": "2013-10"}, "2014-11-01", "not_confirmed"),
    ({"starts_on": "2010", "variations": [variation(made_on="2013-10")]}, "2014-10-31", "in_force"),
    ({"starts_on": "2010", "reviews": [{"reviewed_on": "2013-10"}]}, "2014-10-31", "in_force"),
    # Notice of withdrawal shows nothing; nor does a date in doubt.
    (
        {
            "starts_on": "2010",
            "variations": [NOTICE],
        },
        *("2014-01-01", "not_confirmed"),
    ),
    ({"starts_on": "2010", "confirmed_on": "2013-10?"}, "2014-01-01", "not_confirmed"),
    # Without a start, nothing is known of it before it was first confirmed.
    ({"confirmed_on": "2013-10"}, "2013-09-30", "not_recorded"),
    ({"confirmed_on": "2013-10"}, "2013-10-01", "in_force"),
    ({"confirmed_on": "2013-10"}, "2014-11-01", "not_confirmed"),
    # A start in doubt: whether it had begun is not known before it, nor that it had after.
    ({"starts_on": "2020-03~", "expires_on": "2021"}, "2020-02-29", "not_confirmed"),
    ({"starts_on": "2020-03?", "expires_on": "2021"}, "2020-02-29", "not_confirmed"),
    ({"starts_on": "2020-03?", "expires_on": "2021"}, "2020-03-01", "in_force"),
    ({"starts_on": "2020-03?", "confirmed_on": "2019"}, "2020-02-29", "in_force"),
    ({"starts_on": "2020-03?"}, "2020-03-01", "not_confirmed"),
    ({"starts_on": "2020-03~", "expires_on": "2021"}, "2020-03-01", "in_force"),
    # An expiry counts to its last.
    ({"expires_on": "2020"}, "2020-12-31", "in_force"),
    ({"expires_on": "2020"}, "2021-01-01", "expired"),
    ({"expires_on": "2020-02"}, "2020-02-29", "in_force"),
    ({"expires_on": "2020-02"}, "2020-03-01", "expired"),
    # One in doubt, when it has passed, says nothing of what followed.
    ({"expires_on": "2020-02-10?"}, "2020-02-10", "in_force"),
    ({"expires_on": "2020-02-10?"}, "2020-02-11", "not_confirmed"),
    ({"expires_on": "2020-02-10~"}, "2199-12-31", "not_confirmed"),
    ({"expires_on": "2020-02-10?", "confirmed_on": "2021"}, "2022-12-31", "in_force"),
    ({"expires_on": "2020-02-10?", "confirmed_on": "2021"}, "2023-01-01", "not_confirmed"),
    ({"expires_on": "2020-02-10", "confirmed_on": "2021"}, "2022-12-31", "expired"),
    (
        {"variations": [ENDED_PERHAPS]},
        "2021-01-01",
        "not_confirmed",
    ),
    ({"variations": [variation(kind="termination", made_on="2020")]}, "2021-01-01", "ended"),
    # An unrecorded start counts as in force until expiry.
    ({"expires_on": "2020"}, "0001-01-01", "in_force"),
    # That it lasts until it is ended does not tell whether it was.
    ({"starts_on": "2020", "term": "until_ended"}, "2020-06-01", "in_force"),
    ({"starts_on": "2020", "term": "until_ended"}, "2022-01-01", "not_confirmed"),
    ({"term": "until_ended"}, "2020-01-01", "not_recorded"),
    ({"term": "fixed"}, "2020-01-01", "not_recorded"),
    # It counts from its signing where no start is recorded; a decision starts nothing.
    ({"signed_on": "2020-05", "expires_on": "2021"}, "2020-04-30", "proposed"),
    ({"signed_on": "2020-05", "expires_on": "2021"}, "2020-05-01", "in_force"),
    ({"signed_on": "2019", "starts_on": "2020", "expires_on": "2021"}, "2019-06-01", "proposed"),
    ({"decided_on": "2020", "expires_on": "2021"}, "2019-06-01", "in_force"),
]


@pytest.mark.parametrize(("changes", "day", "lifecycle"), LIFECYCLES)
def test_lifecycle_on_a_day(changes, day, lifecycle):
    assert terms.lifecycle_on(plain(**changes), on(day)) == lifecycle


REASONS = [
    ({}, "2020-01-01", "neither a start nor an end is recorded"),
    ({"stage": "proposed", "starts_on": "2010"}, "2020-01-01", "recorded as proposed, not as made"),
    ({"starts_on": "2021?"}, "2020-01-01", "before its recorded start, 2021 (uncertain); whether it"
     " had begun is not known"),
    ({"starts_on": "2019", "expires_on": "2021"}, "2020-01-01", "from its recorded start, 2019, "
     "until its recorded end, 2021"),
    ({"expires_on": "2021"}, "2020-01-01", "its start is not recorded, so it counts as in force "
     "until its recorded end, 2021"),
    ({"expires_on": "2023-12-31?"}, "2024-01-01", "past its recorded end, 31 December 2023; "
     "whether it was renewed is not known"),
    ({"expires_on": "2023-12-31"}, "2024-01-01", "past its recorded end, 31 December 2023; "
     "nothing recorded says that it went on"),
    ({"expires_on": "2020?", "confirmed_on": "2021"}, "2021-01-01", "in force when last confirmed, "
     "2021; after its recorded end, 2020"),
    ({"confirmed_on": "2013-10"}, "2013-11-01", "in force when last confirmed, October 2013; its "
     "end is not recorded"),
    ({"confirmed_on": "2013-10"}, "2026-01-01", "in force when last confirmed, October 2013; not "
     "known since"),
    ({"starts_on": "2025", "term": "until_ended"}, "2026-01-01", "started 2025; it lasts until it "
     "is ended"),
    ({"signed_on": "2013"}, "2026-01-01", "signed 2013; not known since"),
    ({"variations": [REPLACED]}, "2026-01-01", "replaced on a date that is not "
     "recorded"),
    ({"variations": [ENDED_PERHAPS]}, "2026-01-01", "ended with effect "
     "from 2020 (uncertain); the date is in doubt"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "day", "reason"), REASONS)
def test_the_reason_of_a_state(changes, day, reason):
    assert terms.state_on(plain(**changes), on(day)).reason == reason


def test_an_extension_that_came_late_leaves_a_gap():
    agreed = plain(
        starts_on="2010",
        expires_on="2012",
        variations=[variation(effective_on="2014", new_expires_on="2016")],
    )
    found = [terms.lifecycle_on(agreed, on(f"{year}-06-01")) for year in range(2009, 2018)]
    assert found == [
        *("proposed", "in_force", "in_force", "in_force", "expired"),
        *("in_force", "in_force", "in_force", "expired"),
    ]


# Whatever the dates

days = st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 12, 31))
partial_dates = st.builds(
    lambda day, length, mark: str(day)[:length] + mark,
    days,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?"]),
)
maybe = st.none() | partial_dates
variations = st.builds(
    variation,
    kind=st.sampled_from(VariationKind.values),
    made_on=maybe,
    effective_on=maybe,
    new_expires_on=maybe,
)
bodies = st.builds(
    plain,
    stage=st.sampled_from(["proposed", "made", "made", "not_stated"]),
    term=st.sampled_from(["fixed", "until_ended", "not_recorded"]),
    signed_on=maybe,
    starts_on=maybe,
    expires_on=maybe,
    confirmed_on=maybe,
    variations=st.lists(variations, max_size=4),
)


DATES = {
    *("signed_on", "starts_on", "expires_on", "confirmed_on"),
    *("made_on", "effective_on", "new_expires_on"),
}


def interesting_days(agreed):
    """Every day on which something could change, and those beside it."""
    texts = [agreed[name] for name in ("signed_on", "starts_on", "expires_on", "confirmed_on")]
    for item in agreed["variations"]:
        texts += [item["made_on"], item["effective_on"], item["new_expires_on"]]
    found = {FIRST, LAST}
    for date in (PartialDate(text) for text in texts if text):
        for day in (date.first, date.last, months_after(date.last, 12)):
            found |= {day - DAY, day, day + DAY}
    return sorted(found)


@given(bodies)
def test_periods_cover_all_of_time_without_gap_or_overlap(agreed):
    found = terms.periods(agreed)
    assert (found[0].starts_on, found[-1].ends_on) == (FIRST, LAST)
    for earlier, later in itertools.pairwise(found):
        assert earlier.ends_on + DAY == later.starts_on
    assert all(period.starts_on <= period.ends_on for period in found)


@given(bodies, st.lists(days, max_size=5))
def test_periods_say_of_every_day_what_the_body_says(agreed, more):
    found = terms.periods(agreed)
    for day in [*interesting_days(agreed), *more]:
        (period,) = [one for one in found if one.starts_on <= day <= one.ends_on]
        state = terms.state_on(agreed, day)
        assert (period.lifecycle, period.reason, period.cause) == (
            *(state.lifecycle, state.reason, state.cause),
        )
        assert period.expiry == terms.expiry_on(agreed, day)


def in_doubt(agreed):
    """The same, with every date in doubt; an ending has one."""
    doubted = {
        name: date and date.rstrip("~?") + "?" for name, date in agreed.items() if name in DATES
    }
    variations = [
        {name: date and date.rstrip("~?") + "?" for name, date in one.items() if name in DATES}
        for one in agreed["variations"]
    ]
    kept = [one | dates for one, dates in zip(agreed["variations"], variations, strict=True)]
    return agreed | doubted | {"variations": [{**one, "effective_on": "2013?"} for one in kept]}


@given(bodies, st.lists(days, min_size=1, max_size=5))
def test_dates_in_doubt_never_make_a_state_certain(agreed, more):
    doubted = in_doubt(agreed)
    for day in [*interesting_days(doubted), *more]:
        state = terms.state_on(doubted, day)
        assert state.lifecycle not in ("expired", "ended")
        assert state.lifecycle != "proposed" or doubted["stage"] == "proposed"
        assert bool(state.cause) == (state.lifecycle == "not_confirmed")


@pytest.mark.django_db
@settings(max_examples=max(10, settings().max_examples // 3))
@given(agreed=st.lists(bodies, min_size=1, max_size=4))
def test_the_database_agrees_about_every_day(agreed):
    """What the filters see is what the pages say."""
    with transaction.atomic():
        index(agreed)
        for day in sorted({day for one in agreed for day in interesting_days(one)}):
            rows = Entry.objects.with_lifecycle(day).order_by("pk")
            found = [(row.lifecycle, row.expires_on, row.expiry) for row in rows]
            wanted = [(terms.lifecycle_on(one, day), terms.expiry_on(one, day)) for one in agreed]
            assert found == [
                (word, expiry and expiry.last, expiry and str(expiry)) for word, expiry in wanted
            ]
        transaction.set_rollback(True)
