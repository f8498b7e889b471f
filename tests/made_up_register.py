"""A small register with something for every filter. Everything in it is made up.

Published on known days, one a day from 1 January 2024, so that tests can ask what it said when.
"""

import datetime

import time_machine

from organisations.dates import PartialDate
from organisations.models import GroupMembership, Succession
from register.models import Action
from tests.factories import (
    AgreementFactory,
    GroupFactory,
    OfficeFactory,
    OrganisationFactory,
    PartyFactory,
    publish,
)

FIRST_DAY = datetime.datetime(2024, 1, 1, 12, tzinfo=datetime.UTC)
HOSTILE = """<script>alert("1")</script> & 'dogs'"""

# In the order of publication. Titles sort otherwise than slugs and references, so that each order
# can be told from the others. "drones" is removed again, "draft" is never published.
AGREEMENTS = {
    "forensics": {
        "reference": "MU-05",
        "title": "Delta forensics",
        "scope": "regional",
        "functions": ["major_crime", "forensics"],
        "programme": "Northshire Together",
        "legal_bases": ["s22a_police_act_1996"],
        "stage": "made",
        "starts_on": "2015-04-01",
        "expires_on": "2020-03",
        "term": "fixed",
        "publication": "full_copy",
    },
    "dogs": {
        "reference": "MU-01",
        "title": f"Bravo {HOSTILE}",
        "scope": "local",
        "functions": ["other"],
        "legal_bases": ["s23_police_act_1996"],
        "expires_on": "2190-12-31",
        "publication": "fact_and_details",
    },
    "control-room": {
        "reference": "MU-04",
        "title": "Foxtrot control room",
        "scope": "national",
        "functions": ["emergency_communications"],
        "legal_bases": ["s1_policing_and_crime_act_2017"],
        "stage": "made",
        "starts_on": "2190",
        "publication": "summary",
    },
    "vetting": {
        "reference": "MU-02",
        "title": "Echo vetting",
        "functions": ["vetting", "major_crime"],
        "publication": "awaiting_upload",
    },
    "legal": {
        "reference": "MU-06",
        "title": "Alpha legal services",
        "programme": "The other programme",
        "scope": "regional",
        "functions": ["legal_services"],
        "legal_bases": ["s22a_police_act_1996"],
        "stage": "proposed",
        "publication": "withheld",
        "publication_reason": "The parties are still talking.",
    },
    "aid": {
        "reference": "MU-03",
        "title": "Charlie mutual aid",
        "scope": "local",
        "legal_bases": ["s24_police_act_1996", "memorandum"],
        "starts_on": "2010",
        "expires_on": "2012-06-30",
        "publication": "redacted_copy",
    },
    "drones": {"reference": "MU-07", "title": "Golf drones"},
}
LISTED = set(AGREEMENTS) - {"drones"}
PARTIES = {
    "forensics": ["northshire-police", "southshire-police"],
    "dogs": ["old-northshire-police"],
    "control-room": ["northshire-police", "northshire-fire"],
    "vetting": ["southshire-commissioner"],
    "legal": ["both-shires"],
    "drones": ["northshire-police"],
}
PUBLISHED_AT = {
    slug: FIRST_DAY + datetime.timedelta(days=number) for number, slug in enumerate(AGREEMENTS)
}
RETITLED_AT = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)
REMOVED_AT = datetime.datetime(2024, 3, 2, 12, tzinfo=datetime.UTC)
REASON = "Entered by mistake: there is no such agreement."


def make() -> dict:
    """Publish it; the working records by slug, and "office", which keeps them all."""
    office = OfficeFactory(slug="northshire-commissioner", name="Northshire Commissioner")
    organisations = make_organisations()
    records = {}
    for slug, fields in AGREEMENTS.items():
        record = AgreementFactory(slug=slug, owner=office, **with_dates(fields))
        for name in PARTIES.get(slug, []):
            kind = "group" if name == "both-shires" else "organisation"
            PartyFactory(agreement=record, **{"organisation": None, kind: organisations[name]})
        records[slug] = record
    records["dogs"].part_of = records["forensics"]
    records["dogs"].save()
    records["aid"].variations.create(
        effective_on=PartialDate("2012-06"), new_expires_on=PartialDate("2190")
    )
    for slug, record in records.items():
        with time_machine.travel(PUBLISHED_AT[slug], tick=False):
            publish(record)
    with time_machine.travel(RETITLED_AT, tick=False):
        records["forensics"].title = "Delta forensic science"
        records["forensics"].save()
        publish(records["forensics"], "The title is now the document’s own.")
    with time_machine.travel(REMOVED_AT, tick=False):
        publish(records["drones"], REASON, Action.REMOVED)
    draft = AgreementFactory(slug="draft", reference="MU-99", title="Unheard of", owner=office)
    return {**records, "draft": draft, "office": office}


def make_organisations() -> dict:
    """Two shires: a force that succeeded another, a fire service, a commissioner who runs fire."""
    shires = {
        slug: OrganisationFactory(slug=slug, name=name, **more)
        for slug, name, more in (
            ("northshire-police", "Northshire Police", {"region": "east_midlands"}),
            ("southshire-police", "Southshire Police", {"nation": "wales"}),
            ("old-northshire-police", "Old Northshire Constabulary", {}),
            ("northshire-fire", "Northshire Fire and Rescue", {"kind": "fire_service"}),
            (
                "southshire-commissioner",
                "Southshire Police, Fire and Crime Commissioner",
                {"kind": "policing_body", "is_fire_authority": True},
            ),
        )
    }
    Succession.objects.create(
        predecessor=shires["old-northshire-police"], successor=shires["northshire-police"]
    )
    both = GroupFactory(slug="both-shires", name="Both shires")
    for slug in ("northshire-police", "southshire-police"):
        GroupMembership.objects.create(group=both, organisation=shires[slug])
    return {**shires, "both-shires": both}


def with_dates(fields: dict) -> dict:
    return {
        name: PartialDate(value) if name.endswith("_on") else value
        for name, value in fields.items()
    }
