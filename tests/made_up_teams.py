"""A small register of every kind, linked from a vision down to the organisations of a site.

vision "safer" → agreement "agreed" → (its team) "prevention" → site "hq" → "northshire-fire"
"""

from tests.factories import (
    AgreementFactory,
    OfficeFactory,
    ProgrammeFactory,
    TeamFactory,
    VisionFactory,
    publish,
)
from tests.teams.made import dated, full_team

DATES = {"launched_on": "2019-12-04", "first_used_on": "2019-10-25"}


def make() -> dict:
    """Publish it; the working records by slug."""
    office = OfficeFactory(slug="northshire-commissioner", name="Northshire Commissioner")
    agreement = AgreementFactory(slug="agreed", reference="MU-1", title="Agreed", owner=office)
    programme = ProgrammeFactory(slug="together", title="Northshire Together", owner=office)
    agreement.programme_record = programme
    agreement.save()
    site, wider, team = full_team(office, agreement)
    force = team.organisations.get(unit="Prevention").organisation
    agreement.parties.create(organisation=force)
    wider.organisations.create(organisation=force)
    plain = TeamFactory(slug="plain", title="Zebra unit", owner=office, team_kind="joint_unit")
    vision = VisionFactory(slug="safer", title="Safer Northshire", owner=office)
    for name, value in DATES.items():
        setattr(vision, name, dated(name, value))
    vision.save()
    vision.organisations.create(organisation=force)
    vision.signatories.create(office="Commissioner", organisation=office, name="Made Up")
    vision.agreements.add(agreement)
    draft = TeamFactory(slug="draft-team", title="Unheard of", owner=office)
    draft.organisations.create(organisation=force)
    programme.organisations.create(organisation=force)
    records = [programme, agreement, site, wider, team, plain]
    for record in records:
        publish(record)
    vision.teams.add(team)
    publish(vision)
    return {record.slug: record for record in (*records, vision, draft)}
