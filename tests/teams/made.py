"""Made-up bodies and records of teams for the tests here."""

from organisations.dates import PartialDate
from tests.factories import OrganisationFactory, SiteFactory, TeamFactory

TRIAL = {
    "decision": "not_recorded",
    "planned_end_on": "2020-04-25~",
    "decided_on": None,
    "outcome": "",
}


def body(**fields):
    """What teams/terms.py reads of a body, with nothing recorded but the fields."""
    blank = dict.fromkeys(("starts_on", "ends_on", "opened_on", "closed_on", "confirmed_on"))
    return {"stage": "not_stated", "trial": None, **blank, **fields}


def team(**fields):
    """A working record; dates as text."""
    return TeamFactory(**{name: dated(name, value) for name, value in fields.items()})


def dated(name, value):
    return PartialDate(value) if name.endswith("_on") and value else value


def full_team(office, agreement):
    """A team with something in every place, of a trial, in a site, under an agreement."""
    force = OrganisationFactory(slug="northshire-police", name="Northshire Police")
    fire = OrganisationFactory(slug="northshire-fire", name="Northshire Fire", kind="fire_service")
    site = SiteFactory(
        slug="hq",
        title="Joint Headquarters",
        owner=office,
        place="Northtown",
        organisations=[],
    )
    site.organisations.create(organisation=fire, role="owner")
    site.organisations.create(organisation=OrganisationFactory(slug="council", name="A council"))
    wider = team(slug="wider", title="The wider service", owner=office, team_kind="integrated")
    one = team(
        slug="prevention",
        title="Prevention, side by side",
        owner=office,
        purpose="To share what both know.",
        area="Northshire",
        agreement=agreement,
        part_of=wider,
        starts_on="2019-10-25",
        is_trial=True,
        trial_length="six months",
        trial_length_months=6,
        trial_planned_end_on="2020-04-25~",
        is_trial_end_inferred=True,
    )
    one.sites.add(site)
    one.organisations.create(organisation=force, unit="Prevention", staff_count=4, is_lead=True)
    one.organisations.create(organisation=fire, unit="Inclusion")
    one.posts.create(title="Inspector", organisation=force, name="Hidden Holder", role="Leads")
    one.posts.create(title="Chief Constable", name="Shown Holder", is_name_public=True)
    one.board_seats.create(office="Divisional Commander", organisation=force, name="Hidden Too")
    one.sources.create(title="A page", publisher="The office")
    one.outcomes.create(
        measure="Visits", change="up 5", unit="visits", claimed_by="Fire", source_title="A page"
    )
    return site, wider, one
