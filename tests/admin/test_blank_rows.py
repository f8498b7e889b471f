"""Rows that were added to a form and left blank: not kept, and never in silence."""

import pytest

from tests.factories import AgreementFactory, OrganisationFactory, TeamFactory
from tests.reader import text_of

from .desk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BLANK_PARTY = {"organisation": "", "group": "", "stated_as": "", "capacity": "not_stated"}


@pytest.fixture
def draft(office):
    return AgreementFactory(owner=office)


def told(desk, response) -> str:
    """What the page says after a form was saved."""
    assert response.status_code == 302, text_of(response)
    return text_of(desk.client.get(response.url))


def test_the_form_names_the_rows_that_it_did_not_keep(draft, editor):
    party = {**BLANK_PARTY, "organisation": str(OrganisationFactory().pk)}
    added = {"parties": [BLANK_PARTY, party, BLANK_PARTY], "sources": [{"title": " "}]}
    words = told(editor, editor.send("change", draft, rows=added))
    assert "Not kept, because nothing was filled in: Parties 1, Parties 3, Sources 1." in words
    assert draft.parties.count() == 1
    assert not draft.sources.exists()


def test_also_where_nothing_else_changed_and_of_a_new_record(draft, office, editor):
    words = told(editor, editor.send("change", draft, rows={"variations": [{"kind": "extension"}]}))
    assert "Not kept, because nothing was filled in: Variations 1." in words
    typed = {"reference": "X-1", "title": "New", "owner": str(office.pk)}
    words = told(editor, editor.send("add", rows={"parties": [BLANK_PARTY]}, **typed))
    assert "Parties 1." in words


def test_a_row_with_a_mark_is_refused_not_dropped(draft, editor):
    marked = {**BLANK_PARTY, "capacity": "policing_body"}
    refused = editor.send("change", draft, rows={"parties": [marked]})
    assert refused.status_code == 200
    assert "fill in one of the three" in text_of(refused)


def test_nothing_is_said_where_nothing_was_left_out(draft, office, editor):
    gone = {**BLANK_PARTY, "DELETE": "on"}
    assert "Not kept" not in told(editor, editor.send("change", draft, rows={"parties": [gone]}))
    assert "Not kept" not in told(editor, editor.send("change", draft, purpose="More."))


def test_other_kinds_say_it_too(office):
    desk = sign_in("editor", office).of("teams_team")
    team = TeamFactory(owner=office)
    words = told(desk, desk.send("change", team, rows={"posts": [{"title": ""}]}))
    assert "Not kept, because nothing was filled in: Posts 1." in words
