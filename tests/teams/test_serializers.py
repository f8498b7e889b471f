"""The shape of the bodies of teams and sites: fixed, whole, and the same in ledger, API, schema."""

import json

import pytest

from register.schema import DatedHeaderSerializer, keys_of
from register.serializers import ApprovalSerializer
from teams.models import Team
from teams.serializers import SiteSerializer, TeamSerializer
from tests.factories import AgreementFactory, OfficeFactory, SiteFactory, TeamFactory, publish

from .made import full_team

pytestmark = pytest.mark.django_db

# What v1 promised. It only ever gains keys.
TEAM = {
    *("title", "owner", "purpose", "team_kind", "area", "sites", "starts_on", "ends_on", "trial"),
    *("agreement", "part_of", "organisations", "posts", "board_seats", "outcomes", "sources"),
    *("stage", "confirmed_on", "confirmed_by", "other_titles", "stated"),
}
SITE = {
    *("title", "owner", "site_kind", "place", "description", "opened_on", "organisations"),
    *("sources", "stage", "proposed_on", "approved_on", "closed_on", "confirmed_on"),
    *("confirmed_by", "other_titles", "stated"),
}
LINK = {"kind", "slug", "title", "reference"}
INSIDE = {
    "sites": LINK,
    "agreement": LINK,
    "part_of": LINK,
    "trial": {
        *("length_text", "length_months", "planned_end_on", "is_planned_end_inferred"),
        *("decision", "decided_on", "outcome"),
    },
    "organisations": {"organisation", "unit", "staff_count", "is_lead"},
    "posts": {"title", "organisation", "unit", "role", "name", "starts_on", "ends_on"},
    "board_seats": {"office", "organisation", "name"},
    "outcomes": {"measure", "change", "unit", "period", "area", "claimed_by", "source"},
    "sources": {"title", "publisher", "url", "dated_on"},
}


@pytest.fixture
def published():
    """The full team's edition, after those of what it names."""
    office = OfficeFactory(slug="northshire-commissioner")
    agreement = AgreementFactory(slug="agreed", reference="MU-1", owner=office)
    site, wider, one = full_team(office, agreement)
    for record in (agreement, site, wider):
        publish(record)
    return publish(one)


@pytest.mark.parametrize(("factory", "keys"), [(TeamFactory, TEAM), (SiteFactory, SITE)])
def test_content_has_every_key_however_little_is_recorded(factory, keys):
    assert set(factory().content()) == keys


def test_what_stands_inside_has_every_key_too(published):
    body = published.stored
    for key, keys in INSIDE.items():
        given = body[key] if isinstance(body[key], list) else [body[key]]
        assert given
        for part in given:
            assert set(part) == keys, key


def test_a_name_is_published_only_where_it_is_marked(published):
    posts = {post["title"]: post["name"] for post in published.stored["posts"]}
    assert posts == {"Inspector": None, "Chief Constable": "Shown Holder"}
    assert published.stored["board_seats"][0]["name"] is None
    assert "Hidden" not in published.body


def test_links_name_records_as_they_were_last_published(published):
    body = published.stored
    assert body["sites"] == [
        {"kind": "site", "slug": "hq", "reference": None, "title": "Joint Headquarters"}
    ]
    assert body["agreement"]["reference"] == "MU-1"
    assert body["part_of"]["title"] == "The wider service"


@pytest.mark.parametrize(
    ("address", "header", "serializer"),
    [
        ("teams/prevention", (DatedHeaderSerializer,), TeamSerializer),
        ("sites/hq", (DatedHeaderSerializer,), SiteSerializer),
    ],
)
def test_an_answer_has_exactly_the_keys_the_schema_promises(
    client, published, address, header, serializer
):
    text = client.get(f"/api/v1/{address}/").content.decode()
    keys = [key for key, _ in json.loads(text, object_pairs_hook=list)]
    assert len(keys) == len(set(keys))
    own = {"trial_state"} if "teams" in address else set()
    assert set(keys) == {*keys_of(*header, ApprovalSerializer, serializer), *own}
    name = "TeamEdition" if own else "SiteEdition"
    described = client.get("/api/v1/schema/").json()["components"]["schemas"][name]
    assert set(keys) == set(described["properties"])


def test_a_name_once_public_can_be_erased(published, client):
    team = Team.objects.get(slug="prevention")
    team.posts.filter(is_name_public=True).delete()
    publish(team, "The post is gone.")
    team.refresh_from_db()
    publish(team, "A name had to go.", "erased", "shown holder")
    for address in ("/teams/prevention/editions/1/", "/api/v1/changes/", "/search/?q=shown"):
        assert "Shown Holder" not in client.get(address).content.decode()
