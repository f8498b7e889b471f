"""Erasures that are refused, and what staff are told to do first."""

import pytest

from organisations.dates import PartialDate
from register.models import Action, Edition, Refused

from .desk import refused
from .test_erasure import full_of

pytestmark = pytest.mark.django_db


def test_refused_while_the_working_record_holds_it(desk):
    record = full_of(desk, "Mallory")
    with refused("The working record still holds that text"):
        desk.erase(record, "mallory")
    with pytest.raises(Refused) as refusal:
        desk.erase(record, "mallory")
    assert str(refusal.value).endswith(f"Take it out first, in: {', '.join(HOLDERS_IN_ORDER)}.")


HOLDERS_IN_ORDER = [
    "/title",
    "/purpose",
    "/programme",
    "/variations/0/note",
    "/publication_reason",
    "/outcomes/0/claimed_by",
    "/outcomes/0/source/title",
    "/sources/0/title",
    "/sources/0/publisher",
    "/sources/0/url",
]


def test_refused_while_the_note_repeats_it(desk):
    record = desk.draft(purpose="Mallory’s.")
    desk.publish(record)
    desk.change(record, purpose="")
    with refused("it must not repeat the text to erase"):
        desk.erase(record, "Mallory", note="MALLORY asked us to.")


def test_refused_where_there_is_nothing_to_erase(desk):
    record = desk.draft()
    with refused("nothing to take back"):
        desk.erase(record, "Mallory")
    desk.publish(record)
    with refused("No edition of this record holds that text"):
        desk.erase(record, "Mallory")
    for short in ("", "  ", "ab", " a  "):
        with refused("from 3 to 200 characters"):
            desk.erase(record, short)


@pytest.mark.parametrize("text", ["agreement", "2013-10-25", "local", "s22a", "made-up-comm"])
def test_refused_where_it_would_break_what_the_machinery_reads(desk, text):
    record = desk.draft(
        title="Wider",
        purpose=f"{text} is here.",
        scope="local",
        legal_bases=["s22a_police_act_1996"],
        starts_on=PartialDate("2013-10-25"),
    )
    desk.publish(record)
    desk.change(record, purpose="", scope="not_stated", legal_bases=[], starts_on=None)
    with refused("Give a longer text"):
        desk.erase(record, text)


def test_an_edit_voids_the_request_and_forgets_the_text(desk):
    record = desk.draft(purpose="Mallory’s.")
    desk.publish(record)
    desk.change(record, purpose="")
    desk.submit(record, action=Action.ERASED, erase="Mallory")
    assert record.text_to_erase == "Mallory"
    assert desk.change(record, title="Meanwhile") is True
    assert record.text_to_erase == ""
    assert "Mallory" in Edition.objects.get(sequence=1).body
