"""Shared visions: what they may not say, the shape of their body, and names that can be erased."""

import json

import pytest
from django.db import IntegrityError, transaction

from organisations.dates import PartialDate
from register.models import Refused
from register.schema import EditionHeaderSerializer, keys_of
from register.serializers import ApprovalSerializer
from tests.agreements.test_models import is_refused_by_the_database, words_of
from tests.factories import (
    AgreementFactory,
    OrganisationFactory,
    TeamFactory,
    VisionFactory,
    publish,
)
from visions.models import Vision, VisionOutcome
from visions.serializers import VisionSerializer

pytestmark = pytest.mark.django_db

# What v1 promised. It only ever gains keys.
VISION = {
    *("title", "owner", "commitment", "area", "launched_on", "launch_place", "first_used_on"),
    *("organisations", "aims", "signatories", "agreements", "teams", "review_on", "outcomes"),
    *("sources", "confirmed_on", "confirmed_by", "other_titles", "stated"),
}
INSIDE = {
    "organisations": {"organisation", "contribution"},
    "aims": {"text"},
    "signatories": {"office", "organisation", "name", "role", "commitment"},
    "agreements": {"kind", "slug", "title", "reference"},
    "teams": {"kind", "slug", "title", "reference"},
    "outcomes": {"measure", "change", "unit", "period", "area", "claimed_by", "source"},
    "sources": {"title", "publisher", "url", "dated_on"},
}


@pytest.fixture
def vision():
    """A working record with something in every place; what it names is published."""
    force = OrganisationFactory(slug="northshire-police")
    one = VisionFactory(slug="safer", title="Safer Northshire", launched_on=PartialDate("2019-12"))
    agreement, team = AgreementFactory(slug="agreed"), TeamFactory(slug="side-by-side")
    for record in (agreement, team):
        publish(record)
    one.agreements.add(agreement)
    one.teams.add(team)
    one.organisations.create(organisation=force)
    one.aims.create(text="Better for everyone.")
    one.signatories.create(office="Chief Constable", organisation=force, name="Mr Made Up")
    one.sources.create(title="A page")
    one.outcomes.create(
        measure="Incidents",
        change="down 50",
        unit="per cent",
        claimed_by="Fire",
        source_title="A page",
    )
    return one


@pytest.mark.parametrize("kind", ["agreements", "teams"])
def test_a_vision_that_names_a_draft_is_not_published(kind):
    one = VisionFactory()
    make = {"agreements": AgreementFactory, "teams": TeamFactory}[kind]
    draft = make(title="Still a draft", owner=one.owner)
    getattr(one, kind).add(draft)
    with pytest.raises(Refused, match=r"It names .*Still a draft, which the register does not"):
        publish(one)
    publish(draft)
    assert publish(one).number == 1


def test_what_was_named_and_then_removed_stops_the_next_edition(vision):
    publish(vision)
    team = vision.teams.get()
    team.refresh_from_db()
    publish(team, "By mistake.", "removed")
    vision.refresh_from_db()
    vision.area = "Northshire"
    vision.save()
    with pytest.raises(Refused, match="which the register does not publish"):
        publish(vision)


def test_a_review_comes_after_the_launch(vision):
    vision.review_on = PartialDate("2018")
    assert "2018 is before December 2019." in words_of(vision)
    is_refused_by_the_database(vision, "vision_launched_before_review")


def test_an_organisation_shares_a_vision_once(vision):
    force = vision.organisations.get().organisation
    with pytest.raises(IntegrityError), transaction.atomic():
        vision.organisations.create(organisation=force)


def test_an_outcome_says_its_unit_and_its_source(vision):
    bare = VisionOutcome(vision=vision, measure="Incidents", change="down", claimed_by="Fire")
    is_refused_by_the_database(bare, "visionoutcome_unit_and_source")
    assert "cannot be blank" in words_of(bare)


def test_content_has_every_key_however_little_is_recorded():
    assert set(VisionFactory().content()) == VISION


def test_what_stands_inside_has_every_key_too(vision):
    body = publish(vision).stored
    for key, keys in INSIDE.items():
        assert body[key]
        for part in body[key]:
            assert set(part) == keys, key


def test_an_answer_has_exactly_the_keys_the_schema_promises(client, vision):
    publish(vision)
    text = client.get("/api/v1/visions/safer/").content.decode()
    keys = [key for key, _ in json.loads(text, object_pairs_hook=list)]
    assert len(keys) == len(set(keys))
    assert set(keys) == set(keys_of(EditionHeaderSerializer, ApprovalSerializer, VisionSerializer))
    schemas = client.get("/api/v1/schema/").json()["components"]["schemas"]
    assert set(keys) == set(schemas["VisionEdition"]["properties"])


def test_the_order_of_what_it_names_does_not_hang_on_titles(vision):
    for slug, title in (("b", "Aaa"), ("a", "Zzz")):
        team = TeamFactory(slug=slug, title=title)
        publish(team)
        vision.teams.add(team)
    slugs = [team["slug"] for team in vision.content()["teams"]]
    assert slugs == ["a", "b", "side-by-side"]


def test_a_signatory_can_be_erased_in_every_edition(client, vision):
    publish(vision)
    assert "Mr Made Up" in client.get("/visions/safer/").content.decode()
    vision.signatories.all().delete()
    publish(Vision.objects.get(pk=vision.pk), "They no longer stand for it.")
    publish(Vision.objects.get(pk=vision.pk), "A name had to go.", "erased", "mr made up")
    for address in ("/visions/safer/editions/1/", "/api/v1/changes/"):
        assert "Mr Made Up" not in client.get(address).content.decode()
