"""The Fire and Rescue Services Act 2004, sections 13, 15 and 16."""

from .bodies import (
    S1_2017,
    S13,
    S15,
    S16,
    chief,
    commissioner,
    council,
    fire,
    found,
    organisation,
    party,
    pcc,
)

AIRPORT = party(organisation("midshires-airport", "other"), "other_person")


def judged(parties, *bases, **changes):
    return found(parties=parties, legal_bases=list(bases), provision_kinds=[], **changes)


def test_a_reinforcement_scheme_is_between_fire_authorities():
    assert judged([fire("north"), fire("south")], S13) == []
    assert judged([fire("north"), fire("gwent", "wales")], S13) == []
    assert judged([fire("north")], S13) == ["frsa-s13"]
    assert judged([fire("north"), fire("south"), council()], S13) == ["frsa-s13"]
    assert judged([fire("north"), fire("fife", "scotland")], S13) == ["frsa-s13", "frsa-s13"]


def test_others_join_a_reinforcement_scheme_under_a_power_of_their_own():
    parties = [fire("north"), fire("south"), chief("north"), pcc("north")]
    assert judged(parties, S13, S1_2017) == []
    assert judged([fire("north"), fire("south"), AIRPORT], S13, S15) == []
    # A memorandum is no power.
    assert judged(parties, S13, "memorandum") == ["frsa-s13"]


def test_a_commissioner_can_be_the_fire_authority():
    parties = [fire("north"), party(commissioner("south"), "fire_authority")]
    assert judged(parties, S13) == []


def test_a_service_whose_capacity_is_not_stated_is_not_accused():
    service = party(organisation("south-fire", "fire_service"), "not_stated")
    assert judged([fire("north"), service], S13) == ["party-capacity-not-stated"]


def test_an_employer_of_fire_fighters_is_not_a_fire_authority():
    assert judged([fire("north"), AIRPORT], S15) == []
    assert judged([fire("north"), fire("south")], S15) == ["frsa-s15"]
    assert judged([AIRPORT, council()], S15) == ["frsa-s15"]


def test_functions_are_discharged_by_another_authority_or_person():
    assert judged([fire("north"), fire("south")], S16) == []
    assert judged([fire("north"), AIRPORT], S16) == []
    assert judged([AIRPORT, council()], S16) == ["frsa-s16"]
    assert judged([fire("north")], S16) == ["frsa-s16"]
