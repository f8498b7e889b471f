# ruff: noqa: E501 (a row of the table is a line)
"""Made-up agreements, lawful and unlawful, and what a lawyer would say of each on 1 June 2024.

A row: what it is, how it differs from a lawful agreement of two forces (bodies.PLAIN), what the
lists Law and Due say (without gaps), and a rule that cannot judge it, if that is the point.
"""

import pytest

from agreements.rules import BY_ID, List

from .bodies import (
    BTP,
    BTPA,
    MDP,
    ONE_FORCE_AND_FIRE,
    S1_2017,
    S13,
    S15,
    S16,
    S22A,
    S23,
    TWO_FORCES,
    ambulance,
    body,
    chief,
    council,
    fire,
    found,
    group,
    organisation,
    party,
    pcc,
    review,
    variation,
)

S24, S1_1970 = "s24_police_act_1996", "s1_local_authorities_goods_and_services_act_1970"
S101 = "s101_local_government_act_1972"
PRINTED = party(None, "not_stated", stated_as="Derbyshire")
UNSTATED = [party(one["organisation"], "not_stated") for one in TWO_FORCES]
MAYOR = organisation("mayor-of-north", "policing_body")
# North's commissioner gave way to a mayor on a day after the agreement was made.
NORTH = ["north-commissioner", "mayor-of-north"]
NORTH_POLICE = organisation("north-police", "police_force", "england", "mayor-of-north", NORTH)
NORTH_CHIEF = party(NORTH_POLICE, "chief_officer")
EVERY_FORCE = group("all", "chief_officer", *(chief(f"f{n}")["organisation"] for n in range(43)))
EVERY_BODY = group("bodies", "policing_body", *(pcc(f"f{n}")["organisation"] for n in range(43)))
CONSULTED = {"consultation_note": "They were consulted."}
BODIES_ALONE = {**CONSULTED, "provision_kinds": ["policing_body"]}


ARRANGEMENT = {
    **dict.fromkeys(["decided_on", "signed_on", "starts_on", "expires_on", "is_in_writing"]),
    **dict.fromkeys(["has_withdrawal_clause", "is_accountability_notified"]),
    **dict.fromkeys(["withdrawal_terms", "accountability_arrangements"], ""),
    **{key: [] for key in ("legal_bases", "provision_kinds", "documents", "reviews")},
    "stage": "no_agreement_known",
    "term": "not_recorded",
    "parties": UNSTATED,
    "publication": "fact_and_details",
}


def made(day, **changes):
    return {"decided_on": day, "signed_on": day, "starts_on": day, **changes}


def of(*parties, **changes):
    return {"parties": list(parties), **changes}


def under(*bases, **changes):
    return {"legal_bases": list(bases), "provision_kinds": [], **changes}


def of_fire(basis, *parties):
    return under(basis, parties=list(parties))


