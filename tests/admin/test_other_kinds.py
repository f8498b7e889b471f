"""Teams, sites and visions at the staff desk: the same walk, their own refusals."""

import pytest
from django.urls import reverse

from teams.models import Site, Team
from tests.factories import (
    AgreementFactory,
    OrganisationFactory,
    SiteFactory,
    TeamFactory,
    VisionFactory,
    publish,
)
from tests.reader import text_of
from visions.models import Vision

from .desk import sign_in, state_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

TEAM = {"title": "Prevention team", "team_kind": "co_located", "starts_on": "25 October 2019"}
TRIAL = {"is_trial": "on", "trial_length": "six months", "trial_planned_end_on": "2020-04-25~"}


def made(desk, model, rows=None, **typed):
    """A record made through the form; fails with what the form says."""
    response = desk.send("add", rows=rows, **typed)
    assert response.status_code == 302, text_of(response)
    return model.objects.get(title=typed["title"])


def through(record, desks, client, address):
    """From a draft to its public page."""
    editor, publisher = desks
    assert client.get(address).status_code == 404
    assert editor.submit(record, "First entry.").status_code == 302
    record.refresh_from_db()
    assert publisher.approve(record).status_code == 302
    return text_of(client.get(address))


def test_a_site_a_team_and_a_vision_from_empty_forms_to_public_pages(
    client, office, editor, publisher
):
    force, owner = OrganisationFactory(name="Northshire Police"), str(office.pk)
    within = {"organisations": [{"organisation": str(force.pk)}]}

    desks = [desk.of("teams_site") for desk in (editor, publisher)]
    typed = {"title": "Joint HQ", "site_kind": "headquarters", "opened_on": "2016"}
    both = (force, OrganisationFactory())
    there = [{"organisation": str(one.pk), "role": "occupier"} for one in both]
    site = made(desks[0], Site, rows={"organisations": there}, **typed, owner=owner)
    assert "Northshire Police" in through(site, desks, client, "/sites/joint-hq/")

    desks = [desk.of("teams_team") for desk in (editor, publisher)]
    posts = [{"title": "Inspector", "name": "Kim Doe"}]
    named = {"sites": [str(site.pk)], "owner": owner}
    rows = {**within, "posts": posts}
    team = made(desks[0], Team, rows=rows, **TEAM, **TRIAL, **named)
    words = through(team, desks, client, "/teams/prevention-team/")
    assert "Inspector" in words and "Joint HQ" in words
    assert "Kim Doe" not in words

    desks = [desk.of("visions_vision") for desk in (editor, publisher)]
    rows = {**within, "aims": [{"text": "Value for money"}]}
    vision = made(desks[0], Vision, rows=rows, title="Safer", owner=owner, teams=[str(team.pk)])
    assert "Prevention team" in through(vision, desks, client, "/visions/safer/")
    for record in (site, team, vision):
        assert state_of(record) == "published"


BAD = [
    ({**TRIAL, "trial_planned_end_on": "2018"}, {}, "The trial cannot end before it starts."),
    ({"ends_on": "2018"}, {}, "2018 is before 25 October 2019."),
    ({"trial_outcome": "Good."}, {}, "tick “began as a trial”"),
    ({}, {"posts": [{"title": "PC", "starts_on": "2018"}]}, "before its team starts"),
    ({}, {"outcomes": [{"measure": "Visits", "change": "up"}]}, "This field is required."),
    ({}, {"posts": [{"title": "PC", "is_name_public": "on"}]}, "There is no name to publish"),
]


@pytest.mark.parametrize(("typed", "rows", "words"), BAD)
def test_what_is_wrong_is_said_on_the_form_and_nothing_is_saved(office, editor, typed, rows, words):
    desk = editor.of("teams_team")
    response = desk.send("add", rows=rows, **{**TEAM, **typed}, owner=str(office.pk))
    assert response.status_code == 200
    assert words in text_of(response)
    assert not Team.objects.exists()


def test_a_team_inside_its_own_part_is_refused_on_the_form(office, editor):
    wider = TeamFactory(owner=office)
    part = TeamFactory(owner=office, part_of=wider)
    desk = editor.of("teams_team")
    for inside in (part, wider):
        response = desk.send("change", wider, part_of=str(inside.pk))
        assert "cannot be part of itself" in text_of(response)


def test_a_vision_that_names_a_draft_says_so_before_it_is_submitted(office, editor):
    vision, draft = VisionFactory(owner=office), AgreementFactory(owner=office, title="A draft")
    vision.agreements.add(draft)
    desk = editor.of("visions_vision")
    assert "A draft, which the register does not publish" in text_of(desk.open("change", vision))
    assert "A draft" in text_of(desk.submit(vision))
    assert state_of(vision) == "draft"


def test_linking_another_agreement_voids_a_submission(office, editor):
    vision = VisionFactory(owner=office)
    agreement = AgreementFactory(owner=office)
    publish(agreement)
    desk = editor.of("visions_vision")
    assert desk.submit(vision).status_code == 302
    response = desk.send("change", vision, agreements=[str(agreement.pk)])
    assert response.status_code == 302
    assert state_of(vision) == "draft"


def test_a_record_may_name_what_any_office_published_and_no_other_offices_draft(office, editor):
    mine = AgreementFactory(owner=office, title="Mine, a draft")
    theirs = AgreementFactory(title="Theirs, published")
    publish(theirs)
    AgreementFactory(title="Theirs, a draft")
    params = {"app_label": "visions", "model_name": "vision", "field_name": "agreements"}
    answer = editor.client.get(reverse("admin:autocomplete"), {**params, "term": ""}).json()
    assert {found["text"] for found in answer["results"]} == {str(mine), str(theirs)}
    assert "Theirs" not in text_of(editor.open("changelist"))


def test_another_office_neither_sees_nor_edits(office):
    team, site = TeamFactory(owner=office), SiteFactory(owner=office)
    stranger = sign_in("editor", OrganisationFactory())
    for desk, record in (("teams_team", team), ("teams_site", site)):
        assert stranger.of(desk).open("change", record).status_code == 302
        assert record.title not in text_of(stranger.of(desk).open("changelist"))


@pytest.mark.parametrize("lifecycle", ["working", "ended"])
def test_teams_are_filtered_by_their_published_lifecycle(office, editor, lifecycle):
    for title, ends_on in (("Going on", "2190"), ("Over", "2010")):
        publish(TeamFactory(owner=office, title=title, ends_on=ends_on))
    words = text_of(editor.of("teams_team").open("changelist", lifecycle=lifecycle))
    assert ("Going on" in words, "Over" in words) == (lifecycle == "working", lifecycle == "ended")
