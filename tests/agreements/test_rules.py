"""Section 22A status, judged from what an agreement says of itself."""

import pytest

from agreements.rules import section_22a_status
from agreements.vocabulary import LegalBasis, Section22A

from .golden import body

S22A, S23, S24 = LegalBasis.S22A, LegalBasis.S23, LegalBasis.S24
OTHERS = [basis for basis in LegalBasis if basis not in {S22A, S23, LegalBasis.NOT_STATED}]

STATUSES = [
    ([S22A], "made", "s22a"),
    ([S22A], "not_stated", "s22a"),
    ([S22A], "proposed", "proposed"),
    ([S22A, LegalBasis.MEMORANDUM], "made", "s22a"),
    ([S22A, S23], "made", "s22a"),
    ([S22A, S23], "proposed", "proposed"),
    ([S23], "made", "legacy_s23"),
    ([S23], "proposed", "legacy_s23"),
    ([S23, S24], "made", "legacy_s23"),
    ([LegalBasis.NOT_STATED], "made", "not_stated"),
    ([LegalBasis.NOT_STATED, LegalBasis.CONTRACT], "made", "not_s22a"),
    ([], "made", "not_stated"),
    *(([basis], "made", "not_s22a") for basis in OTHERS),
]


@pytest.mark.parametrize(("bases", "stage", "status"), STATUSES)
def test_section_22a_status(bases, stage, status):
    found = section_22a_status(body(legal_bases=[str(basis) for basis in bases], stage=stage))
    assert found == status
    assert found in Section22A.values


def test_nothing_is_guessed_from_the_parties():
    found = section_22a_status(body(legal_bases=[], stage="made", parties_recorded="all"))
    assert found == "not_stated"
