"""A team's lifecycle on a day, its trial included."""

import datetime
import itertools

import pytest

from teams import terms

from .made import TRIAL, body

on = datetime.date.fromisoformat
CASES = [
    ({}, "2020-01-01", "not_recorded"),
    ({"starts_on": "2019-10-25"}, "2019-10-24", "planned"),
    ({"starts_on": "2019-10-25"}, "2019-10-25", "working"),
    ({"starts_on": "2019-10"}, "2019-10-01", "working"),
    ({"starts_on": "2019", "ends_on": "2020-04"}, "2020-04-30", "working"),
    ({"starts_on": "2019", "ends_on": "2020-04"}, "2020-05-01", "ended"),
    # Without a recorded start it counts as working until it ends.
    ({"ends_on": "2020"}, "1990-01-01", "working"),
    # A trial that ran its time, and nobody recorded what came of it.
    ({"starts_on": "2019-10-25", "trial": TRIAL}, "2020-04-25", "working"),
    ({"starts_on": "2019-10-25", "trial": TRIAL}, "2020-04-26", "not_recorded"),
    ({"trial": TRIAL | {"decision": "extended"}}, "2021-01-01", "not_recorded"),
    ({"starts_on": "2019", "trial": TRIAL | {"decision": "continued"}}, "2021-01-01", "working"),
    ({"ends_on": "2021", "trial": TRIAL | {"decision": "ended"}}, "2020-12-31", "working"),
    ({"ends_on": "2021", "trial": TRIAL | {"decision": "ended"}}, "2022-01-01", "ended"),
    ({"starts_on": "2019", "trial": TRIAL | {"planned_end_on": None}}, "2030-01-01", "working"),
]


@pytest.mark.parametrize(("fields", "day", "lifecycle"), CASES)
def test_lifecycle_on_a_day(fields, day, lifecycle):
    assert terms.lifecycle_on(body(**fields), on(day)) == lifecycle


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
