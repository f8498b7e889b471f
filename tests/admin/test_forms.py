"""Bad input at the staff desk: words in the form, what was typed kept, nothing half-written."""

import pytest

from agreements.models import Agreement
from organisations.models import Organisation
from tests.factories import (
    AgreementFactory,
    GroupFactory,
    OfficeFactory,
    OrganisationFactory,
    PartyFactory,
    SiteFactory,
    TeamFactory,
    VisionFactory,
)
from tests.reader import text_of

from .desk import CROSS_SITE_TOKEN, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.fixture
def draft(office):
    return AgreementFactory(owner=office, title="Joint vetting")


def saved(record):
    """What the database holds of a record."""
    fresh = Agreement.objects.get(pk=record.pk)
    return fresh.revision, fresh.content()


BAD_FIELDS = {
    "31 February": ({"starts_on": "31 February 2020"}, "31 February 2020 is not a date."),
    "words": ({"expires_on": "next year"}, "“next year” is not a date."),
    "two-digit year": ({"starts_on": "1/2/13"}, "has a two-digit year"),
    "expiry before start": (
        {"starts_on": "2020", "expires_on": "2019"},
        "It cannot expire before it starts.",
    ),
    "until ended": (
        {"term": "until_ended", "expires_on": "2020"},
        "“Until it is ended” has no expiry date.",
    ),
    "withheld": ({"publication": "withheld"}, "Give the reason why the agreement is withheld."),
    "no title": ({"title": ""}, "This field is required."),
    "long title": ({"title": "x" * 251}, "at most 250 characters"),
    "unknown function": ({"functions": ["crime"]}, "crime is not one of the available choices"),
    "slug with a quote": ({"slug": "it's"}, "Enter a valid “slug”"),
    "null character": ({"title": "a\0b"}, "Null characters are not allowed."),
}


@pytest.mark.parametrize("case", BAD_FIELDS)
def test_a_bad_field_is_refused_in_words(draft, editor, case):
    typed, words = BAD_FIELDS[case]
    before = saved(draft)
    response = editor.send("change", draft, **{"purpose": "Typed just now."} | typed)
    assert response.status_code == 200
    assert words in text_of(response)
    assert "Typed just now." in response.content.decode()
    for value in typed.values():
        if isinstance(value, str) and value.isprintable():
            assert value.replace("'", "&#x27;") in response.content.decode()
    assert saved(draft) == before


BAD_ROWS = {
    "both": ("parties", ["organisation", "group"], "either an organisation or a group"),
    "neither": ("parties", [], "either an organisation or a group"),
    "no expiry": ("variations", [], "An extension needs its new expiry date."),
}


@pytest.mark.parametrize("case", BAD_ROWS)
def test_a_bad_row_is_refused_in_words(draft, editor, case):
    prefix, named, words = BAD_ROWS[case]
    makers = {"organisation": OrganisationFactory, "group": GroupFactory}
    row = {name: str(makers[name]().pk) for name in named}
    row |= {"capacity": "chief_officer"} if prefix == "parties" else {"kind": "extension"}
    row |= {"note": "Typed just now."} if prefix == "variations" else {}
    before = saved(draft)
    response = editor.send("change", draft, rows={prefix: [row]}, title="New title")
    assert response.status_code == 200
    assert words in text_of(response)
    assert 'value="New title"' in response.content.decode()
    shown = editor.read(response)
    assert {name: shown[f"{prefix}-0-{name}"] for name in row} == {n: [v] for n, v in row.items()}
    assert saved(draft) == before


@pytest.mark.both_engines
@pytest.mark.parametrize("typed", ["0", "-1", "9" * 30, "x", "²"])
def test_an_organisation_that_there_is_not_is_refused_in_words(draft, editor, typed):
    before = saved(draft)
    response = editor.send("change", draft, rows={"parties": [{"organisation": typed}]})
    assert response.status_code == 200
    assert "That choice is not one of the available choices" in text_of(response)
    assert saved(draft) == before


@pytest.mark.parametrize("kind", ["organisation", "group"])
def test_a_party_twice_in_one_capacity(draft, editor, kind):
    who = {"organisation": OrganisationFactory, "group": GroupFactory}[kind]()
    row = {kind: str(who.pk), "capacity": "policing_body"}
    response = editor.send("change", draft, rows={"parties": [row, row]})
    assert response.status_code == 200
    assert "Please correct the duplicate" in text_of(response)
    assert not draft.parties.exists()
    assert editor.send("change", draft, rows={"parties": [row]}).status_code == 302
    response = editor.send("change", draft, rows={"parties": [row]})
    assert response.status_code == 200
    assert draft.parties.count() == 1


def test_two_leads(draft, editor):
    rows = [
        {"organisation": str(OrganisationFactory().pk), "capacity": "not_stated", "is_lead": "on"}
        for _ in range(2)
    ]
    response = editor.send("change", draft, rows={"parties": rows})
    assert response.status_code == 200
    assert "An agreement has one lead" in text_of(response)
    assert not draft.parties.exists()


