"""The change feed and the head: what somebody who keeps a copy can rely on."""

import pytest

from register.models import Edition, LedgerHead
from register.models.edition import GENESIS

from .desk import feed, plain_canonical

pytestmark = pytest.mark.django_db
CHANGES = "/api/v1/changes/"


def changes(client, status=200, **params) -> dict:
    response = client.get(CHANGES, params)
    assert response.status_code == status, response.content
    return response.json()


def test_an_entry_is_the_edition_and_nothing_of_who_did_it(client, ledger):
    for entry, edition in zip(feed(client), Edition.objects.all(), strict=True):
        assert entry == {
            "sequence": edition.sequence,
            "kind": "agreement",
            "slug": edition.slug,
            "edition": edition.number,
            "action": edition.action,
            "recorded_at": edition.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "body_sha256": edition.body_sha256,
            "approval_sha256": edition.approval_sha256,
            "parts_sha256": edition.parts_sha256,
            "previous_hash": edition.previous_hash,
            "hash": edition.hash,
            "body": edition.stored,
        }


def test_bodies_are_given_byte_for_byte(client, ledger):
    answer = client.get(CHANGES).content.decode()
    for edition in Edition.objects.all():
        assert f'"body":{edition.body}}}' in answer
        assert edition.body == plain_canonical(edition.stored)


def test_a_masked_body_comes_with_the_hash_it_was_published_under(client, ledger):
    [first, *_, erasure, _] = feed(client)
    assert first["body"]["purpose"] == "Drawn up by [erased]."
    assert first["body_sha256"] == Edition.objects.get(sequence=1).body_sha256
    [listed] = erasure["body"]["erasure"]["masked"]
    assert (listed["sequence"], listed["paths"]) == (1, ["/purpose"])
    assert listed["body_sha256"] != first["body_sha256"]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6, 1000])
def test_every_size_of_page_gives_the_same_ledger(client, ledger, size):
    assert feed(client, size) == feed(client, 100)


@pytest.mark.parametrize(
    ("after", "size", "given", "goes_on"),
    [
        (0, 5, [1, 2, 3, 4, 5], False),
        (0, 4, [1, 2, 3, 4], True),
        (4, 1, [5], False),
        (5, 1, [], False),
        (99, 1, [], False),
    ],
)
def test_what_comes_after(client, ledger, after, size, given, goes_on):
    answer = changes(client, after=after, page_size=size)
    assert [entry["sequence"] for entry in answer["results"]] == given
    assert (answer["next"] is not None) is goes_on


def test_next_carries_the_kind_the_size_and_the_hash(client, ledger):
    answer = changes(client, kind="agreement", page_size=2)
    last = Edition.objects.get(sequence=2)
    assert answer["next"] == (
        f"http://testserver{CHANGES}?after=2&hash={last.hash}&kind=agreement&page_size=2"
    )


def test_an_empty_ledger(client):
    answer = changes(client, after=0, hash=GENESIS)
    assert (answer["results"], answer["next"]) == ([], None)
    head = client.get("/api/v1/head/").json()
    assert (head["sequence"], head["hash"], head["recorded_at"]) == (0, GENESIS, None)
    assert answer["head"] == head


def test_the_head_is_the_row_that_publishing_locks(client, ledger):
    head = client.get("/api/v1/head/").json()
    row = LedgerHead.objects.get()
    assert (head["sequence"], head["hash"]) == (row.sequence, row.hash)
    assert head["version"] == f"5-{row.hash[:12]}-{head['reference_version']}"


def test_each_hash_is_checked_against_its_own_sequence(client, ledger):
    hashes = {0: GENESIS, **dict(Edition.objects.values_list("sequence", "hash"))}
    for after in hashes:
        for sequence, claimed in hashes.items():
            changes(client, 200 if sequence == after else 409, after=after, hash=claimed)
    for claimed in ("0", hashes[5].upper(), hashes[5] + "0", "é" * 500):
        assert changes(client, 409, after=5, hash=claimed)["status"] == 409
    changes(client, 409, after=6, hash=hashes[5])
    changes(client, 200, after=5, hash="")  # as everywhere, an empty parameter is one not given


@pytest.mark.parametrize("name", ["after", "hash", "kind", "page_size"])
def test_a_parameter_given_twice_is_refused(client, ledger, name):
    """Two answers to one question: taking either could lose editions unseen."""
    value = {"after": ["5", "0"], "hash": [GENESIS] * 2, "kind": ["agreement"] * 2}
    problem = changes(client, 400, **{name: value.get(name, ["1", "2"])})
    assert [each["name"] for each in problem["parameters"]] == [name]


@pytest.mark.parametrize("text", ["-1", "00", "+1", "1.0", "٣", "1e2", " 1", "9" * 30, "x", "\0"])
def test_what_is_no_sequence_is_refused(client, ledger, text):
    changes(client, 400, after=text)
    changes(client, 400, page_size=text)