LAWFUL, NOT_JUDGED = [], "cannot be judged"
AGREEMENTS = [
    # Section 22A: who makes it
    ("two forces and both commissioners", {}, LAWFUL),
    ("two commissioners about support", of(pcc("north"), pcc("south"), **BODIES_ALONE), LAWFUL),
    ("one force, its commissioner and fire, 2018", of(*ONE_FORCE_AND_FIRE), LAWFUL),
    ("the same in 2016", made("2016", parties=ONE_FORCE_AND_FIRE), ["s22a-parties"]),
    ("the same, day unknown", made("2017?", parties=ONE_FORCE_AND_FIRE), (NOT_JUDGED, "s22a-parties")),
    ("one force and its commissioner alone", of(chief("north"), pcc("north")), ["s22a-parties"]),
    ("a chief officer whose commissioner is not in", of(*TWO_FORCES, chief("west")), ["s22a-provisions"]),
    ("forces' work agreed by commissioners alone", of(pcc("north"), pcc("south"), **CONSULTED), ["s22a-provisions"]),
    ("the transport police as a force", of(party(BTP, "chief_officer"), party(BTPA, "policing_body"), *TWO_FORCES), LAWFUL),
    ("defence police as another person", of(chief("north"), pcc("north"), party(MDP, "other_person")), LAWFUL),
    ("defence police as a chief officer", of(*TWO_FORCES, party(MDP, "chief_officer")), ["s23i-capacity"]),
    ("a council as fire authority of a force", of(*TWO_FORCES, party(chief("west")["organisation"], "fire_authority")), ["party-capacity"]),
    # Who oversaw whom on the day it was made
    ("made with a commissioner, now a mayor", of(NORTH_CHIEF, pcc("north"), *TWO_FORCES[2:]), LAWFUL),
    ("the mayor recorded who took over since", of(NORTH_CHIEF, party(MAYOR, "policing_body"), *TWO_FORCES[2:]), LAWFUL),
    ("the commissioner of somewhere else", of(NORTH_CHIEF, pcc("east"), *TWO_FORCES[2:]), ["s22a-provisions"]),
    # What is not recorded is no breach
    ("capacities not stated", of(*UNSTATED), (NOT_JUDGED, "s22a-provisions")),
    ("a party only as printed", of(*TWO_FORCES, PRINTED), (NOT_JUDGED, "s22a-parties")),
    ("one party of some", of(pcc("north"), parties_recorded="some"), (NOT_JUDGED, "s22a-parties")),
    ("no legal basis known", under(parties=[pcc("north")]), (NOT_JUDGED, "s22a-parties")),
    ("writing not recorded", {"is_in_writing": None}, (NOT_JUDGED, "s23c-writing")),
    ("work together, no agreement known", ARRANGEMENT, (NOT_JUDGED, "s23c-writing")),
    ("the same, and yet a date of signing", ARRANGEMENT | {"signed_on": "2018"}, ["no-agreement-known"]),
    # Time
    ("section 22A in 2011", made("2011-12-01"), ["s22a-before-2012"]),
    ("section 23 in 2010", made("2010-04-01", **under(S23)), LAWFUL),
    ("section 23 in 2013", made("2013-04-01", **under(S23)), ["s23-after-2012"]),
    ("starts after it expires", {"starts_on": "2029-01-01"}, ["start-after-expiry"]),
    ("over, and nobody says what followed", {"expires_on": "2023-12-31"}, ["past-expiry"]),
    ("over, if the source is right", {"expires_on": "2023-12-31?", "reviews": [review("2023-06-30")]}, ["past-uncertain-expiry"]),
    ("over, renewed", {"expires_on": "2023-12-31", "variations": [variation("renewal", effective_on="2023-12-01", new_expires_on="2027")]}, LAWFUL),
    ("the fire authority left", of(chief("north"), pcc("north"), fire("north", left_on="2020-03-31")), ["s23c-power-lost"]),
    # Form and publication
    ("not in writing", {"is_in_writing": False}, ["s23c-writing"]),
    ("chief officers not told how they account", {"is_accountability_notified": False}, ["s23d-notified"]),
    ("told, and not published", {"accountability_arrangements": ""}, ["s23e-accountability"]),
    ("withheld without saying why", {"publication": "withheld", "documents": []}, ["withheld-shows-enough"]),
    # Policing and Crime Act 2017
    ("police and fire in England", under(S1_2017, parties=ONE_FORCE_AND_FIRE), LAWFUL),
    ("fire and ambulance", under(S1_2017, parties=[fire("north"), ambulance()]), LAWFUL),
    ("two police forces", under(S1_2017, parties=TWO_FORCES), ["pca2017-services"]),
    ("a chief officer without a commissioner", under(S1_2017, parties=[chief("north"), fire("north")]), ["pca2017-chief-officer"]),
    ("no way to withdraw", under(S1_2017, parties=ONE_FORCE_AND_FIRE, has_withdrawal_clause=False), ["pca2017-withdrawal"]),
    ("in 2016", made("2016-04-01", **under(S1_2017, parties=ONE_FORCE_AND_FIRE)), ["pca2017-before"]),
    # Fire and Rescue Services Act 2004
    ("two fire authorities reinforce each other", of_fire(S13, fire("north"), fire("south")), LAWFUL),
    ("a council in a reinforcement scheme", of_fire(S13, fire("north"), fire("south"), council()), ["frsa-s13"]),
    ("fire authorities as each other's employer", of_fire(S15, fire("north"), fire("south")), ["frsa-s15"]),
    ("discharge by a council", of_fire(S16, fire("north"), council()), LAWFUL),
    ("discharge with no fire authority", of_fire(S16, council(), ambulance()), ["frsa-s16"]),
    # Air support: one agreement for all police areas
    ("air support of every force", of(EVERY_FORCE, EVERY_BODY, functions=["air_support"]), LAWFUL),
    ("air support of two forces", {"functions": ["air_support"]}, ["s23fa-air-support"]),
    ("air support of two forces before the order", made("2012-06-28", functions=["air_support"]), LAWFUL),
    ("air support, parties only as printed", of(PRINTED, functions=["air_support"]), (NOT_JUDGED, "s23fa-air-support")),
    # Other powers
    ("goods and services for forces' work", under(S1_1970, provision_kinds=["force"]), ["prsra-goods-and-services"]),
    ("goods and services from a council", under(S1_1970, parties=[pcc("north"), council()], provision_kinds=["force"]), LAWFUL),
    ("goods and services, what for unknown", under(S1_1970), (NOT_JUDGED, "prsra-goods-and-services")),
    ("mutual aid alone, for years", under(S24), ["s24-alone"]),
    ("mutual aid beside section 22A", {"legal_bases": [S22A, S24]}, LAWFUL),
    ("a contract of £10,001, the fact only", under("contract", contract_value=10_001, publication="fact_and_details", documents=[]), ["contract-copy"]),
    ("a contract of £10,000, the fact only", under("contract", contract_value=10_000, publication="fact_and_details", documents=[]), LAWFUL),
    ("a contract of £10,001 with a copy", under("contract", contract_value=10_001), LAWFUL),
    ("a contract of unknown value", under("contract", publication="fact_and_details", documents=[]), (NOT_JUDGED, "contract-copy")),
    ("a council that delegates", under(S101, parties=[council(), pcc("north")]), LAWFUL),
    ("a commissioner who delegates", under(S101), ["lga-s101"]),
    ("staff of one force act for another, unspecified", {"has_staff_functions": False}, ["s23aa-functions"]),
    ("the same, specified", {"has_staff_functions": True}, LAWFUL),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "says"), [row[1:] for row in AGREEMENTS], ids=[row[0] for row in AGREEMENTS]
)
def test_what_a_lawyer_would_say(changes, says):
    not_judged = says[1] if isinstance(says, tuple) else None
    of_law = [rule for rule in found(**changes) if BY_ID[rule].list != List.GAPS]
    assert of_law == ([] if not_judged else says)
    if not_judged:
        assert not BY_ID[not_judged].judges(body(**changes))
    for rule in of_law:
        assert BY_ID[rule].judges(body(**changes))


def test_there_are_enough_of_both():
    lawful = [row for row in AGREEMENTS if row[2] == LAWFUL]
    assert len(lawful) >= 15 and len(AGREEMENTS) - len(lawful) >= 30
