"""The shape of an agreement's body: fixed, whole, and the same in the ledger, API and schema."""

import json

import pytest

from agreements.serializers import AgreementEditionSerializer, AgreementSerializer
from organisations.dates import PartialDate
from register.models import Edition
from register.schema import EditionHeaderSerializer
from register.serializers import ApprovalSerializer
from tests.factories import AgreementFactory, OrganisationFactory, publish

from .golden import TODAY, body, make

pytestmark = pytest.mark.django_db

# What v1 promised. It only ever gains keys.
CONTENT = {
    *("title", "reference", "owner", "purpose", "scope", "functions", "programme", "part_of"),
    *("legal_bases", "stage", "starts_on", "expires_on", "term", "parties_recorded", "parties"),
    *("variations", "publication", "publication_reason", "outcomes", "sources"),
    *("replaced_by", "provision_kinds", "is_in_writing", "has_withdrawal_clause"),
    *("withdrawal_terms", "is_accountability_notified", "accountability_arrangements"),
    *("consultation_note", "decided_on", "signed_on", "documents", "reviews"),
    *("has_staff_functions", "contract_value"),
    *("publication_url", "publication_seen_on", "other_titles", "roles", "stated"),
    *("confirmed_on", "confirmed_by"),
    "programme_record",
}
APPROVAL = {"schema", "change_note", "second_person_approval", "erasure"}
HEADER = {
    *("kind", "slug", "edition", "sequence", "action", "is_listed", "recorded_at", "on"),
    *("lifecycle", "lifecycle_reason", "binding_expiry", "is_start_recorded", "section_22a"),
    "copies_taken_down",
    *("url", "html_url", "editions_url"),
}
ORGANISATION = {
    *("slug", "name", "kind", "is_fire_authority", "nation", "region", "overseen_by"),
    *("ons_code", "police_uk_id"),
}
OTHER_AGREEMENT = {"kind", "slug", "reference", "title"}
FILE = {"sha256", "name", "size", "media_type", "pages", "has_text", "is_redacted"}
WITHHELD = {"exemption", "reason", "decided_by", "decided_on", "review_on", "taken_down_sha256"}
# By path, [] for what stands in a list.
INSIDE = {
    ".owner": ORGANISATION,
    ".part_of": OTHER_AGREEMENT,
    ".replaced_by": OTHER_AGREEMENT,
    ".parties[]": {
        *("organisation", "group", "stated_as", "capacity", "is_lead", "joined_on", "left_on"),
    },
    ".roles[]": {"organisation", "kind", "starts_on", "ends_on"},
    ".roles[].organisation": ORGANISATION,
    ".parties[].organisation": ORGANISATION | {"responsible"},
    ".parties[].group": {"slug", "name", "members"},
    ".parties[].group.members[]": ORGANISATION | {"responsible"},
    ".variations[]": {
        *("kind", "made_on", "effective_on", "new_expires_on", "party", "document", "note"),
    },
    ".variations[].party": {"slug", "name"},
    ".documents[]": {"kind", "title", "dated_on", "file", "withheld"},
    ".documents[].file": FILE,
    ".documents[].withheld": WITHHELD,
    ".documents[].withheld.decided_by": {"slug", "name"},
    ".reviews[]": {"reviewed_on", "outcome", "next_review_on"},
    ".outcomes[]": {"measure", "change", "unit", "period", "area", "claimed_by", "source"},
    ".outcomes[].source": {"title", "publisher", "url", "dated_on"},
    ".sources[]": {"title", "publisher", "url", "dated_on"},
}
PRIVATE = {"staff_notes", "editors", "submitted_by", "revision", "text_to_erase", "pk", "id"}


def keys_of(value, path="") -> dict[str, set[frozenset]]:
    """The sets of keys that stand at each path of a body: one of each, if its shape is even."""
    found: dict[str, set[frozenset]] = {}
    inner = []
    if isinstance(value, dict):
        found[path] = {frozenset(value)}
        inner = [(item, f"{path}.{key}") for key, item in value.items()]
    elif isinstance(value, list):
        inner = [(item, f"{path}[]") for item in value]
    for item, where in inner:
        for place, keys in keys_of(item, where).items():
            found.setdefault(place, set()).update(keys)
    return found


@pytest.mark.parametrize("make_one", [make, AgreementFactory])
def test_content_has_every_key_however_little_is_recorded(make_one):
    content = make_one().content()
    assert set(content) >= CONTENT
    assert not set(content) & (PRIVATE | HEADER | APPROVAL)
    assert not {key for keys in keys_of(content).values() for key in set().union(*keys)} & PRIVATE
    assert "metadata" not in str(content)


def test_a_full_record_gives_exactly_the_golden_body():
    """A key may be added; any other change here needs a new schema and an upgrade."""
    edition = publish(make())
    wanted = body()
    for party in wanted["parties"]:
        for force in (party["group"] or {"members": [party["organisation"]]})["members"]:
            # The golden edition is from before this key.
            force["responsible"] = [force["overseen_by"]] if force["overseen_by"] else []
    assert edition.stored == wanted
    assert set(edition.stored) == CONTENT | APPROVAL


def test_what_stands_inside_has_every_key_too():
    wanted = {"": CONTENT | APPROVAL} | INSIDE
    assert keys_of(TODAY) == {path: {frozenset(keys)} for path, keys in wanted.items()}


@pytest.mark.parametrize(
    ("signed_on", "responsible"),
    [
        ("2017-05-07", ["commissioner", "mayor"]),
        ("2017-05-08", ["mayor"]),
        ("2017-05", ["commissioner", "mayor"]),  # the month of the change
        ("2016?", ["commissioner", "mayor"]),
        (None, ["commissioner", "mayor"]),
    ],
)
def test_who_was_responsible_for_a_force_is_as_on_the_day_it_was_made(signed_on, responsible):
    """Or whoever took over since; of a day that is not known, anybody who ever was."""
    mayor = OrganisationFactory(slug="mayor", kind="policing_body")
    force = OrganisationFactory(slug="force", kind="police_force", overseen_by=mayor)
    mayor.successions_in.create(
        predecessor=OrganisationFactory(slug="commissioner", kind="policing_body"),
        on=PartialDate("2017-05-08"),
        is_verified=True,
    )
    record = AgreementFactory(signed_on=signed_on and PartialDate(signed_on))
    record.parties.create(organisation=force, capacity="chief_officer")
    record.parties.create(organisation=mayor, capacity="policing_body")
    ours, theirs = (party["organisation"] for party in record.content()["parties"])
    assert ours["responsible"] == responsible
    assert theirs["responsible"] == []


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
    parts = [EditionHeaderSerializer(), ApprovalSerializer(), AgreementSerializer()]
    names = [name for part in parts for name in part.fields]
    assert len(names) == len(set(names))
    derived = {"lifecycle", "lifecycle_reason", "binding_expiry", "is_start_recorded"}
    derived |= {"section_22a", "copies_taken_down"}
    assert set(AgreementEditionSerializer().fields) == {*names, *derived}
