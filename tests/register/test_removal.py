"""Removal from the register and the way back; records that name others; the state staff see."""

import pytest

from agreements.models import Agreement
from register.models import Action, Edition, Entry, Link, State

from .desk import asked, refused

pytestmark = pytest.mark.django_db


def state(record) -> str:
    [found] = Agreement.objects.with_state().filter(pk=record.pk)
    return found.state


def told(record) -> list[tuple]:
    rows = Entry.objects.filter(slug=record.slug).order_by("number")
    return list(rows.values_list("number", "action", "is_listed", "title"))


def test_a_removal_keeps_what_was_published_and_says_why(desk):
    record = desk.draft(title="Public")
    published = desk.publish(record).stored
    desk.change(record, title="Not yet public")
    removal = desk.remove(record, "Entered twice.")
    assert removal.stored == {**published, "change_note": "Entered twice."}
    assert told(record) == [(1, "published", True, "Public"), (2, "removed", False, "Public")]
    assert record.is_public is False


def test_a_removed_record_can_be_published_again_unchanged(desk):
    record = desk.draft(title="Back")
    desk.publish(record)
    desk.remove(record)
    assert state(record) == State.REMOVED
    desk.submit(record, "It was no mistake.")
    assert desk.approve(record).number == 3
    assert told(record) == [
        (1, "published", True, "Back"),
        (2, "removed", False, "Back"),
        (3, "published", True, "Back"),
    ]
    assert (record.is_public, state(record)) == (True, State.PUBLISHED)


def test_only_what_the_register_lists_can_be_removed(desk):
    record = desk.draft()
    with refused("nothing to take back"):
        desk.submit(record, action=Action.REMOVED)
    desk.publish(record)
    desk.remove(record)
    with refused("already removed"):
        desk.submit(record, action=Action.REMOVED)


def test_an_edit_voids_the_request_to_remove(desk):
    record = desk.draft()
    desk.publish(record)
    desk.submit(record, action=Action.REMOVED)
    assert desk.change(record, title="Worth keeping") is True
    assert record.is_public


def test_a_removed_record_whose_text_is_erased_stays_removed(desk, client):
    record = desk.draft(slug="gone", title="Gone", purpose="Mallory’s.")
    desk.publish(record)
    desk.remove(record)
    desk.change(record, purpose="")
    desk.erase(record, "Mallory")
    assert told(record)[-1] == (3, "erased", False, "Gone")
    assert (record.is_public, state(record)) == (False, State.REMOVED)
    assert client.get("/api/v1/agreements/").json()["count"] == 0
    with refused("already removed"):
        desk.submit(record, action=Action.REMOVED)
    desk.submit(record, "Restored.")
    desk.approve(record)
    assert (record.is_public, state(record)) == (True, State.PUBLISHED)


def test_the_state_staff_see(desk):
    record = desk.draft()
    states = [state(record)]
    for step in (
        lambda: desk.submit(record),
        lambda: desk.approve(record),
        lambda: desk.change(record, staff_notes="Chased on Tuesday."),
        lambda: desk.change(record, title="Changed"),
        lambda: desk.submit(record),
        lambda: record.reject(by=desk.publisher),
        lambda: desk.publish(record, title="Changed again"),
        lambda: desk.remove(record),
        lambda: desk.change(record, title="Changed though removed"),
        lambda: desk.publish(record),
    ):
        step()
        states.append(state(record))
    assert states == [
        State.DRAFT,
        State.AWAITING,
        State.PUBLISHED,
        State.PUBLISHED,
        State.CHANGED,
        State.AWAITING,
        State.CHANGED,
        State.PUBLISHED,
        State.REMOVED,
        State.REMOVED,
        State.PUBLISHED,
    ]


# Records that name others


def test_what_names_an_unpublished_record_is_blocked_and_names_it(desk):
    wider = desk.draft(reference="MU-W", title="Wider")
    record = desk.draft(part_of=wider)
    with refused("It names MU-W Wider, which the register does not publish."):
        desk.submit(record)
    desk.publish(wider)
    assert desk.publish(record).stored["part_of"] == {
        "kind": "agreement",
        "slug": wider.slug,
        "reference": "MU-W",
        "title": "Wider",
    }


def test_the_block_is_checked_again_at_approval(desk):
    wider = desk.draft(reference="MU-W", title="Wider")
    desk.publish(wider)
    record = desk.draft(part_of=wider)
    desk.submit(record)
    desk.remove(wider)
    with refused("It names MU-W Wider"):
        desk.approve(record)
    record.reject(by=desk.publisher)
    with refused("It names MU-W Wider"):
        desk.submit(record)


def test_a_part_of_something_removed_can_still_be_removed(desk):
    wider = desk.draft()
    desk.publish(wider)
    record = desk.draft(part_of=wider)
    desk.publish(record)
    desk.remove(wider)
    assert desk.remove(record).action == Action.REMOVED


def test_a_wider_agreement_is_called_what_the_public_calls_it(desk):
    """Its unpublished new title must not come out through its parts."""
    wider = desk.draft(slug="wider", title="Public title")
    desk.publish(wider)
    desk.change(wider, title="Unpublished title")
    record = desk.draft(part_of=wider)
    assert desk.publish(record).stored["part_of"]["title"] == "Public title"
    desk.publish(wider)
    record.refresh_from_db()
    assert desk.publish(record, purpose="More.").stored["part_of"]["title"] == "Unpublished title"


def test_links_follow_a_record_in_and_out(desk):
    wider = desk.draft(slug="wider")
    desk.publish(wider)
    record = desk.draft(slug="part", title="Part", part_of=wider)
    moments = [
        desk.publish(record).recorded_at,
        desk.publish(record, title="Part renamed").recorded_at,
        desk.remove(record).recorded_at,
        desk.publish(record, part_of=None).recorded_at,
    ]

    def titles(moment):
        return [link.entry.title for link in Link.objects.to("agreement", "wider", asked(moment))]

    assert [titles(moment) for moment in moments] == [["Part"], ["Part renamed"], [], []]
    assert titles(None) == []
    assert Edition.objects.count() == 5
