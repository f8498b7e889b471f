"""Dates that contradict one another, unfinished stories, reviews and bare records."""

import datetime

import pytest
from django.test import override_settings

from register.spans import months_after

from .bodies import (
    TWO_FORCES,
    chief,
    found,
    group,
    messages,
    pcc,
    review,
    variation,
)

NOTICE = "notice_of_withdrawal"
NORTH = {"slug": "north-commissioner", "name": "North Commissioner"}


# Contradictions


def test_start_after_expiry():
    assert found(starts_on="2028-04-01") == ["start-after-expiry"]
    extended = variation(made_on="2019", new_expires_on="2018-03")
    assert found(variations=[extended]).count("start-after-expiry") == 1


@pytest.mark.parametrize("expires_on", ["2018-04", "2018", "2017?", "2017~", "2018-04-01"])
def test_an_expiry_that_may_be_after_the_start_is_not_judged(expires_on):
    assert "start-after-expiry" not in found(expires_on=expires_on)


def test_a_party_cannot_leave_before_it_joined():
    parties = [*TWO_FORCES, chief("west", joined_on="2020", left_on="2019-12-31")]
    assert "left-before-joining" in found(parties=parties)
    assert "West Police" in messages(parties=parties)
    parties = [*TWO_FORCES, pcc("west", joined_on="2020", left_on="2020-05")]
    assert "left-before-joining" not in found(parties=parties)


def test_a_decision_after_the_start():
    assert found(decided_on="2018-04-02") == ["decision-after-start"]
    assert found(decided_on="2018-04") == []


def test_a_variation_before_signing():
    assert found(variations=[variation(effective_on="2018-01")]) == ["variation-before-signing"]
    assert found(variations=[variation(made_on="2018-01-31")]) == ["variation-before-signing"]
    assert found(variations=[variation(made_on="2018-02")]) == []
    assert found(variations=[variation(made_on="2017?")]) == []


def test_signed_but_proposed():
    assert found(stage="proposed") == ["signed-but-proposed"]
    assert found(stage="proposed", signed_on="2024-07-01") == []
    assert found(stage="proposed", signed_on=None) == []


# Endings


@pytest.mark.parametrize("kind", ["termination", "replacement"])
def test_an_ending_needs_a_date(kind):
    assert "undated-ending" in found(variations=[variation(kind)])
    assert "undated-ending" not in found(variations=[variation(kind, effective_on="2023")])
    assert "undated-ending" not in found(variations=[variation(kind, made_on="2023")])


def test_a_notice_needs_a_date_and_a_party():
    assert "undated-ending" in found(variations=[variation(NOTICE, party=NORTH)])
    assert "notice-party" in found(variations=[variation(NOTICE, made_on="2024")])
    given = variation(NOTICE, made_on="2024", effective_on="2025-01-01", party=NORTH)
    assert found(variations=[given]) == []


def test_who_gives_notice_is_a_party():
    stranger = {"slug": "west-commissioner", "name": "West Commissioner"}
    given = variation(NOTICE, effective_on="2025-01-01", party=stranger)
    assert found(variations=[given]) == ["notice-party"]
    members = [party["organisation"] for party in TWO_FORCES[1::2]]
    parties = [TWO_FORCES[0], TWO_FORCES[2], group("both-bodies", "policing_body", *members)]
    given = variation(NOTICE, effective_on="2025-01-01", party=NORTH)
    assert found(parties=parties, variations=[given]) == []


def test_past_its_expiry():
    assert found(expires_on="2024-05-31") == ["past-expiry"]
    assert "31 May 2024" in messages(expires_on="2024-05-31")
    assert found(expires_on="2024-06-01") == []
    assert found(expires_on="2024-06") == []


def test_renewed_replaced_or_terminated_its_story_is_told():
    renewed = variation("renewal", effective_on="2023", new_expires_on="2026")
    assert found(expires_on="2023-12-31", variations=[renewed]) == []
    other = {"kind": "agreement", "slug": "new", "reference": "MU-0002", "title": "New"}
    assert found(expires_on="2023-12-31", replaced_by=other) == []
    ended = variation("termination", effective_on="2023-12-31")
    assert found(expires_on="2023-12-31", variations=[ended]) == []


# Reviews


def test_a_review_is_due_by_the_date_the_last_one_set():
    assert found(reviews=[review("2020", "2024-05-31")]) == ["review-overdue"]
    assert found(reviews=[review("2020", "2024-06")]) == []
    assert found(reviews=[review("2020", "2021"), review("2024-01-01")]) == []


def test_else_by_the_offices_interval():
    assert found(reviews=[review("2023-05-31")]) == ["review-overdue"]
    assert found(reviews=[review("2023-06-01")]) == []
    with override_settings(REVIEW_INTERVAL_MONTHS=24):
        assert found(reviews=[review("2022-06-01")]) == []


def test_never_reviewed():
    assert found(reviews=[]) == ["review-overdue"]
    unknown = dict.fromkeys(["decided_on", "signed_on", "starts_on"])
    assert "review-not-recorded" in found(reviews=[], **unknown)


def test_there_is_nothing_to_review_in_what_is_over_or_not_begun():
    assert found(reviews=[], expires_on="2023-12-31") == ["past-expiry"]
    assert found(reviews=[], stage="proposed", signed_on=None) == []


def test_a_review_after_the_day_asked_about_does_not_count():
    on = datetime.date(2020, 1, 1)
    assert found(on=on, reviews=[review("2024-01-15")]) == ["review-overdue"]
    assert found(on=on, reviews=[review("2019-06-01"), review("2024-01-15")]) == []


def test_months_after_keeps_to_the_month():
    assert months_after(datetime.date(2023, 8, 31), 6) == datetime.date(2024, 2, 29)
    assert months_after(datetime.date(2023, 12, 1), 12) == datetime.date(2024, 12, 1)


# What any record needs


def test_parties_not_all_recorded():
    for recorded in ("some", "not_stated"):
        assert found(parties_recorded=recorded) == ["parties-not-all-recorded"]
    assert found(parties=[]) == ["parties-not-all-recorded"]


def test_legal_basis_not_stated():
    for bases in ([], ["not_stated"]):
        assert found(legal_bases=bases) == ["legal-basis-not-stated"]
    assert found(legal_bases=["not_stated", "contract"]) == []


def test_what_it_is_for_and_about():
    assert found(purpose=" ") == ["purpose-not-recorded"]
    assert found(functions=[]) == ["functions-not-recorded"]


def test_a_party_only_as_printed_is_asked_about_and_leaves_the_law_unjudged():
    printed = chief("north") | {"organisation": None, "stated_as": "Derbyshire"}
    assert found(parties=[*TWO_FORCES[2:], printed]) == ["party-only-in-words"]
    assert "“Derbyshire”" in messages(parties=[printed])


def test_stage_not_stated():
    assert found(stage="not_stated") == ["stage-not-stated"]


def test_dates_not_recorded():
    assert found(starts_on=None) == ["dates-not-recorded"]
    assert found(expires_on=None, term="not_recorded") == ["dates-not-recorded"]
    assert found(expires_on=None, term="until_ended") == []
    assert found(stage="proposed", signed_on=None, starts_on=None, expires_on=None) == []
