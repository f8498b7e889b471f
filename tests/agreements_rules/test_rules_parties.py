"""Section 22A: who makes the agreement, under the law of the day it was made."""

import datetime

import pytest

from .bodies import (
    BTP,
    BTPA,
    CNC,
    CNPA,
    MDP,
    NCA,
    ON,
    ONE_FORCE_AND_FIRE,
    S22A,
    S23,
    TWO_FORCES,
    chief,
    commissioner,
    council,
    fire,
    force,
    found,
    group,
    messages,
    organisation,
    party,
    pcc,
    variation,
)


def made(day, **changes):
    """Findings of an agreement decided, signed and started on a day."""
    return found(**{"decided_on": day, "signed_on": day, "starts_on": day, **changes})


@pytest.mark.parametrize(
    "parties",
    [
        TWO_FORCES,
        [chief("north"), pcc("north"), pcc("south")],
        ONE_FORCE_AND_FIRE,
        [chief("north"), pcc("north"), council()],
        [*TWO_FORCES, fire("north")],
    ],
)
def test_parties_that_can_make_a_section_22a_agreement_today(parties):
    assert not {"s22a-parties", "s22a-parties-depend"} & set(found(parties=parties))


@pytest.mark.parametrize(
    "parties",
    [
        [pcc("north")],
        [chief("north"), pcc("north")],
        [chief("north"), chief("south"), pcc("north")],
        [pcc("north"), fire("north")],
        [fire("north"), council()],
    ],
)
def test_parties_that_cannot(parties):
    assert found(parties=parties, provision_kinds=["other"]).count("s22a-parties") == 1


def test_two_policing_bodies_alone_make_an_agreement_about_support():
    changes = {"provision_kinds": ["policing_body"], "consultation_note": "Both were consulted."}
    assert found(parties=[pcc("north"), pcc("south")], **changes) == []


def test_one_force_and_a_fire_authority_since_31_march_2017_and_not_before():
    assert made("2017-03-31", parties=ONE_FORCE_AND_FIRE) == []
    assert made("2017-03-30", parties=ONE_FORCE_AND_FIRE) == ["s22a-parties"]


def test_a_month_that_the_change_falls_in_leaves_it_open():
    assert made("2017-03", parties=ONE_FORCE_AND_FIRE) == ["s22a-parties-depend"]
    assert made("2017", parties=ONE_FORCE_AND_FIRE) == ["s22a-parties-depend"]
    assert made("2016", parties=ONE_FORCE_AND_FIRE) == ["s22a-parties"]
    assert made("2017-04", parties=ONE_FORCE_AND_FIRE) == []


def test_a_date_in_doubt_leaves_it_open():
    assert "s22a-parties-depend" in made("2016?", parties=ONE_FORCE_AND_FIRE)


def test_a_date_not_recorded_leaves_it_open_only_where_the_law_differed():
    unknown = {"decided_on": None, "signed_on": None, "starts_on": None}
    assert "s22a-parties-depend" in found(**unknown, parties=ONE_FORCE_AND_FIRE)
    assert "s22a-parties-depend" not in found(**unknown)
    assert "s22a-parties" in found(**unknown, parties=[chief("north"), pcc("north")])


def test_a_proposed_agreement_is_judged_by_the_law_of_the_day_asked_about():
    changes = {"stage": "proposed", "signed_on": None, "parties": ONE_FORCE_AND_FIRE}
    assert found(**changes) == []
    assert found(on=datetime.date(2017, 3, 30), **changes) == ["s22a-parties"]


def test_a_capacity_not_recorded_leaves_it_open():
    parties = [chief("north"), pcc("north"), party(commissioner("south"), "not_stated")]
    assert "s22a-parties-depend" not in found(parties=parties)  # the third is another person, or
    parties = [pcc("north"), party(commissioner("south"), "not_stated")]  # a second policing body
    assert "s22a-parties-depend" in found(parties=parties, provision_kinds=["policing_body"])


def test_a_group_counts_as_its_members():
    forces = group("both-forces", "chief_officer", force("north"), force("south"))
    bodies = group("both-bodies", "policing_body", commissioner("north"), commissioner("south"))
    assert found(parties=[forces, bodies]) == []
    assert "s22a-parties" in found(parties=[forces, pcc("north")])


def test_a_group_of_nobody_knows_whom_cannot_be_judged():
    parties = [group("all-bodies", "policing_body")]
    assert found(parties=parties) == ["parties-not-all-recorded"]
    assert "All Bodies" in messages(parties=parties)


def test_a_commissioner_who_is_also_the_fire_authority_counts_in_both_capacities():
    both = [chief("north"), pcc("north"), party(commissioner("north"), "fire_authority")]
    assert found(parties=both) == []


def test_those_who_joined_later_did_not_make_it():
    later = [chief("north"), pcc("north"), pcc("south", joined_on="2019-04-01")]
    assert found(parties=later) == ["s22a-parties"]


def test_section_22a_was_not_there_before_16_january_2012():
    assert made("2012-01-15") == ["s22a-before-2012"]
    assert made("2012-01-16") == []
    assert made("2012") == []
    assert made("2010", legal_bases=[S22A, S23]) == []
    later = variation(effective_on="2014-04-01", new_expires_on="2028-03-31")
    assert made("2010", variations=[later]) == []


def test_section_23_was_no_power_from_16_january_2012():
    assert made("2012-01-16", legal_bases=[S23]) == ["s23-after-2012"]
    assert made("2012-01-15", legal_bases=[S23]) == []
    assert made("2012", legal_bases=[S23]) == []


