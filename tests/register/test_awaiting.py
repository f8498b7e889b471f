"""What changes while a submission awaits approval: only what was seen is published, once, whole."""

import datetime

import pytest

from agreements.models import Agreement
from register import indexing
from register.canonical import digest
from register.models import approval
from tests.factories import OrganisationFactory, member

from .desk import everything, refused
from .test_record import EDITED, NONE, NOTHING, submission

pytestmark = pytest.mark.django_db
STALE = "What you looked at is not what the record says now"


def test_a_later_edit_voids_the_submission_and_says_so(desk):
    record = desk.draft()
    desk.submit(record)
    seen = record.seal()
    assert desk.change(record, title="Later") is True
    assert submission(record) == NONE
    assert desk.change(record, title="Later still") is False
    with refused(NOTHING):
        record.approve(by=desk.publisher, seen=seen)


def test_a_later_party_voids_it_too(desk):
    record = desk.draft()
    desk.submit(record)
    record.parties.create(organisation=OrganisationFactory())
    assert record.record_edit(by=desk.editor) is True


def test_a_staff_note_voids_nothing_but_whoever_wrote_it_edited(desk):
    record = desk.draft()
    desk.submit(record)
    assert desk.change(record, by=desk.publisher, staff_notes="Looks right.") is False
    assert record.is_submitted
    with refused(EDITED):
        desk.approve(record)


def test_an_edit_nobody_announced_is_not_published(desk):
    """A write path that forgets `record_edit` still cannot slip a change past the approver."""
    record = desk.draft()
    desk.submit(record)
    Agreement.objects.filter(pk=record.pk).update(title="Slipped in")
    with refused(STALE):
        desk.approve(record)
    Agreement.objects.filter(pk=record.pk).update(title=record.title)
    party = record.parties.create(organisation=OrganisationFactory())
    with refused(STALE):
        desk.approve(record)
    party.delete()
    assert desk.approve(record).number == 1


def test_an_approval_is_of_what_was_seen(desk):
    record = desk.draft()
    desk.submit(record)
    first = record.seal()
    desk.change(record, title="Resubmitted")
    desk.submit(record)
    for seen in (first, "", "0" * 64, digest({})):
        with refused(STALE):
            record.approve(by=desk.publisher, seen=seen)


def test_one_submission_is_approved_once(desk):
    record = desk.draft()
    desk.submit(record)
    seen = record.seal()
    desk.approve(record)
    for person in (desk.publisher, member(desk.office, "publisher")):
        with refused(NOTHING):
            record.approve(by=person, seen=seen)


def test_an_approval_that_fails_half_way_leaves_nothing(desk, monkeypatch):
    record = desk.draft()
    desk.submit(record)
    before = everything()
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "_tally", lambda counts, generation: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            desk.approve(record)
    assert everything() == before
    record.refresh_from_db()
    assert desk.approve(record).sequence == 1


def test_an_approval_that_takes_too_long_is_given_up(desk, monkeypatch):
    record = desk.draft()
    desk.submit(record)
    monkeypatch.setattr(approval, "PUBLISHING_LIMIT", datetime.timedelta(-1))
    with refused("Publishing took too long"):
        desk.approve(record)
