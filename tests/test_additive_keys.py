"""A key added without a new schema: every reader gets bodies whole, and none is stored twice."""

import copy

import pytest

from register import kinds, reindexing
from register.canonical import canonical
from register.models import Edition, Entry
from register.publication import Approved, publish_many
from tests import made_up_teams
from tests.agreements.golden import TODAY, body

pytestmark = pytest.mark.django_db

# By path: what an edition from before the key is taken to say.
ADDED = {
    "consultation_note": "",
    "publication_url": "",
    "publication_seen_on": None,
    "decided_on": None,
    "confirmed_on": None,
    "confirmed_by": "",
    "reviews": [],
    "is_in_writing": None,
    "scope": "not_stated",
    "parties.capacity": "not_stated",
    "part_of": None,
    "programme_record": None,
    "owner.region": "",
    "parties.joined_on": None,
    "parties.organisation.overseen_by": None,
    "parties.organisation.responsible": [],
    "contract_value": None,
    "parties.organisation.ons_code": "",
    "parties.organisation.police_uk_id": "",
    "variations.note": "",
    "documents.file.pages": None,
    "outcomes.source.url": "",
}


def without(value, path: str):
    """A body without a key, wherever it stands."""
    value = copy.deepcopy(value)
    _drop(value, path.split("."))
    return value


def _drop(value, path):
    if isinstance(value, list):
        for item in value:
            _drop(item, path)
    elif value:
        if len(path) == 1:
            del value[path[0]]
        else:
            _drop(value[path[0]], path[1:])


def found(value, path) -> list:
    """What stands at a path, each time it does."""
    if isinstance(value, list):
        return [one for item in value for one in found(item, path)]
    if value is None:
        return []
    return found(value[path[0]], path[1:]) if path else [value]


def at(content: dict, path: str) -> list:
    *inner, last = path.split(".")
    return [one[last] for one in found(content, inner)]


@pytest.mark.parametrize("path", ADDED)
def test_a_body_from_before_a_key_is_read_with_it(client, path):
    old = without(TODAY, path)
    publish_many([Approved("agreement", "older", old)])
    entry = Entry.objects.with_body().get(slug="older")
    assert entry.body is not None
    values = at(entry.content, path)
    assert values
    assert all(value == ADDED[path] for value in values)
    assert set(entry.content) == set(TODAY)
    assert Edition.objects.get(slug="older").stored == old
    detail = client.get("/api/v1/agreements/older/").json()
    (item,) = client.get("/api/v1/agreements/").json()["results"]
    (edition,) = client.get("/api/v1/agreements/older/editions/").json()["results"]
    for answer in (detail, item, edition):
        assert entry.content.items() <= answer.items()
    for page in ("", "older/", "older/editions/", "older/editions/1/"):
        assert client.get(f"/agreements/{page}").status_code == 200
    (change,) = client.get("/api/v1/changes/").json()["results"]
    assert change["body"] == old


def test_a_body_in_todays_shape_is_stored_once():
    publish_many(
        Approved("agreement", f"today-{number}", body(title=f"Title {number}"))
        for number in range(3)
    )
    made_up_teams.make()
    assert {entry.kind for entry in Entry.objects.all()} == set(kinds.names())
    assert not Entry.objects.filter(body__isnull=False).exists()
    reindexing.reindex()
    assert not Entry.objects.filter(body__isnull=False).exists()
    for entry in Entry.objects.with_body().select_related("edition"):
        assert entry.text_of_body == entry.edition.body
        assert canonical(entry.content) == entry.edition.body


def test_what_was_added_is_found_anew_by_reindex():
    """The code learns of a key after the edition was indexed."""
    publish_many([Approved("agreement", "older", without(TODAY, "consultation_note"))])
    Entry.objects.update(body=None)
    reindexing.reindex()
    assert Entry.objects.with_body().get(slug="older").content["consultation_note"] == ""
