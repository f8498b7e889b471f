"""Last confirmed: on a form, and of many records at once; a second person approves it."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError

from agreements.models import Agreement
from organisations.dates import PartialDate
from tests.factories import AgreementFactory, SiteFactory, TeamFactory, VisionFactory, publish
from tests.reader import text_of

from .desk import state_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
TODAY = datetime.datetime(2024, 6, 1, 12, tzinfo=datetime.UTC)
SAID = {"confirmed_on": "October 2023", "confirmed_by": "Chief executive, by letter"}


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def two(office):
    records = [
        AgreementFactory(owner=office, title=title, starts_on=PartialDate(start))
        for title, start in (("Cats", "2015"), ("Dogs", "2016"))
    ]
    for record in records:
        publish(record)
    return records


def confirm(desk, records, **typed):
    chosen = {"action": "confirm", "_selected_action": [record.pk for record in records]}
    page = desk.client.post(desk.address("changelist"), {**chosen, **csrf(desk)})
    assert page.status_code == 200
    form = desk.read(page)
    return desk.client.post(desk.address("changelist"), form | SAID | typed)


def csrf(desk):
    return {"csrfmiddlewaretoken": desk.form("changelist")["csrfmiddlewaretoken"]}


def test_many_are_confirmed_in_one_act_and_approved_like_anything_else(two, editor, publisher):
    response = confirm(editor, two)
    assert response.status_code == 302
    for record in two:
        assert state_of(record) == "awaiting_approval"
        assert publisher.approve(record).status_code == 302
        record.refresh_from_db()
        content = record.current_edition.content
        assert (content["confirmed_on"], content["confirmed_by"]) == (
            *("2023-10", SAID["confirmed_by"]),
        )
        assert content["change_note"] == "Confirmed October 2023: Chief executive, by letter."
    # Whoever confirmed it does not approve it.
    assert confirm(publisher, two, confirmed_by="The board").status_code == 302
    assert publisher.approve(two[0]).status_code == 409


def test_what_awaits_approval_or_has_changed_is_named_and_nothing_is_submitted(two, editor):
    cats, dogs = two
    dogs.purpose = "More."
    dogs.save()
    dogs.record_edit(by=editor.user)
    response = confirm(editor, two)
    assert response.status_code == 409
    words = text_of(response)
    assert f"{dogs} : What it says is not" in words or f"{dogs}: What it says is not" in words
    assert editor.read(response)["confirmed_by"] == [SAID["confirmed_by"]]
    assert state_of(cats) == "published"
    assert Agreement.objects.filter(confirmed_on__isnull=False).count() == 0


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ({"confirmed_on": "2 June 2024"}, 409, "That is in the future."),
        ({"confirmed_on": "December 2014"}, 409, "That is before it began (2015)."),
        ({"confirmed_on": "2023?"}, 409, "A date in doubt confirms nothing."),
        ({"confirmed_on": "lately"}, 200, "“lately” is not a date."),
        ({"confirmed_by": " "}, 200, "This field is required."),
    ],
)
def test_a_confirmation_that_cannot_be_is_refused_with_what_was_typed(
    two, editor, typed, status, words
):
    response = confirm(editor, two[:1], **typed)
    assert response.status_code == status
    assert words in text_of(response)
    form = editor.read(response)
    for name, value in typed.items():
        assert form[name] == [value] or PartialDate.parse(form[name][0]) == PartialDate.parse(value)
    assert state_of(two[0]) == "published"


@pytest.mark.parametrize(
    ("factory", "begins"),
    [
        (AgreementFactory, {"starts_on": "2015", "signed_on": "2014"}),
        (AgreementFactory, {"signed_on": "2015"}),
        (TeamFactory, {"starts_on": "2015"}),
        (SiteFactory, {"opened_on": "2015"}),
        (VisionFactory, {"launched_on": "2015"}),
    ],
)
def test_nothing_is_confirmed_before_it_began(factory, begins):
    fields = {name: PartialDate(value) for name, value in begins.items()}
    record = factory(**fields, confirmed_by="A page", confirmed_on=PartialDate("2014-12-31"))
    with pytest.raises(ValidationError, match="That is before it began"):
        record.full_clean()
    (blocker,) = record.blockers(record.content())
    assert blocker.startswith("Last confirmed: That is before it began")
    record.confirmed_on = PartialDate("2015")
    record.full_clean()
    # Of a start in doubt nobody can say so.
    for name in begins:
        setattr(record, name, PartialDate("2015?"))
    record.confirmed_on = PartialDate("2014")
    record.full_clean()


@pytest.mark.parametrize("given", [{"confirmed_on": "2023"}, {"confirmed_by": "A page"}])
def test_a_date_without_who_says_so_or_the_reverse_is_refused_on_the_form(two, editor, given):
    response = editor.send("change", two[0], **given)
    assert response.status_code == 200
    assert "Give both when it was last confirmed and who or what says so" in text_of(response)
    ((name, value),) = given.items()
    assert editor.read(response)[name] == [value]
