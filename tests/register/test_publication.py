"""Many records published together: as one by one, and whole batches or none."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
import time_machine

from agreements.models import Agreement
from organisations.dates import PartialDate
from register import publication
from register.chain import verify
from register.models import Action, Edition, LedgerHead, approval
from register.publication import Approved, publish_many
from tests.factories import OrganisationFactory, TeamFactory

from .desk import at, everything, index, refused, rows
from .rollback import rolled_back

pytestmark = pytest.mark.django_db
MOMENT = at("2026-06-10")


@pytest.fixture
def approved(desk, monkeypatch) -> list[Approved]:
    """All that two people agreed to in a history of every action, with nothing of it published."""
    agreed: list[Approved] = []

    def noted(batch):
        agreed.extend(batch)
        return publication.publish(batch)

    monkeypatch.setattr(approval, "publish", noted)
    # The same salts in every ledger: an erasure names hashes that are made with them.
    salts = SimpleNamespace(token_hex=lambda size: "0" * size * 2)
    monkeypatch.setattr("register.models.edition.secrets", salts)
    with rolled_back(), time_machine.travel(MOMENT, tick=False):
        alpha = desk.draft(slug="alpha", title="Alpha", purpose="Drawn up by Mallory.")
        alpha.parties.create(organisation=OrganisationFactory())
        beta = desk.draft(slug="beta", title="Beta", starts_on=PartialDate("2013-10"))
        desk.publish(alpha)
        desk.publish(beta)
        desk.publish(alpha, purpose="Drawn up by the clerk.", scope="local")
        desk.publish(TeamFactory(slug="alpha", title="Alpha team", owner=desk.office))
        desk.publish(desk.draft(slug="gamma", title="Gamma", part_of=beta))
        desk.erase(alpha, "Mallory")
        desk.remove(beta)
        desk.publish(beta, expires_on=PartialDate("2018"))
    return agreed


def made(approved, size) -> tuple:
    """The ledger and the index that come of publishing them in batches of a size."""
    with rolled_back(), time_machine.travel(MOMENT, tick=False):
        assert publish_many(iter(approved), size) == len(approved)
        assert verify().editions == len(approved)
        return rows(Edition), rows(LedgerHead), index()


@pytest.mark.parametrize("size", [2, 3, 5, 250])
def test_batches_make_the_same_ledger_and_the_same_index_as_one_by_one(approved, size):
    assert {one.action for one in approved} == set(Action.values)
    assert len(approved) == 8
    one_by_one = made(approved, 1)
    assert len(one_by_one[2]["Entry"]) == len(approved)
    assert made(approved, size) == one_by_one


def test_nothing_to_publish_publishes_nothing(approved):
    before = everything()
    assert publish_many([]) == 0
    assert everything() == before


def test_a_failure_leaves_nothing_of_its_batch_and_all_of_those_before(approved):
    bad = replace(approved[3], body={"schema": "made-up/0"})
    assert publish_many(approved[:2], 2) == 2
    before = everything()
    with pytest.raises(KeyError):
        publish_many([approved[2], bad, *approved[4:]], 2)
    assert everything() == before
    assert publish_many(approved[2:]) == 6
    assert verify().editions == 8


def test_a_failure_in_a_later_batch_keeps_the_earlier_ones(approved):
    bad = replace(approved[3], body={"schema": "made-up/0"})
    with pytest.raises(KeyError):
        publish_many([*approved[:3], bad, *approved[4:]], 2)
    assert verify().editions == len(index()["Entry"]) == 2


# Several submissions, approved together


def test_several_are_approved_together_in_the_order_given(desk):
    records = [desk.draft(slug=slug) for slug in ("c", "a", "b")]
    for record in records:
        desk.submit(record)
    seen = {record: record.seal() for record in records}
    editions = Agreement.approve_all(seen, by=desk.publisher)
    assert [(e.sequence, e.slug) for e in editions] == [(1, "c"), (2, "a"), (3, "b")]
    assert [record.current_edition for record in records] == editions
    assert not any(record.is_submitted for record in records)


def test_where_one_is_refused_none_is_published(desk):
    records = [desk.draft(slug=slug) for slug in ("a", "b")]
    for record in records:
        desk.submit(record)
    seen = {records[0]: records[0].submitted_digest, records[1]: "0" * 64}
    with refused("What you looked at is not what the record says now"):
        Agreement.approve_all(seen, by=desk.publisher)


def test_the_cost_of_a_batch_does_not_grow_with_its_records(
    approved, django_assert_max_num_queries
):
    others = [one for one in approved if not one.masked]
    batch = [replace(one, slug=f"{one.slug}-{n}") for n in range(10) for one in others]
    with django_assert_max_num_queries(25):
        assert publish_many(batch) == 70
