"""The shape of an agreement's body: fixed, whole, and the same in the ledger, API and schema."""

import json

import pytest

from agreements.kind import AGREEMENT
from agreements.models import PublishedAgreement
from agreements.serializers import AgreementEditionSerializer, AgreementSerializer
from register.models import Edition
from register.schema import EditionHeaderSerializer
from register.serializers import ChangeSerializer
from tests.factories import AgreementFactory, publish

from .golden import GOLDEN, body, make
from .test_terms import index

pytestmark = pytest.mark.django_db

# What v1 promised. It only ever gains keys.
CONTENT = {
    *("title", "reference", "owner", "purpose", "scope", "functions", "programme", "part_of"),
    *("legal_bases", "stage", "starts_on", "expires_on", "term", "parties_recorded", "parties"),
    *("variations", "publication", "publication_reason", "outcomes", "sources"),
}
APPROVAL = {"schema", "change_note", "second_person_approval", "erasure"}
HEADER = {
    *("kind", "slug", "edition", "sequence", "action", "is_listed", "recorded_at", "on"),
    *("lifecycle", "is_start_recorded", "section_22a", "url", "html_url", "editions_url"),
}
INSIDE = {
    "owner": {"slug", "name", "kind", "is_fire_authority"},
    "part_of": {"kind", "slug", "reference", "title"},
    "parties": {"organisation", "group", "capacity", "is_lead"},
    "variations": {"kind", "made_on", "effective_on", "new_expires_on", "note"},
    "outcomes": {"measure", "change", "unit", "period", "area", "claimed_by", "source"},
    "sources": {"title", "publisher", "url", "dated_on"},
}
PRIVATE = {"staff_notes", "editors", "submitted_by", "revision", "text_to_erase", "pk", "id"}


@pytest.mark.parametrize("make_one", [make, AgreementFactory])
def test_content_has_every_key_however_little_is_recorded(make_one):
    content = make_one().content()
    assert set(content) >= CONTENT
    assert not set(content) & (PRIVATE | HEADER | APPROVAL)


def test_a_full_record_gives_exactly_the_golden_body():
    """A change here is a change of shape: raise the schema and write an upgrade."""
    edition = publish(make())
    assert edition.stored == GOLDEN
    assert set(edition.stored) == CONTENT | APPROVAL


@pytest.mark.parametrize("key", INSIDE)
def test_what_stands_inside_has_every_key_too(key):
    given = GOLDEN[key]
    for part in given if isinstance(given, list) else [given]:
        assert set(part) == INSIDE[key]


def test_the_golden_body_upgraded_has_todays_keys():
    today = set(publish(AgreementFactory()).stored)
    assert set(AGREEMENT.upgrade(body())) == today
    assert AGREEMENT.upgrade(body())["schema"] == AGREEMENT.schema


def test_a_golden_edition_can_be_read_today(client):
    index([body()])
    row = PublishedAgreement.objects.get(slug="random-0")
    assert row.section_22a == "s22a"
    assert row.with_fire
    page = client.get("/agreements/random-0/")
    assert "Golden “agreement” – très bien" in page.content.decode()
    answer = client.get("/api/v1/agreements/random-0/").json()
    assert set(answer) >= CONTENT | APPROVAL | HEADER


def test_an_old_shape_is_upgraded_before_anything_reads_it(client, monkeypatch):
    def upgrade(old):
        return {**old, "schema": AGREEMENT.schema, "purpose": "Upgraded."}

    monkeypatch.setitem(AGREEMENT.upgrades, "agreement/0", upgrade)
    index([body(schema="agreement/0")])
    row = PublishedAgreement.objects.get(slug="random-0")
    assert row.body["purpose"] == "Upgraded."
    assert client.get("/api/v1/agreements/random-0/").json()["purpose"] == "Upgraded."
    assert json.loads(row.edition.body)["schema"] == "agreement/0"


def test_header_and_body_never_share_a_key(client):
    publish(make())
    edition = Edition.objects.get(slug="golden")
    text = client.get("/api/v1/agreements/golden/").content.decode()
    pairs = json.loads(text, object_pairs_hook=list)
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys))
    assert set(keys) == set(edition.stored) | HEADER


def test_an_item_has_exactly_the_keys_the_schema_promises(client):
    publish(make())
    item = client.get("/api/v1/agreements/?page_size=1").json()["results"][0]
    schema = client.get("/api/v1/schema/").json()
    described = schema["components"]["schemas"]["AgreementEdition"]
    assert set(item) == set(described["properties"])
    assert set(described["required"]) <= set(item)


def test_the_described_shape_is_made_of_the_three_parts():
    parts = [EditionHeaderSerializer(), ChangeSerializer(), AgreementSerializer()]
    names = [name for part in parts for name in part.fields]
    assert len(names) == len(set(names))
    derived = {"lifecycle", "is_start_recorded", "section_22a"}
    assert set(AgreementEditionSerializer().fields) == {*names, *derived}
