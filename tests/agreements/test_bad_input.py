"""What an agreement's form refuses, and what it takes and finds fault with: nothing is lost."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Agreement
from tests.factories import AgreementFactory, OrganisationFactory
from tests.reader import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

FORCE = "a force"  # stands for its primary key in what is typed below


@pytest.fixture
def force():
    return OrganisationFactory(slug="northshire-police", name="Northshire Police")


def saved(record):
    fresh = Agreement.objects.get(pk=record.pk)
    return fresh.revision, fresh.content()


def errors_in(response) -> dict[str, list[str]]:
    """What the form says, by field, of the record and of all that belongs to it."""
    found = dict(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= form.errors
    return found


BAD_ROWS = {
    "leaves before it joins": (
        "parties",
        {"organisation": FORCE, "capacity": "chief_officer", "joined_on": "2015-04"}
        | {"left_on": "March 2015"},
        ("left_on", "A party cannot leave before it joins."),
    ),
    "notice without its party": (
        "variations",
        {"kind": "notice_of_withdrawal", "made_on": "2020", "note": "Typed just now."},
        ("__all__", "A notice of withdrawal names the party that gives it"),
    ),
    "an extension with a party": (
        "variations",
        {"kind": "extension", "new_expires_on": "2030", "party": FORCE, "note": "Typed just now."},
        ("__all__", "nothing else does"),
    ),
    "an end with a new expiry": (
        "variations",
        {"kind": "termination", "made_on": "2020", "new_expires_on": "2030"},
        ("new_expires_on", "What ends the agreement gives it no new expiry."),
    ),
    "an expiry before it counts": (
        "variations",
        {"kind": "renewal", "effective_on": "2021-06", "new_expires_on": "May 2021"},
        ("new_expires_on", "The new expiry is before the variation takes effect."),
    ),
    "the next review before this one": (
        "reviews",
        {"reviewed_on": "2020-06", "outcome": "Typed just now.", "next_review_on": "2019"},
        ("next_review_on", "The next review is before this one."),
    ),
    "a review on no day": (
        "reviews",
        {"outcome": "Typed just now.", "next_review_on": "2022"},
        ("reviewed_on", "This field is required."),
    ),
    "a review that found nothing": (
        "reviews",
        {"reviewed_on": "2020", "outcome": " "},
        ("outcome", "This field is required."),
    ),
    "a review on a day that is none": (
        "reviews",
        {"reviewed_on": "30 February 2020", "outcome": "Typed just now."},
        ("reviewed_on", "30 February 2020 is not a date."),
    ),
    "an exemption without its reason": (
        "documents",
        {"kind": "agreement", "title": "Typed just now.", "is_withheld": "on"}
        | {"exemption": "commercial"},
        ("__all__", "Give the exemption and the reason why it is withheld."),
    ),
    "withheld without exemption or reason": (
        "documents",
        {"kind": "agreement", "title": "Typed just now.", "is_withheld": "on"},
        ("__all__", "Give the exemption and the reason why it is withheld."),
    ),
    "a document without a title": (
        "documents",
        {"kind": "summary", "title": "", "dated_on": "2020-05"},
        ("title", "This field is required."),
    ),
}

# A reader sees another address, or other words, than there are.
TURNED = "https://register.example/\u202efdp.exe"
BAD_ROWS |= {
    "a source whose address turns around": (
        "sources",
        {"title": "Typed just now.", "url": TURNED},
        ("url", "“://register.example/”: right-to-left override (U+202E)."),
    ),
    "a source whose address only seems to be another's": (
        "sources",
        {"title": "Typed just now.", "url": "https://register\u200b.example/"},
        ("url", "“https://register”: zero width space (U+200B)."),
    ),
    "a source whose title turns around": (
        "sources",
        {"title": "\u2066Deed", "url": "https://register.example/"},
        ("title", "Take out the invisible character after “”: left-to-right isolate (U+2066)."),
    ),
    "an outcome whose source turns around": (
        "outcomes",
        {"measure": "Burglaries", "change": "down 2", "unit": "per cent", "claimed_by": "A force"}
        | {"source_title": "Report", "source_url": TURNED},
        ("source_url", "right-to-left override (U+202E)."),
    ),
    "a document whose title turns around": (
        "documents",
        {"kind": "agreement", "title": "fdp.\u202edeed"},
        ("title", "right-to-left override (U+202E)."),
    ),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_refused_beside_its_field(draft, editor, force, case):
    prefix, typed, (field, words) = BAD_ROWS[case]
    row = {name: str(force.pk) if value == FORCE else value for name, value in typed.items()}
    before = saved(draft)
    response = editor.send("change", draft, rows={prefix: [row]}, purpose="Typed just now.")
    assert response.status_code == 200
    assert words in " ".join(errors_in(response)[field])
    assert words in text_of(response)
    form = editor.read(response)
    assert form["purpose"] == ["Typed just now."]
    for name, value in row.items():
        if value.strip():
            assert form[f"{prefix}-0-{name}"] == [value]
    assert saved(draft) == before


def test_a_title_that_turns_around_is_refused(draft, editor):
    before = saved(draft)
    response = editor.send("change", draft, title="Deed \u202eof", purpose="Typed just now.")
    assert "“Deed ”: right-to-left override (U+202E)." in text_of(response)
    assert editor.read(response)["title"] == ["Deed \u202eof"]
    assert saved(draft) == before


def test_letters_of_any_language_are_no_invisible_characters(draft, editor):
    source = {"title": "Tŷ’r Cwmnïau – «Ынгъ»", "url": "https://cwmnïau.example/tŷ?a=%E2%80%AE"}
    response = editor.send("change", draft, rows={"sources": [source]}, title="Cydweithio Tŷ Dewi")
    assert response.status_code == 302


# Agreements in a circle


@pytest.mark.parametrize("others", [0, 1, 2])
@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("part_of", "These agreements would be part of each other."),
        ("replaced_by", "These agreements would replace each other."),
    ],
)
def test_agreements_do_not_go_in_a_circle(office, draft, editor, field, words, others):
    """With itself, with one other, and through three."""
    last = draft
    for _ in range(others):
        last = AgreementFactory(owner=office, **{field: last})
    before = saved(draft)
    response = editor.send("change", draft, purpose="Typed.", **{field: str(last.pk)})
    assert response.status_code == 200
    assert errors_in(response)[field] == [words]
    form = editor.read(response)
    assert (form["purpose"], form[field]) == (["Typed."], [str(last.pk)])
    assert saved(draft) == before


def test_a_chain_is_no_circle(office, draft, editor):
    first = AgreementFactory(owner=office, reference="NS-0009")
    second = AgreementFactory(owner=office, reference="NS-0010", part_of=first)
    response = editor.send("change", draft, part_of=str(second.pk), replaced_by=str(first.pk))
    assert response.status_code == 302


def test_an_agreement_not_yet_there_cannot_close_a_circle(office, draft, editor):
    typed = {"reference": "NS-7", "title": "New", "owner": str(office.pk)}
    response = editor.send("add", part_of=str(draft.pk), replaced_by=str(draft.pk), **typed)
    assert response.status_code == 302


# Taken as typed, because a document may say so; and found


def check_drafts() -> str:
    output = StringIO()
    with suppress(CommandError):  # it fails where something must be fixed
        call_command("check_register", "--drafts", stdout=output)
    return output.getvalue()


def test_a_variation_before_the_signing_is_found(client, draft, editor, publisher):
    variation = {"kind": "variation", "effective_on": "March 2013", "note": "As the deed says."}
    rows = {"variations": [variation]}
    typed = {"stage": "made", "signed_on": "25 October 2013", "starts_on": "2013-11"}
    assert editor.send("change", draft, rows=rows, **typed).status_code == 302
    said = "A variation is dated March 2013, before the agreement was signed or decided on"
    panel = text_of(editor.open("change", draft))
    assert f"Must fix: {said} 25 October 2013." in panel
    assert "NS-0001 variation-before-signing (must_fix)" in check_drafts()
    # It says something true of what is recorded, so it may be published; the public is told.
    assert editor.submit(draft).status_code == 302
    assert publisher.approve(draft).status_code == 302
    for page in ("/agreements/joint-vetting/", "/assurance/"):
        assert "Variation before signing" in text_of(client.get(page))


@pytest.mark.parametrize("effective_on", ["2013-10-25", "2013-11", "2013", "2013-03?"])
def test_a_variation_that_may_be_later_is_not(draft, editor, effective_on):
    rows = {"variations": [{"kind": "variation", "effective_on": effective_on}]}
    typed = {"stage": "made", "signed_on": "25 October 2013"}
    assert editor.send("change", draft, rows=rows, **typed).status_code == 302
    assert "variation-before-signing" not in check_drafts()


def test_what_would_make_the_publication_false_blocks_it(client, draft, editor):
    """The extension is sound by itself; only with the start does it show."""
    rows = {"variations": [{"kind": "extension", "made_on": "2010", "new_expires_on": "2015"}]}
    assert editor.send("change", draft, rows=rows, starts_on="2020").status_code == 302
    words = "It is recorded as starting on 2020, after it expires on 2015."
    assert f"Blocks publication: {words}" in text_of(editor.open("change", draft))
    response = editor.submit(draft, "Typed just now.")
    assert response.status_code == 409
    assert words in text_of(response)
    assert "Typed just now." in response.content.decode()
    assert client.get("/agreements/joint-vetting/").status_code == 404


def test_a_notice_by_somebody_who_is_no_party_is_refused_and_found(draft, editor, force):
    party = {"organisation": str(OrganisationFactory().pk), "capacity": "chief_officer"}
    notice = {"kind": "notice_of_withdrawal", "made_on": "2020", "party": str(force.pk)}
    rows = {"parties": [party], "variations": [notice]}
    said = "Northshire Police gave notice of withdrawal, but is not recorded as a party."
    assert said in text_of(editor.send("change", draft, rows=rows))
    assert not draft.variations.exists()
    # One that was written without the form is found, and not published.
    draft.variations.create(kind="notice_of_withdrawal", party=force)
    assert said in text_of(editor.open("change", draft))
    assert said in text_of(editor.submit(draft))
