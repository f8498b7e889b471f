"""What the index stores of findings: on every day there is, exactly what the rules find then."""

import copy
import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.rules import check, findings_by_day
from agreements.vocabulary import (
    Capacity,
    LegalBasis,
    PartiesRecorded,
    PublicationKind,
    Stage,
    Term,
    VariationKind,
)

from .bodies import (
    BTP,
    BTPA,
    MDP,
    NCA,
    TWO_FORCES,
    ambulance,
    body,
    chief,
    council,
    days_agree,
    document,
    file,
    fire,
    group,
    party,
    pcc,
    variation,
    withheld,
)

days = st.dates(datetime.date(1990, 1, 1), datetime.date(2035, 12, 31))
partial_dates = st.builds(
    lambda day, length, mark: str(day)[:length] + mark,
    days,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "", "~", "?"]),
)
maybe = st.none() | partial_dates
some_parties = st.lists(
    st.builds(
        lambda one, joined_on, left_on: {**one, "joined_on": joined_on, "left_on": left_on},
        st.sampled_from(
            [
                *TWO_FORCES,
                *(chief("west", "wales"), pcc("west", "wales"), chief("alba", "scotland")),
                *(fire("north"), ambulance(), council(), group("all", "policing_body", BTPA)),
                *(party(one, "not_stated") for one in (BTP, MDP, NCA)),
            ]
        ),
        maybe,
        maybe,
    ),
    max_size=6,
)
NAMES = [one["organisation"] for one in TWO_FORCES]
some_variations = st.lists(
    st.builds(
        variation,
        kind=st.sampled_from(VariationKind.values),
        made_on=maybe,
        effective_on=maybe,
        new_expires_on=maybe,
        party=st.none() | st.sampled_from([{"slug": o["slug"], "name": o["name"]} for o in NAMES]),
    ),
    max_size=3,
)
some_reviews = st.lists(
    st.fixed_dictionaries({"reviewed_on": maybe, "outcome": st.just(""), "next_review_on": maybe}),
    max_size=3,
)
some_documents = st.lists(
    st.builds(lambda review_on: document(withheld=withheld(review_on=review_on)), maybe)
    | st.just(document(file=file()))
    | st.just(document()),
    max_size=3,
)
bodies = st.builds(
    body,
    stage=st.sampled_from(Stage.values),
    term=st.sampled_from(Term.values),
    legal_bases=st.lists(st.sampled_from(LegalBasis.values), max_size=3, unique=True),
    publication=st.sampled_from(PublicationKind.values),
    parties_recorded=st.sampled_from([*PartiesRecorded.values, PartiesRecorded.ALL]),
    decided_on=maybe,
    signed_on=maybe,
    starts_on=maybe,
    expires_on=maybe,
    parties=some_parties,
    variations=some_variations,
    reviews=some_reviews,
    documents=some_documents,
)


@given(bodies, st.lists(st.dates(), max_size=10))
def test_whatever_the_body_says_and_whatever_the_day(made, more):
    before = copy.deepcopy(made)
    days_agree(made, *more)
    assert made == before


@given(bodies)
def test_a_finding_is_stored_once_for_each_run_of_days(made):
    """Neither twice on one day, nor cut where nothing changes."""
    runs: dict[tuple, list] = {}
    for one in findings_by_day(made):
        assert one.starts_on <= one.ends_on
        runs.setdefault((one.rule, one.message), []).append((one.starts_on, one.ends_on))
    for found in runs.values():
        found.sort()
        for (_, ended), (begun, _) in itertools.pairwise(found):
            assert begun - ended > datetime.timedelta(days=1)


def test_a_rule_that_does_not_follow_the_day_makes_one_run_of_all_time():
    (found,) = findings_by_day(body(decided_on="2018-04-02"))[:1]
    assert found.rule == "decision-after-start"
    assert (found.starts_on, found.ends_on) == (datetime.date.min, datetime.date.max)


def test_what_a_rule_says_twice_is_one_finding():
    made = body(variations=[variation("notice_of_withdrawal")] * 2)
    ids = [finding.rule.id for finding in check(made, datetime.date(2024, 6, 1))]
    assert ids == ["undated-ending", "notice-party"]
    days_agree(made)


@pytest.mark.parametrize("year", ["1800", "1800-01-01", "2199-12?", "2199-12-31"])
@pytest.mark.parametrize("name", ["decided_on", "signed_on", "starts_on", "expires_on"])
def test_the_first_and_the_last_dates_there_are(name, year):
    days_agree(body(**{name: year}))


def test_capacities_cover_what_the_bodies_above_are_made_of():
    made = {one["capacity"] for one in [*TWO_FORCES, fire("north"), ambulance(), council()]}
    assert made | {"not_stated"} == set(Capacity.values)
