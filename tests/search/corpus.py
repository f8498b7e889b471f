"""Made-up agreements with words that are hard to search for, published on known days."""

import datetime

import time_machine

from register.models import Action
from tests.factories import (
    AgreementFactory,
    OfficeFactory,
    OrganisationFactory,
    PartyFactory,
    publish,
)

FIRST_DAY = datetime.datetime(2024, 1, 1, 12, tzinfo=datetime.UTC)
REMOVED_AT = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)
SECRET = "Xylophonist"

AGREEMENTS = {
    "vision": {
        "title": "Making Derbyshire Safer Together",
        "purpose": "Both services align what they plan, and pool £500,000 of their resources.",
    },
    "forensic": {
        "title": "Forensic Services Unit",
        "functions": ["forensics"],
        "purpose": "One unit looks at scenes of crime for five forces.",
    },
    "legal": {
        "title": "Legal advice",
        "purpose": "Advice on forensic evidence, and on collaborating under the Mayor's Office. "
        "Lawyers are co-located; 29 per cent of the costs are saved.",
    },
    "wales": {
        "title": "Dyfed-Powys and Gwent: café for firefighters",
        "purpose": "Colocated officers share one canteen. Naïve planning ended; São João came.",
    },
    "dogs": {
        "title": "Dogs",
        "purpose": "A kennel. Dogs, dogs and more dogs are kept together.",
        "publication_reason": "Safer that way",
    },
    "kennels": {"title": "Kennels", "purpose": "Dogs are kept. All forces, R&D and Ελλάδα 東京."},
    "secret": {"title": "Night watch", "purpose": f"Kept by {SECRET}s of the old school."},
    "gone": {"title": "Forensics of long ago", "purpose": "Entered by mistake."},
}


def make() -> dict:
    """Publish it; the working records by slug."""
    office = OfficeFactory(slug="search-office", name="Northshire Commissioner")
    force = OrganisationFactory(slug="search-force", name="Southshire Constabulary")
    records = {}
    for number, (slug, fields) in enumerate(AGREEMENTS.items()):
        reference = f"EM-{number:04}"
        record = AgreementFactory(slug=slug, owner=office, reference=reference, **fields)
        if slug == "dogs":
            PartyFactory(agreement=record, organisation=force)
        with time_machine.travel(FIRST_DAY + datetime.timedelta(days=number), tick=False):
            publish(record)
        records[slug] = record
    with time_machine.travel(REMOVED_AT, tick=False):
        publish(records["gone"], "There is no such agreement.", Action.REMOVED)
    AgreementFactory(slug="draft", owner=office, title="Forensic draft", purpose="Unheardof")
    return records
