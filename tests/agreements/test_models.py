"""What a working record of an agreement refuses, in words and in the database itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import modelform_factory

from agreements.models import Agreement, AgreementOutcome, Party, Role, Variation
from organisations.dates import PartialDate
from tests.factories import AgreementFactory, GroupFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def words_of(instance):
    """What validation says against an instance; empty if nothing."""
    try:
        instance.full_clean()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def is_refused_by_the_database(instance, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        instance.save()


def agreement(**fields):
    dates = {name: PartialDate(value) for name, value in fields.items() if name.endswith("_on")}
    return AgreementFactory(**fields | dates)


# Dates


def test_31_february_is_refused_in_words_and_stays_in_the_box():
    form_class = modelform_factory(Agreement, fields=["starts_on", "expires_on"])
    form = form_class({"starts_on": "31 February 2020", "expires_on": "soon"})
    assert not form.is_valid()
    assert form.errors["starts_on"] == ["31 February 2020 is not a date."]
    assert "“soon” is not a date" in form.errors["expires_on"][0]
    assert 'value="31 February 2020"' in str(form["starts_on"])


@pytest.mark.parametrize(
    ("starts_on", "expires_on", "is_refused"),
    [
        ("2020-06-02", "2020-06-01", True),
        ("2020", "2019", True),
        ("2020-07", "2020-06-30", True),
        ("2020-06-01", "2020-06-01", False),
        # June 2020 may still be after it started, some day in 2020.
        ("2020", "2020-06", False),
        ("2020-06-15", "2020-06", False),
        ("2020-06-15~", "2020", False),
    ],
)
def test_an_expiry_before_the_start(starts_on, expires_on, is_refused):
    words = words_of(agreement(starts_on=starts_on, expires_on=expires_on))
    assert ("It cannot expire before it starts" in words) is is_refused


def test_until_it_is_ended_has_no_expiry():
    assert "has no expiry date" in words_of(agreement(term="until_ended", expires_on="2020"))
    assert not words_of(agreement(term="until_ended"))
    assert not words_of(agreement(term="fixed", expires_on="2020"))


# Identification


def test_a_reference_is_given_once():
    agreement(reference="MU-1")
    twin = Agreement(reference="MU-1", title="Twin", owner=OrganisationFactory())
    assert "Another agreement already has this reference." in words_of(twin)
    is_refused_by_the_database(twin, "reference")


def test_the_address_is_made_from_the_title_and_never_taken_twice():
    slugs = [agreement(title="Joint unit", reference=f"MU-{n}").slug for n in range(3)]
    assert slugs == ["joint-unit", "joint-unit-2", "joint-unit-3"]
    assert agreement(title="日本").slug == "agreement"


def test_unknown_words_are_refused():
    assert words_of(agreement(functions=["crime"])) == "Not one of the choices: crime."
    assert "not a valid choice" in words_of(agreement(scope="world"))


def test_several_choices_stand_in_the_order_of_the_vocabulary():
    one = agreement(functions=["vetting", "major_crime"])
    one.full_clean()
    assert one.functions == ["major_crime", "vetting"]


# Part of


def test_an_agreement_is_not_part_of_itself():
    one = agreement()
    one.part_of = one
    assert "part of" in words_of(one)
    is_refused_by_the_database(one, "agreement_not_part_of_itself")


def test_agreements_are_not_part_of_each_other_however_far_round():
    first, second, third = agreement(), agreement(), agreement()
    second.part_of, third.part_of = first, second
    second.save()
    third.save()
    first.part_of = third
    assert words_of(first) == "These agreements would be part of each other."
    assert not words_of(Agreement.objects.get(pk=third.pk))


# Publication


def test_withheld_needs_a_reason():
    one = agreement()
    one.publication = "withheld"
    assert words_of(one) == "Give the reason why the agreement is withheld."
    is_refused_by_the_database(one, "agreement_withheld_with_reason")
    one.publication_reason = "It names officers."
    assert not words_of(one)


# Parties


def party(one, **fields):
    return Party(agreement=one, **fields)


@pytest.mark.parametrize("both", [True, False])
def test_a_party_is_an_organisation_or_a_group(both):
    fields = {"organisation": OrganisationFactory(), "group": GroupFactory()} if both else {}
    bad = party(agreement(), **fields)
    assert "either an organisation or a group, or only what is printed" in words_of(bad)
    is_refused_by_the_database(bad, "party_organisation_group_or_stated")


@pytest.mark.parametrize(
    ("kind", "factory", "words", "constraint"),
    [
        (
            "organisation",
            OrganisationFactory,
            "That organisation is already a party in that capacity.",
            "party_once_in_a_capacity|organisation",
        ),
        (
            "group",
            GroupFactory,
            "That group is already a party in that capacity.",
            "party_group_once_in_a_capacity|group",
        ),
    ],
)
def test_a_party_signs_once_in_a_capacity(kind, factory, words, constraint):
    one, who = agreement(), factory()
    party(one, **{kind: who}, capacity="policing_body").save()
    twice = party(one, **{kind: who}, capacity="policing_body")
    assert words_of(twice) == words
    is_refused_by_the_database(twice, constraint)
    # A police, fire and crime commissioner signs as both.
    other = party(one, **{kind: who}, capacity="fire_authority")
    assert not words_of(other)
    other.save()


def test_a_party_only_as_printed_is_nothing_else_and_comes_once_in_a_capacity():
    one = agreement()
    for who in ({"organisation": OrganisationFactory()}, {"group": GroupFactory()}):
        bad = party(one, stated_as="Derbyshire", **who)
        assert "fill in one of the three" in words_of(bad)
        is_refused_by_the_database(bad, "party_organisation_group_or_stated")
    is_refused_by_the_database(party(one, stated_as=""), "party_organisation_group_or_stated")
    party(one, stated_as="Derbyshire").save()
    twice = party(one, stated_as="Derbyshire")
    assert words_of(twice) == "A party printed like that is already here in that capacity."
    is_refused_by_the_database(twice, "party_stated_once_in_a_capacity|stated_as")
    assert not words_of(party(one, stated_as="Derbyshire", capacity="policing_body"))


def test_an_organisation_has_a_role_once_from_a_date():
    one, who = agreement(), OrganisationFactory()
    for starts_on, names in (
        (None, "role_once_without_a_date|organisation"),
        (PartialDate("2015"), "role_once_from_a_date|organisation"),
    ):
        Role(agreement=one, organisation=who, kind="lead", starts_on=starts_on).save()
        twice = Role(agreement=one, organisation=who, kind="lead", starts_on=starts_on)
        assert "That organisation already has that role" in words_of(twice)
        is_refused_by_the_database(twice, names)
    bad = Role(agreement=one, organisation=who, kind="host", starts_on=PartialDate("2015"))
    bad.ends_on = PartialDate("2014")
    assert words_of(bad) == "A role cannot end before it starts."


# Variations and outcomes


def test_an_extension_needs_its_new_expiry():
    bad = Variation(agreement=agreement(), kind="extension")
    assert words_of(bad) == "An extension needs its new expiry date."
    is_refused_by_the_database(bad, "variation_extension_has_expiry")


def test_an_extension_does_not_expire_before_it_counts():
    bad = Variation(
        agreement=agreement(),
        effective_on=PartialDate("2021"),
        new_expires_on=PartialDate("2020-12"),
    )
    assert words_of(bad) == "The new expiry is before the variation takes effect."
    bad.effective_on, bad.made_on = None, PartialDate("2021-01-01")
    assert words_of(bad) == "The new expiry is before the variation takes effect."
    bad.made_on = PartialDate("2020-12-31")
    assert not words_of(bad)


def test_an_outcome_says_what_was_measured_who_claims_it_and_where():
    with pytest.raises(ValidationError) as refused:
        AgreementOutcome(agreement=agreement()).full_clean()
    needed = {"measure", "change", "unit", "claimed_by", "source_title"}
    assert set(refused.value.message_dict) == needed
