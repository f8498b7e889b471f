"""A copy that is published elsewhere: at which address, seen there when, or what is not known."""

import pytest

from organisations.dates import PartialDate
from tests.factories import AgreementFactory, publish
from tests.reader import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
ADDRESS = "https://example.org/agreements/vetting?copy=1&page=2"
CASES = {
    "address and date": (
        {"publication_url": ADDRESS, "publication_seen_on": PartialDate("2024-03")},
        ["Address: " + ADDRESS, "Last seen there: March 2024."],
    ),
    "address alone": (
        {"publication_url": ADDRESS},
        ["Address: " + ADDRESS, "When it was seen there is not recorded."],
    ),
    "date alone": (
        {"publication_seen_on": PartialDate("2024?")},
        ["No web address is recorded.", "Last seen there: 2024 (uncertain)."],
    ),
    "neither": (
        {"publication_reason": "Offered by the office."},
        ["No web address is recorded.", "When it was seen there is not recorded.", "Offered by"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_page_and_api_say_what_is_known_of_it(client, case):
    fields, words = CASES[case]
    publish(AgreementFactory(slug="vetting", publication="published_elsewhere", **fields))
    page = text_of(client.get("/agreements/vetting/"))
    assert "Published elsewhere. A document of it is offered elsewhere" in page
    for said in words:
        assert said in page
    for unsaid in ("has not been uploaded", "Reason:", "a copy is to be published"):
        assert unsaid not in page
    answer = client.get("/api/v1/agreements/vetting/").json()
    assert answer["publication"] == "published_elsewhere"
    assert answer["publication_url"] == fields.get("publication_url", "")
    seen_on = fields.get("publication_seen_on")
    assert answer["publication_seen_on"] == (str(seen_on) if seen_on else None)
    found = client.get("/api/v1/agreements/?publication=published_elsewhere").json()
    assert found["count"] == 1


BAD = {
    "an address of a copy that is here": (
        {"publication": "full_copy", "publication_url": ADDRESS},
        "belong to what is published elsewhere",
    ),
    "a date of a copy that is here": (
        {"publication": "full_copy", "publication_seen_on": "2024"},
        "belong to what is published elsewhere",
    ),
    "no address": (
        {"publication": "published_elsewhere", "publication_url": "javascript:alert(1)"},
        "Enter a valid URL.",
    ),
    "no date": (
        {"publication": "published_elsewhere", "publication_seen_on": "last week"},
        "“last week” is not a date.",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_refused_in_words(draft, editor, case):
    typed, words = BAD[case]
    refused = editor.send("change", draft, **typed)
    assert refused.status_code == 200
    assert words in text_of(refused)
    draft.refresh_from_db()
    assert draft.publication == "fact_and_details"


def test_the_form_takes_it(draft, editor):
    typed = {"publication": "published_elsewhere", "publication_url": "example.org/copy"}
    saved = editor.send("change", draft, publication_seen_on="March 2024", **typed)
    assert saved.status_code == 302, text_of(saved)
    draft.refresh_from_db()
    assert draft.publication_url == "https://example.org/copy"
    assert str(draft.publication_seen_on) == "2024-03"