@pytest.mark.parametrize(("old", "new"), [(0, 1), (1, 0)])
def test_the_lead_moves_in_one_save_either_way(draft, editor, old, new):
    parties = [PartyFactory(agreement=draft) for _ in range(2)]
    parties[old].is_lead = True
    parties[old].save()
    form = editor.form("change", draft)
    rows = {form[f"parties-{number}-id"][0]: number for number in range(2)}
    del form[f"parties-{rows[str(parties[old].pk)]}-is_lead"]
    form[f"parties-{rows[str(parties[new].pk)]}-is_lead"] = ["on"]
    assert editor.send("change", draft, form=form).status_code == 302
    assert list(draft.parties.filter(is_lead=True)) == [parties[new]]


def test_the_lead_moves_to_a_new_party_while_the_old_one_leaves(draft, editor):
    old = PartyFactory(agreement=draft, is_lead=True)
    row = {"organisation": str(OrganisationFactory().pk), "capacity": "not_stated"}
    row["is_lead"] = "on"
    response = editor.send("change", draft, rows={"parties": [row]}, parties__0__DELETE="on")
    assert response.status_code == 302, text_of(response)
    lead = draft.parties.get()
    assert lead.is_lead and lead != old


def test_part_of_itself_or_in_a_circle(draft, editor):
    part = AgreementFactory(owner=draft.owner, part_of=draft)
    for wider in (draft, part):
        response = editor.send("change", draft, part_of=str(wider.pk))
        assert response.status_code == 200
        assert "part of" in text_of(response)
    draft.refresh_from_db()
    assert draft.part_of is None


def test_a_taken_reference_and_address(draft, editor, office):
    other = AgreementFactory(owner=office, slug="taken")
    response = editor.send("change", draft, reference=other.reference, slug="taken")
    assert response.status_code == 200
    assert "Another agreement already has this reference." in text_of(response)
    assert "already exists" in text_of(response)


# Two editors saving one draft


def test_the_second_of_two_editors_is_told_and_loses_nothing(draft, office, editor):
    second = sign_in("editor", office)
    seen = second.form("change", draft)
    assert editor.send("change", draft, title="The first one’s").status_code == 302

    refused = second.send("change", draft, form=seen, purpose="The second one’s.")
    assert refused.status_code == 200
    assert "Somebody else saved this record while you were editing it" in text_of(refused)
    assert "The second one’s." in refused.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.purpose) == ("The first one’s", "")

    form = second.read(refused)
    assert second.send("change", draft, form=form).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.purpose) == ("Joint vetting", "The second one’s.")


def test_a_conflict_is_noticed_in_the_rows_too(draft, office, editor):
    party = PartyFactory(agreement=draft)
    second = sign_in("editor", office)
    seen = second.form("change", draft)
    assert editor.send("change", draft, parties__0__DELETE="on").status_code == 302
    refused = second.send("change", draft, form=seen, parties__0__capacity="other_person")
    assert refused.status_code == 200
    assert "Somebody else saved this record" in text_of(refused)
    assert not draft.parties.filter(pk=party.pk).exists()
    assert second.send("change", draft, form=second.read(refused)).status_code == 200


@pytest.mark.both_engines
def test_a_form_without_what_it_saw_counts_as_a_conflict(draft, editor):
    for value in ("", "abc", "-1", "999999999999999999999"):
        response = editor.send("change", draft, seen_revision=value, title="X")
        assert response.status_code == 200
    draft.refresh_from_db()
    assert draft.title == "Joint vetting"


# Owners


def owners_offered(desk, page, record=None):
    text = desk.open(page, record).content.decode()
    select = text.split('name="owner"', 1)[1].split("</select>", 1)[0]
    return {org.name for org in Organisation.objects.all() if f">{org.name}</option>" in select}


def test_only_offices_one_edits_for_are_offered_as_owner(office, editor):
    other = OfficeFactory()
    assert owners_offered(editor, "add") == {office.name}
    assert owners_offered(sign_in("national", None), "add") >= {office.name, other.name}


def test_a_record_cannot_be_given_to_or_made_for_another_office(office, editor, draft):
    other = OfficeFactory()
    response = editor.send("change", draft, owner=str(other.pk))
    assert response.status_code == 200
    assert "Select a valid choice" in text_of(response)
    typed = {"reference": "X-1", "title": "For others", "owner": str(other.pk)}
    assert editor.send("add", **typed).status_code == 200
    assert not Agreement.objects.filter(owner=other).exists()


@pytest.mark.parametrize("factory", [AgreementFactory, TeamFactory, SiteFactory, VisionFactory])
@pytest.mark.parametrize("page", ["add", "change"])
def test_what_tests_send_is_what_the_page_would(office, editor, factory, page):
    """They read most forms without their page, which costs three times as much."""
    record = factory(owner=office)
    parts = record.parties if factory is AgreementFactory else record.organisations
    parts.create(organisation=OrganisationFactory())
    desk = editor.of(record._meta.label_lower.replace(".", "_"))
    asked = record if page == "change" else None
    on_page = desk.read(desk.open(page, asked)) | {"csrfmiddlewaretoken": [CROSS_SITE_TOKEN]}
    assert desk.form(page, asked) == on_page
    assert len(on_page) > 9
