"""Where no agreement is known: the law on agreements is not applied, and nothing may belie it."""

import pytest

from .bodies import ON, body, chief, days_agree, document, file, found, variation

ONLY_AGREED = {
    "legal_bases": ["contract"],
    "decided_on": "2018",
    "signed_on": "2018",
    "provision_kinds": ["force"],
    "is_in_writing": True,
    "has_withdrawal_clause": True,
    "withdrawal_terms": "Six months’ notice.",
    "is_accountability_notified": True,
    "accountability_arrangements": "The commissioners meet.",
    "term": "fixed",
    "variations": [variation(new_expires_on="2023")],
    "documents": [document(file=file())],
    "parties": [chief("north")],
}
NOTHING = {
    "stage": "no_agreement_known",
    "legal_bases": ["not_stated"],
    "term": "not_recorded",
    "publication": None,
    "withdrawal_terms": "",
    "accountability_arrangements": "",
    **dict.fromkeys(("decided_on", "signed_on", "is_in_writing", "has_withdrawal_clause")),
    "is_accountability_notified": None,
    **{name: [] for name in ("provision_kinds", "variations", "documents", "parties", "reviews")},
}


@pytest.mark.parametrize("name", ONLY_AGREED)
def test_what_only_an_agreement_has_blocks_its_publication(name):
    changes = NOTHING | {name: ONLY_AGREED[name]}
    assert found(**changes) == ["no-agreement-known"]
    days_agree(body(**changes), ON)


def test_no_rule_about_agreements_is_applied_to_it():
    assert found(**NOTHING) == []
    assert found(**NOTHING | {"stage": "not_stated"}) != []


def test_dates_that_cannot_be_are_found_in_it_as_in_an_agreement():
    changes = NOTHING | {"starts_on": "2020", "expires_on": "2013"}
    assert found(**changes) == ["start-after-expiry"]


def test_whether_others_take_part_is_asked_of_an_arrangement_alone():
    assert found(**NOTHING | {"parties_recorded": "not_stated"}) == ["others-not-recorded"]
    assert "others-not-recorded" not in found(parties_recorded="not_stated")


def test_an_agreement_may_have_all_of_it():
    assert "no-agreement-known" not in found(**ONLY_AGREED)
