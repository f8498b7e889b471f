"""The golden body: an edition of schema agreement/1 that stays readable for ever, and its record.

The file is never edited: it stands for every edition published in that shape.
"""

import copy
import json
from pathlib import Path

from organisations.dates import PartialDate
from organisations.models import GroupMembership
from tests.factories import (
    AgreementFactory,
    GroupFactory,
    OfficeFactory,
    OrganisationFactory,
    publish,
)

GOLDEN = json.loads(
    (Path(__file__).parent.parent / "golden" / "agreement-1.json").read_text(encoding="utf-8")
)


def body(**changes) -> dict:
    """The golden body with changes."""
    return copy.deepcopy(GOLDEN) | changes


def variation(**fields) -> dict:
    """A variation of which nothing is recorded but the fields."""
    blank = {"kind": "extension", "made_on": None, "effective_on": None, "new_expires_on": None}
    return {**blank, "note": "", **fields}


def make():
    """The working record that the golden body was made from, of made-up organisations."""
    office = OfficeFactory(slug="northshire-commissioner", name="Northshire Commissioner")
    force = OrganisationFactory(slug="northshire-police", name="Northshire Police")
    fire = OrganisationFactory(
        slug="northshire-fire", name="Northshire Fire and Rescue", kind="fire_service"
    )
    group = GroupFactory(slug="both", name="Both of them")
    for organisation in (force, fire):
        GroupMembership.objects.create(group=group, organisation=organisation)
    wider = AgreementFactory(slug="wider", reference="MU-0001", title="The wider one", owner=office)
    publish(wider)
    record = AgreementFactory(
        slug="golden",
        reference="MU-0002",
        title="Golden “agreement” – très bien",
        owner=office,
        purpose="To test.\n\nOn two lines.",
        scope="regional",
        functions=["major_crime", "forensics"],
        programme="Northshire together",
        part_of=wider,
        legal_bases=["s22a_police_act_1996", "memorandum"],
        stage="made",
        starts_on=PartialDate("2013-10"),
        expires_on=PartialDate("2020-12-31~"),
        term="fixed",
        parties_recorded="some",
        publication="redacted_copy",
        publication_reason="Names are left out.",
        staff_notes="Never published.",
    )
    record.parties.create(organisation=force, capacity="chief_officer", is_lead=True)
    record.parties.create(group=group)
    record.variations.create(
        made_on=PartialDate("2020-06"),
        effective_on=PartialDate("2021-01-01"),
        new_expires_on=PartialDate("2023-12-31?"),
        note="As the page says.",
    )
    source = {"title": "A page", "publisher": "The office", "url": "https://example.org/a"}
    record.sources.create(**source, dated_on=PartialDate("2022"))
    record.outcomes.create(
        measure="Burglaries",
        change="down 29",
        unit="per cent",
        period="since it began",
        area="Northshire",
        claimed_by="The office",
        source_title="A page",
        source_publisher="The office",
        source_url="https://example.org/a",
        source_dated_on=PartialDate("2022"),
    )
    return record
