"""The 2017 Act: police, fire and rescue, and ambulance services in England."""

import pytest

from .bodies import (
    BTP,
    BTPA,
    S1_2017,
    TWO_FORCES,
    ambulance,
    chief,
    commissioner,
    council,
    fire,
    force,
    found,
    messages,
    organisation,
    party,
    pcc,
)

LAWFUL = [chief("north"), pcc("north"), fire("north")]


def judged(parties=LAWFUL, **changes):
    changes = {"legal_bases": [S1_2017], "provision_kinds": [], **changes}
    return found(parties=parties, **changes)


@pytest.mark.parametrize(
    "parties",
    [
        LAWFUL,
        [fire("north"), ambulance()],
        [chief("north"), pcc("north"), ambulance()],
        [*LAWFUL, council()],
        [*LAWFUL, party(BTP, "other_person")],
        [*LAWFUL, chief("gwent", "wales"), pcc("gwent", "wales")],
    ],
)
def test_parties_from_two_services_in_england(parties):
    assert judged(parties) == []


@pytest.mark.parametrize(
    "parties",
    [
        TWO_FORCES,
        [fire("north"), fire("south")],
        [fire("north"), council()],
        [chief("gwent", "wales"), pcc("gwent", "wales"), fire("gwent", "wales")],
        [chief("gwent", "wales"), pcc("gwent", "wales"), fire("north")],
        [party(BTP, "chief_officer"), party(BTPA, "policing_body"), fire("north")],
    ],
)
def test_parties_that_are_not(parties):
    assert judged(parties) == ["pca2017-services"]


def test_a_nation_or_capacity_not_recorded_leaves_it_open():
    assert judged([chief("north", ""), pcc("north", ""), fire("north")]) == [
        "pca2017-services-depend"
    ]
    service = party(organisation("north-fire", "fire_service"), "not_stated")
    parties = [chief("north"), pcc("north"), service]
    assert judged(parties) == ["party-capacity-not-stated", "pca2017-services-depend"]


def test_a_commissioner_who_is_the_fire_authority_is_of_both_services():
    both = [chief("north"), pcc("north"), party(commissioner("north"), "fire_authority")]
    assert judged(both) == []


def test_the_act_was_not_in_force_before_3_april_2017():
    before = {"decided_on": "2017-04-02", "signed_on": "2017-04-02"}
    assert judged(**before) == ["pca2017-before"]
    assert judged(decided_on="2017-04", signed_on="2017-04") == []
    assert judged(decided_on="2017-04-03", signed_on="2017-04-03") == []


def test_a_chief_officer_joins_only_with_the_policing_body():
    assert judged([chief("north"), fire("north")]) == ["pca2017-chief-officer"]
    assert judged([*LAWFUL, chief("south")]) == ["pca2017-chief-officer"]
    # The restriction is on chief officers of forces in England (s.5(8)).
    assert judged([*LAWFUL, chief("gwent", "wales")]) == []


def test_a_policing_body_that_may_have_been_responsible_accuses_nobody():
    parties = [chief("north"), pcc("old-north"), fire("north")]
    assert judged(parties, consultation_note="Yes.") == []


def test_a_policing_body_whose_nation_is_not_recorded_may_be_the_one():
    parties = [chief("north"), pcc("north", ""), fire("north")]
    assert judged(parties) == []


def test_it_is_in_writing():
    assert judged(is_in_writing=False) == ["pca2017-writing"]
    assert judged(is_in_writing=None) == ["writing-not-recorded"]


def test_it_lets_a_party_withdraw():
    assert judged(has_withdrawal_clause=False) == ["pca2017-withdrawal"]
    assert judged(has_withdrawal_clause=None) == ["withdrawal-not-recorded"]
    assert found(has_withdrawal_clause=False) == []


def test_a_policing_body_consults_its_chief_officer_unless_a_party():
    parties = [pcc("north"), fire("north")]
    assert judged(parties) == ["consultation-not-recorded"]
    assert judged(parties, consultation_note="The chief constable agreed.") == []


def test_the_london_fire_commissioner_consults_the_mayor():
    london = party(organisation("london-fire-commissioner", "fire_authority"), "fire_authority")
    parties = [london, ambulance("london")]
    assert judged(parties) == ["consultation-not-recorded"]
    text = messages(parties=parties, legal_bases=[S1_2017])
    assert "Mayor of London" in text
    assert judged(parties, consultation_note="The Mayor was consulted.") == []


def test_a_force_whose_policing_body_is_unknown_is_not_accused():
    unknown = force("north") | {"overseen_by": None}
    parties = [party(unknown, "chief_officer"), pcc("north"), fire("north")]
    assert "pca2017-chief-officer" not in judged(parties)
