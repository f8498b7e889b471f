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

from .golden import body, index, variation

DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date.min, datetime.date.max
on = datetime.date.fromisoformat


def plain(**changes):
    """A body of which no date is recorded but the changes."""
    blank = dict.fromkeys(("decided_on", "signed_on", "starts_on", "expires_on"))
    blank |= {"stage": "made", "term": "not_recorded", "variations": [], "parties": []}
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

LIFECYCLES = [
    ({}, "2020-01-01", "not_recorded"),
    ({"stage": "proposed", "starts_on": "2010", "expires_on": "2012"}, "2020-01-01", "proposed"),
    # A start counts from its first day.
    ({"starts_on": "2020"}, "2019-12-31", "proposed"),
    ({"starts_on": "2020"}, "2020-01-01", "not_recorded"),
    ({"starts_on": "2020-03~", "expires_on": "2021"}, "2020-02-29", "proposed"),
    ({"starts_on": "2020-03~", "expires_on": "2021"}, "2020-03-01", "in_force"),
    # An expiry counts to its last.
    ({"expires_on": "2020"}, "2020-12-31", "in_force"),
    ({"expires_on": "2020"}, "2021-01-01", "expired"),
    ({"expires_on": "2020-02"}, "2020-02-29", "in_force"),
    ({"expires_on": "2020-02"}, "2020-03-01", "expired"),
    ({"expires_on": "2020-02-10?"}, "2020-02-11", "expired"),
    # An unrecorded start counts as in force until expiry.
    ({"expires_on": "2020"}, "0001-01-01", "in_force"),
    ({"starts_on": "2020", "term": "until_ended"}, "2199-12-31", "in_force"),
    ({"term": "until_ended"}, "2020-01-01", "in_force"),
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
    variations=st.lists(variations, max_size=4),
)


def interesting_days(agreed):
    """Every day on which something could change, and those beside it."""
    texts = [agreed["signed_on"], agreed["starts_on"], agreed["expires_on"]]
    for item in agreed["variations"]:
        texts += [item["made_on"], item["effective_on"], item["new_expires_on"]]
    found = {FIRST, LAST}
    for date in (PartialDate(text) for text in texts if text):
        for day in (date.first, date.last):
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
        assert period.lifecycle == terms.lifecycle_on(agreed, day)
        assert period.expiry == terms.expiry_on(agreed, day)


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