def test_a_legacy_agreement_is_not_judged_by_section_22a():
    assert made("2011-05-01", legal_bases=[S23], parties=[chief("north"), chief("south")]) == []


# s.22A(3) to (5)


def test_provision_about_forces_needs_their_chief_officers():
    parties = [pcc("north"), pcc("south")]
    assert found(parties=parties, consultation_note="Both were.") == ["s22a-provisions"]


def test_provision_about_forces_needs_each_chief_officers_policing_body():
    parties = [*TWO_FORCES, chief("west")]
    assert found(parties=parties) == ["s22a-provisions"]
    assert "West Police" in messages(parties=parties)
    joined = [*TWO_FORCES, chief("west", joined_on="2019-01-01")]
    assert found(parties=joined) == ["s22a-provisions"]


def test_support_for_another_body_or_its_force_takes_two_policing_bodies():
    for kind in ("policing_body", "policing_body_and_force"):
        assert found(parties=TWO_FORCES, provision_kinds=[kind]) == []
        assert "s22a-provisions" in found(parties=ONE_FORCE_AND_FIRE, provision_kinds=[kind])


def test_a_policing_body_that_may_have_been_responsible_accuses_nobody():
    """Who was responsible is known only as of the approval: a commissioner may have been before."""
    parties = [chief("north"), pcc("south"), pcc("west")]
    consulted = {"consultation_note": "All were consulted."}
    assert found(parties=parties, **consulted) == []
    north = organisation("north-police", "police_force", responsible=["north-commissioner"])
    parties[0] = party(north, "chief_officer")
    assert found(parties=parties, **consulted) == ["s22a-provisions"]
    assert "North Police" in messages(parties=parties)


def test_a_commissioner_whom_a_mayor_succeeded_is_the_one_of_the_day_or_the_mayor():
    both = ["north-commissioner", "mayor-of-north"]
    force = organisation("north-police", "police_force", "england", "mayor-of-north", both)
    mayor = organisation("mayor-of-north", "policing_body")
    for body in (pcc("north"), party(mayor, "policing_body")):
        assert found(parties=[party(force, "chief_officer"), body, *TWO_FORCES[2:]]) == []


def test_a_policing_body_without_its_chief_officer_is_something_to_check():
    parties = [*TWO_FORCES, pcc("west")]
    assert found(parties=parties, consultation_note="Yes.") == ["s22a-unmatched"]
    # Without provision about forces no chief officer need be party.
    changes = {"provision_kinds": ["policing_body"], "consultation_note": "Yes."}
    assert found(parties=parties, **changes) == []


# s.23I


def test_transport_and_nuclear_police_are_police_forces():
    parties = [
        *(party(BTP, "chief_officer"), party(BTPA, "policing_body")),
        *(party(CNC, "chief_officer"), party(CNPA, "policing_body")),
    ]
    assert found(parties=parties) == []
    assert found(parties=[*TWO_FORCES, party(BTP, "other_person")]) == ["s23i-capacity"]


def test_the_crime_agency_and_defence_police_are_other_persons():
    for other in (NCA, MDP):
        third = [chief("north"), pcc("north"), party(other, "other_person")]
        assert found(parties=third) == []
    assert found(parties=[*TWO_FORCES, party(MDP, "chief_officer")]) == ["s23i-capacity"]
    assert found(parties=[*TWO_FORCES, party(NCA, "chief_officer")])[0] == "party-capacity"


def test_forces_beyond_england_and_wales_are_other_persons():
    scotland = organisation("police-scotland", "police_force", "scotland", "authority")
    authority = organisation("authority", "policing_body", "scotland")
    parties = [chief("north"), pcc("north"), party(authority, "policing_body")]
    # One policing body, and an other person recorded in the wrong capacity.
    assert found(parties=parties) == ["s23i-capacity"]
    assert found(parties=[*TWO_FORCES, party(scotland, "other_person")]) == []
    wales = [*TWO_FORCES, chief("gwent", "wales"), pcc("gwent", "wales")]
    assert found(parties=wales) == []


# Capacities


def test_a_capacity_must_fit_the_party():
    wrong = [*TWO_FORCES, party(force("west"), "fire_authority")]
    assert found(parties=wrong) == ["party-capacity"]
    council_as_fire = party(council()["organisation"], "fire_authority")
    assert found(parties=[*TWO_FORCES, council_as_fire]) == []


def test_a_capacity_not_stated():
    parties = [*TWO_FORCES, party(organisation("helpers", "other"), "not_stated")]
    assert found(parties=parties) == ["party-capacity-not-stated"]
    assert found(parties=parties, legal_bases=["contract"]) == ["party-capacity-not-stated"]
    assert "party-capacity-not-stated" not in found(parties=parties, stage="no_agreement_known")


# s.23C(6)


def test_those_that_remain_must_still_have_the_power():
    parties = [chief("north"), pcc("north"), fire("north", left_on="2020-03-31")]
    assert found(parties=parties) == ["s23c-power-lost"]
    assert "s23c-power-lost" not in found(parties=parties, on=datetime.date(2020, 3, 31))
    replaced = [*parties, fire("south", joined_on="2020-04-01")]
    assert found(parties=replaced) == []


def test_nobody_loses_power_under_an_agreement_that_is_over():
    parties = [chief("north"), pcc("north"), fire("north", left_on="2020-03-31")]
    ended = {"expires_on": "2022-03-31", "variations": [variation("termination", made_on="2022")]}
    assert "s23c-power-lost" not in found(parties=parties, on=ON, **ended)
