"""Sections 23A to 23E: writing, consultation, accountability, and what is not recorded of them."""

from .bodies import TWO_FORCES, found, messages, pcc


def test_a_section_22a_agreement_must_be_in_writing():
    assert found(is_in_writing=False) == ["s23c-writing"]
    assert found(is_in_writing=False, legal_bases=["informal"]) == []
    assert found(is_in_writing=False, stage="proposed", signed_on=None) == []


def test_whether_it_is_in_writing_may_not_be_recorded():
    assert found(is_in_writing=None) == ["writing-not-recorded"]
    assert "in writing" in messages(is_in_writing=None)


def test_chief_officers_are_told_how_they_are_held_to_account():
    assert found(is_accountability_notified=False) == ["s23d-notified"]
    assert found(is_accountability_notified=None) == ["accountability-not-recorded"]


def test_without_a_chief_officer_there_is_nobody_to_tell():
    changes = {
        "parties": [pcc("north"), pcc("south")],
        "provision_kinds": ["policing_body"],
        "consultation_note": "Both were consulted.",
    }
    assert found(is_accountability_notified=False, **changes) == []
    assert found(is_accountability_notified=None, **changes) == []


def test_arrangements_notified_are_published():
    assert found(accountability_arrangements=" ") == ["s23e-accountability"]
    assert found(accountability_arrangements=" ", stage="proposed", signed_on=None) == []


def test_each_fact_not_recorded_is_a_gap():
    changes = {
        **dict.fromkeys(["decided_on", "signed_on", "starts_on", "is_in_writing"]),
        "provision_kinds": [],
        "parties": [*TWO_FORCES, pcc("west")],
    }
    assert found(**changes) == [
        *("dates-not-recorded", "made-on-not-recorded", "writing-not-recorded"),
        *("provisions-not-recorded", "consultation-not-recorded"),
    ]
    text = messages(**changes)
    for fact in ("the day it was made", "in writing", "kinds of provision", "West Commissioner"):
        assert fact in text


def test_the_policing_body_of_a_force_may_not_be_recorded():
    parties = [dict(party, organisation=dict(party["organisation"])) for party in TWO_FORCES]
    parties[0]["organisation"]["overseen_by"] = None
    assert found(parties=parties, consultation_note="Yes.") == ["responsible-body-not-recorded"]
    assert "responsible for North Police" in messages(parties=parties)
