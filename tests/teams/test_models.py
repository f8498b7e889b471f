"""What a team, a site or a post may not say, and in which words that is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organisations.dates import PartialDate
from register.models import Refused
from teams.models import Post, Site, Team, TeamOrganisation, TeamOutcome
from tests.agreements.test_models import is_refused_by_the_database, words_of
from tests.factories import AgreementFactory, OrganisationFactory, SiteFactory, publish

from .made import team

WITHIN = "A team cannot be part of itself or of a team that is part of it."

pytestmark = pytest.mark.django_db


def test_a_team_is_not_part_of_itself():
    one = team()
    one.part_of = one
    assert words_of(one) == WITHIN
    is_refused_by_the_database(one, "team_not_part_of_itself")


def test_a_team_is_not_part_of_its_own_part_however_far_down():
    first, second, third = team(), team(), team()
    second.part_of, third.part_of = first, second
    second.save()
    third.save()
    first.part_of = third
    assert words_of(first) == WITHIN
    assert not words_of(Team.objects.get(pk=third.pk))


@pytest.mark.parametrize(
    ("starts", "ends", "is_refused"),
    [
        ("2019-10-25", "2019-10-24", True),
        ("2019-10-25", "2018~", True),
        ("2019-10-25", "2019-10", False),
        ("2019-10-25", "2020-04-25~", False),
    ],
)
def test_a_trial_does_not_end_before_it_starts(starts, ends, is_refused):
    bad = team(starts_on=starts)
    bad.is_trial, bad.trial_planned_end_on = True, PartialDate(ends)
    assert ("The trial cannot end before it starts." in words_of(bad)) is is_refused


def test_what_a_database_can_judge_of_the_dates_it_judges():
    late = {"starts_on": PartialDate("2020"), "title": "Late", "team_kind": "joint_unit"}
    owner = OrganisationFactory()
    ended = Team(**late, owner=owner, ends_on=PartialDate("2019"))
    assert words_of(ended) == "2019 is before 2020."
    is_refused_by_the_database(ended, "team_starts_before_it_ends")
    trial = Team(**late, owner=owner, is_trial=True, trial_planned_end_on=PartialDate("2019"))
    is_refused_by_the_database(trial, "team_trial_ends_after_start")


def test_only_a_trial_has_the_facts_of_a_trial():
    one = team()
    one.trial_outcome = "It went well."
    assert "tick “began as a trial”" in words_of(one)
    is_refused_by_the_database(one, "team_trial_facts_only_of_trial")
    one.is_trial = True
    assert not words_of(one)


def test_a_trial_that_was_ended_has_an_end():
    one = team(is_trial=True)
    one.trial_decision = "ended"
    assert "has an end date" in words_of(one)
    is_refused_by_the_database(one, "team_ended_trial_has_end")
    one.ends_on = PartialDate("2020?")
    assert not words_of(one)


POSTS = [
    ("2019-06", None, "before its team starts (25 October 2019)"),
    (None, "2019-09", "before its team starts"),
    ("2021", None, "after its team ended (April 2020)"),
    (None, "2020-05-01", "after its team ended"),
    ("2019-10", "2020-04-30", ""),
    (None, None, ""),
]


@pytest.mark.parametrize(("starts", "ends", "words"), POSTS)
def test_a_post_lies_within_its_teams_dates(starts, ends, words):
    one = team(starts_on="2019-10-25", ends_on="2020-04")
    dates = {"starts_on": starts, "ends_on": ends}
    post = Post(team=one, title="Inspector")
    for name, value in dates.items():
        setattr(post, name, value and PartialDate(value))
    said = words_of(post)
    assert words in said if words else said == ""


def test_a_post_left_outside_by_a_changed_date_stops_publication():
    one = team(starts_on="2019-10-25")
    one.posts.create(title="Inspector", starts_on=PartialDate("2019-10-25"))
    one.starts_on = PartialDate("2021")
    one.save()
    with pytest.raises(Refused, match="Inspector: The post is there before its team starts"):
        publish(one)


def test_a_name_that_is_to_be_public_is_given():
    post = Post(team=team(), title="Inspector", is_name_public=True)
    assert "There is no name to publish" in words_of(post)
    is_refused_by_the_database(post, "post_public_name_given")


def test_an_outcome_says_its_unit_and_its_source():
    with pytest.raises(ValidationError) as refused:
        TeamOutcome(team=team(), measure="Visits", change="up", claimed_by="Fire").full_clean()
    assert set(refused.value.message_dict) == {"unit", "source_title"}
    bare = TeamOutcome(team=team(), measure="Visits", change="up", claimed_by="Fire", unit="%")
    is_refused_by_the_database(bare, "teamoutcome_unit_and_source")


def test_an_organisation_is_in_a_team_once_with_a_unit():
    one, force = team(), OrganisationFactory()
    one.organisations.create(organisation=force, unit="Prevention")
    twice = TeamOrganisation(team=one, organisation=force, unit="Prevention")
    assert words_of(twice) == "That organisation is already in the team with that unit."
    one.organisations.create(organisation=force, unit="Roads")


def test_an_organisation_is_at_a_site_once_in_a_role():
    site, fire = SiteFactory(), OrganisationFactory()
    site.organisations.create(organisation=fire, role="owner")
    site.organisations.create(organisation=fire, role="occupier")
    with pytest.raises(IntegrityError), transaction.atomic():
        site.organisations.create(organisation=fire, role="owner")


def test_a_site_and_a_team_say_what_kind_they_are():
    owner = OrganisationFactory()
    for model, field in ((Site, "site_kind"), (Team, "team_kind")):
        with pytest.raises(ValidationError) as refused:
            model(title="One", owner=owner).full_clean()
        assert set(refused.value.message_dict) == {field}


@pytest.mark.parametrize("name", ["sites", "agreement", "part_of"])
def test_what_a_team_names_is_published_first(name):
    one = team()
    make = {"sites": SiteFactory, "agreement": AgreementFactory, "part_of": team}[name]
    other = make(owner=one.owner)
    if name == "sites":
        one.sites.add(other)
    else:
        setattr(one, name, other)
        one.save()
    with pytest.raises(Refused, match=f"It names .*{other.title}"):
        publish(one)
    publish(other)
    assert publish(one).number == 1
