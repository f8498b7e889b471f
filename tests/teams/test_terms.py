"""A team's lifecycle on a day, its trial included."""

import datetime
import itertools

import pytest

from teams import terms

from .made import TRIAL, body

on = datetime.date.fromisoformat
CONTINUED = TRIAL | {"decision": "continued", "decided_on": "2020-06"}
CASES = [
    ({}, "2020-01-01", "not_recorded"),
    ({"starts_on": "2019-10-25"}, "2019-10-24", "proposed"),
    ({"starts_on": "2019-10-25"}, "2019-10-25", "working"),
    ({"starts_on": "2019-10"}, "2019-10-01", "working"),
    ({"starts_on": "2019", "ends_on": "2020-04"}, "2020-04-30", "working"),
    ({"starts_on": "2019", "ends_on": "2020-04"}, "2020-05-01", "ended"),
    # Without a recorded start it counts as working until it ends.
    ({"ends_on": "2020"}, "1990-01-01", "working"),
    # A trial that ran its time, and nobody recorded what came of it.
    ({"starts_on": "2019-10-25", "trial": TRIAL}, "2020-04-25", "working"),
    ({"starts_on": "2019-10-25", "trial": TRIAL}, "2020-04-26", "not_confirmed"),
    ({"trial": TRIAL | {"decision": "extended"}}, "2021-01-01", "not_confirmed"),
    ({"starts_on": "2019", "trial": TRIAL | {"decision": "continued"}}, "2020-12-31", "working"),
    ({"starts_on": "2019", "trial": CONTINUED}, "2021-01-01", "working"),
    ({"starts_on": "2019", "trial": CONTINUED}, "2022-01-01", "not_confirmed"),
    # A plan stays one until a source says that it began.
    ({"stage": "proposed", "starts_on": "2015-11"}, "2026-01-01", "proposed"),
    # An end in doubt, or none: working only for a year after the last that is known.
    ({"starts_on": "2019", "ends_on": "2020?"}, "2021-01-01", "not_confirmed"),
    ({"starts_on": "2016"}, "2018-01-01", "not_confirmed"),
    ({"starts_on": "2016", "confirmed_on": "2019-12"}, "2020-12-31", "working"),
    ({"starts_on": "2016", "confirmed_on": "2019-12"}, "2021-01-01", "not_confirmed"),
    ({"ends_on": "2021", "trial": TRIAL | {"decision": "ended"}}, "2020-12-31", "working"),
    ({"ends_on": "2021", "trial": TRIAL | {"decision": "ended"}}, "2022-01-01", "ended"),
    ({"starts_on": "2019", "trial": TRIAL | {"planned_end_on": None}}, "2020-12-31", "working"),
]
SITES = [
    ({}, "2020-01-01", "not_recorded", "neither a start nor an end is recorded"),
    ({"opened_on": "2016"}, "2015-12-31", "proposed", "before its recorded opening, 2016"),
    ({"opened_on": "2016"}, "2017-12-31", "open", "opened 2016; its end is not recorded"),
    ({"opened_on": "2016"}, "2018-01-01", "not_confirmed", "opened 2016; not known since"),
    ({"opened_on": "2016", "confirmed_on": "2019-12"}, "2020-12-31", "open",
     "open when last confirmed, December 2019; its end is not recorded"),
    ({"opened_on": "2016", "closed_on": "2020"}, "2021-01-01", "closed",
     "past its recorded closing, 2020; nothing recorded says that it went on"),
    ({"stage": "approved", "opened_on": "2016"}, "2026-01-01", "proposed",
     "recorded as proposed or approved, not as opened"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "day", "lifecycle"), CASES)
def test_lifecycle_on_a_day(fields, day, lifecycle):
    assert terms.lifecycle_on(body(**fields), on(day)) == lifecycle


@pytest.mark.parametrize(("fields", "day", "lifecycle", "reason"), SITES)
def test_where_a_site_stands_on_a_day(fields, day, lifecycle, reason):
    state = terms.site_state_on(body(**fields), on(day))
    assert (state.lifecycle, state.reason) == (lifecycle, reason)


def test_a_trial_whose_end_has_passed_says_why_nobody_knows():
    state = terms.state_on(body(starts_on="2019-10-25", trial=TRIAL), on("2020-04-26"))
    assert state.reason == (
        "past its trial’s planned end, about 25 April 2020; whether it went on is not known"
    )


def test_a_trial_made_permanent_is_known_since_it_was():
    state = terms.state_on(body(starts_on="2019", trial=CONTINUED), on("2022-01-01"))
    assert state.reason == "its trial was made permanent June 2020; not known since"


@pytest.mark.parametrize("fields", [fields for fields, _, _ in CASES])
def test_periods_cover_all_of_time_and_say_what_the_days_say(fields):
    one = body(**fields)
    found = terms.periods(one)
    assert (found[0].starts_on, found[-1].ends_on) == (datetime.date.min, datetime.date.max)
    for before, after in itertools.pairwise(found):
        assert after.starts_on - before.ends_on == datetime.timedelta(days=1)
    for span in found:
        for day in (span.starts_on, span.ends_on):
            assert span.lifecycle == terms.lifecycle_on(one, day)
            assert span.expiry == terms.expiry_on(one, day)


@pytest.mark.parametrize(
    ("trial", "state"),
    [
        (None, "no_trial"),
        (TRIAL, "outcome_not_recorded"),
        (TRIAL | {"outcome": "Made permanent."}, "outcome_recorded"),
    ],
)
def test_whether_the_outcome_of_a_trial_is_known(trial, state):
    assert terms.trial_state(body(trial=trial)) == state


def test_the_last_day_there_is_has_none_after_it():
    assert terms.periods(body(ends_on="2199-12-31"))[-1].lifecycle == "ended"
