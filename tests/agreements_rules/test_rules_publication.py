"""What is published, what is withheld, and whether the one can be told from the other."""

import pytest

from .bodies import document, file, found, messages, withheld

FULL, REDACTED = file(), file("redacted.pdf", is_redacted=True)


@pytest.mark.parametrize(
    ("publication", "documents"),
    [
        ("full_copy", [document(file=FULL)]),
        ("full_copy", [document(file=FULL), document(file=REDACTED)]),
        ("redacted_copy", [document(file=REDACTED)]),
        ("summary", [document("summary", file=FULL)]),
        ("fact_and_details", []),
        ("fact_and_details", [document("review", file=FULL)]),
    ],
)
def test_publication_that_matches_the_documents(publication, documents):
    assert found(publication=publication, documents=documents) == []


@pytest.mark.parametrize(
    ("publication", "documents"),
    [
        ("full_copy", []),
        ("full_copy", [document(file=REDACTED)]),
        ("full_copy", [document("variation", file=FULL)]),
        ("redacted_copy", []),
        ("summary", []),
        ("summary", [document(file=FULL)]),
        ("fact_and_details", [document(file=FULL)]),
        ("awaiting_upload", [document(file=FULL)]),
    ],
)
def test_publication_that_does_not(publication, documents):
    assert found(publication=publication, documents=documents) == ["publication-mismatch"]


def test_a_copy_that_is_withheld_or_not_redacted_must_not_go_out():
    blocked = ["withheld-text-attached"]
    withheld_agreement = {"publication": "withheld", "publication_reason": "Sensitive tactics."}
    assert found(**withheld_agreement, documents=[document(file=FULL)]) == blocked
    assert found(**withheld_agreement, documents=[document(withheld=withheld())]) == []
    assert found(publication="redacted_copy", documents=[document(file=FULL)]) == blocked
    both = document("review", file=FULL, withheld=withheld())
    assert found(documents=[document(file=FULL), both]) == blocked


def test_a_withheld_agreement_still_shows_title_parties_and_reason():
    assert found(publication="withheld", documents=[]) == ["withheld-shows-enough"]
    unsaid = {"publication": "withheld", "documents": [], "publication_reason": "Sensitive."}
    assert found(**unsaid) == []
    assert found(**unsaid, title=" ") == ["withheld-shows-enough"]
    nobody = found(**unsaid, parties=[], parties_recorded="some")
    assert nobody == ["parties-not-all-recorded", "withheld-shows-enough"]


def test_a_withheld_document_says_why_and_who_decided():
    for missing in ({"exemption": ""}, {"reason": " "}, {"decided_by": None}):
        documents = [document(file=FULL), document(withheld=withheld(**missing), title="Annex")]
        assert found(documents=documents) == ["document-withheld-reason"]
    assert "which office decided" in messages(documents=documents)


def test_a_withheld_document_is_looked_at_again():
    def judged(review_on):
        documents = [document(file=FULL), document("other", withheld=withheld(review_on=review_on))]
        return found(documents=documents)

    assert judged(None) == ["document-withheld-review"]
    assert judged("2024-05-31") == ["document-withheld-review"]
    assert judged("2024-06") == []
    assert judged("2024-05?") == []


def test_a_copy_awaited_is_a_reminder():
    assert found(publication="awaiting_upload", documents=[]) == ["copy-awaited"]
    awaited = [document(file=FULL), document("review", title="First review")]
    assert found(documents=awaited) == ["copy-awaited"]
    assert "First review" in messages(documents=awaited)


def test_without_a_copy_some_detail_is_published():
    bare = {"publication": "fact_and_details", "documents": [], "purpose": " "}
    assert found(**bare) == ["purpose-not-recorded", "s23e-details"]
    assert found(**bare, legal_bases=["contract"]) == ["purpose-not-recorded"]
    assert found(purpose=" ") == ["purpose-not-recorded"]
