"""From a working record to an edition: who may, what is stored, and removal and its way back."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from agreements.models import Agreement
from register.models import Action, Edition, State
from tests.factories import OfficeFactory, UserFactory, member

from .desk import refused

pytestmark = pytest.mark.django_db
EDITED = "so a second person has to approve it"
NO_ROLE = "Only a publisher of the office"
CANNOT_EDIT = "You do not have a role that edits"
NOTHING = "Nothing awaits approval"


def state(record) -> str:
    return Agreement.objects.with_state().get(pk=record.pk).state


def submission(record) -> SimpleNamespace:
    names = ("action", "digest", "by", "at")
    told = {name: getattr(record, f"submitted_{name}") for name in names}
    return SimpleNamespace(**told, note=record.change_note, erase=record.text_to_erase)


NONE = SimpleNamespace(action="", digest="", by=None, at=None, note="", erase="")


def of_office(desk, role, **dates):
    user = UserFactory()
    user.memberships.create(organisation=desk.office, role=role, **dates)
    return user


def today(days=0):
    return timezone.localdate() + datetime.timedelta(days=days)


def inactive(desk):
    user = member(desk.office, "publisher")
    user.is_active = False
    user.save()
    return user


UNTOUCHED = {
    "publisher": (lambda desk: desk.publisher, ""),
    "national": (lambda desk: member(None, "national"), ""),
    "superuser": (lambda desk: UserFactory(is_superuser=True), ""),
    "publisher on their last day": (lambda d: of_office(d, "publisher", to_on=today()), ""),
    "editor": (lambda desk: member(desk.office, "editor"), NO_ROLE),
    "auditor": (lambda desk: member(desk.office, "auditor"), NO_ROLE),
    "publisher elsewhere": (lambda desk: member(OfficeFactory(), "publisher"), NO_ROLE),
    "publisher who left": (lambda d: of_office(d, "publisher", to_on=today(-1)), NO_ROLE),
    "publisher to come": (lambda d: of_office(d, "publisher", from_on=today(1)), NO_ROLE),
    "publisher shut out": (inactive, NO_ROLE),
    "nobody": (lambda desk: UserFactory(), NO_ROLE),
    "superuser shut out": (lambda d: UserFactory(is_superuser=True, is_active=False), NO_ROLE),
}


@pytest.mark.parametrize("name", UNTOUCHED)
def test_who_may_approve_what_they_did_not_touch(desk, name):
    make, refusal = UNTOUCHED[name]
    person = make(desk)
    record = desk.draft()
    desk.change(record)
    desk.submit(record)
    if refusal:
        with refused(refusal):
            desk.approve(record, by=person)
        assert record.refusal(person)
    else:
        assert record.refusal(person) == ""
        assert desk.approve(record, by=person).approved_by == person


@pytest.mark.parametrize("name", ["publisher", "national", "superuser"])
@pytest.mark.parametrize("touch", ["edited", "submitted", "edited before a rejection"])
def test_nobody_approves_what_they_edited_or_submitted(desk, name, touch):
    person = UNTOUCHED[name][0](desk)
    record = desk.draft()
    if touch == "submitted":
        record.submit(by=person, note="Mine.")
    else:
        desk.change(record, by=person, title="Mine")
        desk.submit(record)
    if touch == "edited before a rejection":
        record.reject(by=desk.editor)
        desk.submit(record)
    with refused(EDITED):
        desk.approve(record, by=person)


def test_an_edition_lets_those_who_edited_before_it_approve_the_next(desk):
    record = desk.draft()
    other = member(desk.office, "publisher")
    desk.change(record, by=desk.publisher, title="One")
    desk.submit(record)
    desk.approve(record, by=other)
    assert set(record.editors.all()) == set()
    desk.change(record, by=other, title="Two")
    desk.submit(record)
    assert desk.approve(record, by=desk.publisher).number == 2


def test_a_removal_does_not_forget_who_edited(desk):
    record = desk.draft()
    desk.publish(record)
    desk.change(record, by=desk.publisher, title="Unpublished")
    desk.submit(record, action=Action.REMOVED)
    desk.approve(record, by=member(desk.office, "publisher"))
    desk.submit(record)
    with refused(EDITED):
        desk.approve(record, by=desk.publisher)


def test_who_may_submit(desk):
    allowed = {
        role: member(None if role == "national" else desk.office, role)
        for role in ("editor", "publisher", "national")
    }
    for person in allowed.values():
        record = desk.draft()
        record.submit(by=person, note="New.")
        assert record.is_submitted
        assert list(record.editors.all()) == [person]
    record = desk.draft()
    elsewhere = OfficeFactory()
    people = [member(desk.office, "auditor"), UserFactory(), member(elsewhere, "editor")]
    for person in people:
        with refused(CANNOT_EDIT):
            record.submit(by=person, note="New.")


@pytest.mark.parametrize("note", ["", "  \n "])
def test_a_submission_says_why(desk, note):
    record = desk.draft()
    with refused("Say in the note"):
        desk.submit(record, note)


def test_what_awaits_approval_is_not_submitted_again(desk):
    record = desk.draft()
    desk.submit(record)
    with refused("already awaits approval"):
        record.submit(by=desk.publisher, note="Once more.")


def test_what_has_not_changed_is_not_submitted(desk):
    record = desk.draft()
    desk.publish(record)
    with refused("Nothing has changed since edition 1"):
        desk.submit(record)


def test_an_edition_says_what_was_submitted_and_who(desk):
    record = desk.draft(title="Before")
    desk.change(record, title="After", purpose="To share.")
    desk.submit(record, "A new title.")
    content = record.content()
    edition = desk.approve(record)
    assert edition.stored == {
        **content,
        "schema": "agreement/3",
        "change_note": "A new title.",
        "second_person_approval": True,
        "erasure": None,
    }
    assert (edition.submitted_by, edition.approved_by) == (desk.editor, desk.publisher)
    assert record.current_edition == edition
    assert submission(record) == NONE
    assert state(record) == State.PUBLISHED


# Sending back


def test_who_may_send_back(desk):
    record = desk.draft()
    desk.submit(record)
    for person in (member(desk.office, "editor"), UserFactory(), member(desk.office, "auditor")):
        with refused("Only a publisher, or the person who submitted it"):
            record.reject(by=person)
    for person in (desk.editor, desk.publisher, member(None, "national")):
        record.reject(by=person)
        assert submission(record) == NONE
        assert state(record) == State.DRAFT
        with refused(NOTHING):
            record.reject(by=person)
        desk.submit(record)
    assert set(record.editors.all()) == {desk.editor}
    assert Edition.objects.count() == 0


# One-person offices


@pytest.mark.parametrize("approver", ["publisher", "editor"])
def test_an_edition_says_whether_a_second_person_approved_it(desk, settings, approver):
    settings.SECOND_PERSON_APPROVAL = False
    desk.editor.memberships.create(organisation=desk.office, role="publisher")
    desk.editor.reload_memberships()
    record = desk.draft()
    desk.submit(record)
    edition = desk.approve(record, by=getattr(desk, approver))
    assert edition.stored["second_person_approval"] is (approver == "publisher")


def test_without_a_second_person_it_still_takes_a_publisher(desk, settings):
    settings.SECOND_PERSON_APPROVAL = False
    record = desk.draft()
    desk.submit(record)
    with refused(NO_ROLE):
        desk.approve(record, by=desk.editor)
