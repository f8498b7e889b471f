"""What nobody has checked against a source is for staff alone."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from organisations.models import Organisation, PoliceFirePair, Succession
from tests.factories import AgreementFactory, PartyFactory, publish
from tests.organisations.desk import address

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

SECRETS = (
    "E23000099",
    "avonshire.example",
    "South West",
    "south_west",
    "Oldshire",
    "Avonshire Fire",
)


@pytest.fixture
def unchecked(force):
    """A force of which only the name, the kind, the nation and the overseer are checked."""
    force.nation, force.region, force.ons_code = "england", "south_west", "E23000099"
    force.website, force.police_uk_id = "https://avonshire.example", "avonshire"
    force.unverified = "region;ons_code;website"
    force.save()
    old = Organisation.objects.create(name="Oldshire Police", slug="old", kind="police_force")
    Succession.objects.create(predecessor=old, successor=force, is_verified=False)
    fire = Organisation.objects.create(name="Avonshire Fire", slug="fire", kind="fire_service")
    PoliceFirePair.objects.create(police_force=force, fire_service=fire)
    return force


def test_it_is_on_no_page_and_in_no_answer(client, unchecked):
    agreement = AgreementFactory(title="Drones")
    PartyFactory(agreement=agreement, organisation=unchecked)
    publish(agreement)
    for name, args in (
        ("organisations:detail", [unchecked.slug]),
        ("api:organisations-detail", [unchecked.slug]),
        ("agreements:detail", [agreement.slug]),
        ("api:agreements-detail", [agreement.slug]),
    ):
        text = client.get(reverse(name, args=args)).content.decode()
        assert "Avonshire Police" in text
        assert [secret for secret in SECRETS if secret in text] == [], name
    answer = client.get(reverse("api:organisations-detail", args=[unchecked.slug])).json()
    assert (answer["ons_code"], answer["police_uk_id"]) == (None, "avonshire")
    body = client.get(reverse("api:agreements-detail", args=[agreement.slug])).json()
    party = body["parties"][0]["organisation"]
    assert (party["ons_code"], party["police_uk_id"], party["region"]) == ("", "avonshire", "")


@pytest.mark.parametrize("name", ["organisations:list", "api:organisations-list"])
def test_nor_is_it_found_by_a_filter(client, unchecked, name):
    page = client.get(reverse(name), {"region": "south_west"}).content.decode()
    assert "Avonshire Police" not in page
    assert "Avonshire Police" in client.get(reverse(name), {"nation": "england"}).content.decode()


def test_staff_see_it_with_its_label(client, sign_in, unchecked):
    sign_in("editor")
    text = client.get(address(Organisation, "change", unchecked.pk)).content.decode()
    for secret in ("E23000099", "avonshire.example", "Oldshire", "region;ons_code;website"):
        assert secret in text


@pytest.mark.parametrize("field", ["name", "kind", "slug"])
def test_an_organisation_needs_a_checked_name(field):
    one = Organisation(name="B", slug="b", kind="other", unverified=f"website;{field}")
    with pytest.raises(ValidationError, match=f"Check the {field} before you add it"):
        one.full_clean()
