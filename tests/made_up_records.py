"""Made-up records for the tests of templates: full, and with everything not recorded.

No database: index rows and organisations are objects that nobody saved.
"""

import datetime
import json

from agreements.models import PublishedAgreement
from organisations.dates import PartialDate
from organisations.directory import Directory, Entry, GroupEntry
from organisations.models import Organisation
from register.models import Edition

RECORDED = datetime.datetime(2021, 7, 3, 13, 5, tzinfo=datetime.UTC)


def entry(pk, slug, name, kind, **more):
    """An organisation of which nothing is recorded but `more`."""
    texts = ("short_name", "ons_code", "police_uk_id", "website", "nation", "region")
    texts += ("nation_label", "region_label")
    blank = dict.fromkeys((*texts, "governance", "source"), "")
    lists = ("unverified", "oversees", "former_names", "aliases", "predecessors", "successors")
    blank |= dict.fromkeys((*lists, "groups", "fire_partners", "police_partners"), ())
    blank |= {"overseen_by": None, "is_fire_authority": False}
    kind_label = Organisation.Kind(kind).label
    return Entry(pk=pk, slug=slug, name=name, kind=kind, kind_label=kind_label, **blank | more)


FULL_ENTRY = entry(
    1,
    "derbyshire-constabulary",
    "Derbyshire Constabulary",
    "police_force",
    short_name="Derbyshire",
    nation="england",
    nation_label="England",
    region="east_midlands",
    region_label="East Midlands",
    governance="",
    ons_code="E23000018",
    police_uk_id="derbyshire",
    website="https://www.derbyshire.police.uk",
    overseen_by="derbyshire-pcc",
    source="data.police.uk (2018)",
    unverified=("region", "website"),
    former_names=(("Derbyshire County Police", PartialDate("1967"), PartialDate("1974-03-31")),),
    aliases=("Derbys",),
    groups=(("all-5-forces", PartialDate("2001~"), None),),
    fire_partners=("derbyshire-fire",),
)
DIRECTORY = Directory(
    {
        one.slug: one
        for one in (
            FULL_ENTRY,
            entry(2, "derbyshire-pcc", "Derbyshire PCC (renamed)", "policing_body"),
            entry(
                3,
                "derbyshire-fire",
                "Derbyshire Fire and Rescue Service",
                "fire_service",
                police_partners=("derbyshire-constabulary",),
                is_fire_authority=True,
                oversees=("derbyshire-constabulary",),
                predecessors=("derbyshire-pcc",),
                successors=("derbyshire-pcc",),
            ),
            *(entry(n, f"force-{n}", f"Force {n}", "police_force") for n in range(10, 30)),
        )
    },
    {"all-5-forces": GroupEntry(1, "all-5-forces", "All 5 forces", "", "", ())},
)
EMPTY_ENTRY = DIRECTORY.organisations["force-10"]


def named(slug):
    return {
        "slug": slug,
        "name": DIRECTORY.organisations[slug].name.removesuffix(" (renamed)"),
        "kind": DIRECTORY.organisations[slug].kind,
        "is_fire_authority": False,
    }


SOURCE = {
    "title": "Collaboration",
    "publisher": "PCC for Derbyshire",
    "url": "https://www.example.org/collaboration",
    "dated_on": "2020-01",
}
NO_SOURCE = {"title": "A letter", "publisher": "", "url": "", "dated_on": None}


def party(slug=None, group=None, capacity="chief_officer", is_lead=False):
    return {
        "organisation": named(slug) if slug else None,
        "group": group,
        "capacity": capacity,
        "is_lead": is_lead,
    }


GROUP = {
    "slug": "all-5-forces",
    "name": "All 5 forces",
    "members": [named(f"force-{n}") for n in range(10, 15)],
}
EMPTY_BODY = {
    "schema": "agreement/1",
    "title": "An agreement of which little is known",
    "reference": "EM-0001",
    "owner": named("derbyshire-pcc"),
    "purpose": "",
    "scope": "not_stated",
    "functions": [],
    "programme": "",
    "part_of": None,
    "legal_bases": [],
    "stage": "not_stated",
    "starts_on": None,
    "expires_on": None,
    "term": "not_recorded",
    "parties_recorded": "not_stated",
    "parties": [],
    "variations": [],
    "publication": "awaiting_upload",
    "publication_reason": "",
    "outcomes": [],
    "sources": [],
    "change_note": "",
    "second_person_approval": True,
    "erasure": None,
}
EXTENSION = {
    "kind": "extension",
    "made_on": "2020-06",
    "effective_on": "2021-01-01",
    "new_expires_on": "2023-12-31?",
    "note": "The page states the extension once, above its list of agreements.",
}
FULL_BODY = EMPTY_BODY | {
    "title": "East Midlands <script>alert(1)</script> Special Operations Unit",
    "purpose": "Investigates major crime together.\n\nServes five forces.",
    "scope": "regional",
    "functions": ["major_crime", "forensics", "intelligence"],
    "programme": "East Midlands Police Collaboration Programme",
    "part_of": {
        "kind": "agreement",
        "slug": "emsou",
        "reference": "EM-0002",
        "title": "East Midlands Special Operations Unit",
    },
    "legal_bases": ["s22a_police_act_1996", "contract"],
    "stage": "made",
    "starts_on": "2013-10",
    "expires_on": "2020-12-31",
    "term": "fixed",
    "parties_recorded": "some",
    "parties": [
        party("derbyshire-constabulary", is_lead=True),
        party("derbyshire-pcc", capacity="policing_body"),
        party(group=GROUP, capacity="not_stated"),
        *(party(f"force-{n}") for n in (15, 16)),
    ],
    "variations": [
        EXTENSION,
        EXTENSION | {"made_on": None, "effective_on": None, "note": ""},
    ],
    "publication": "redacted_copy",
    "publication_reason": "The names of officers are taken out.",
    "outcomes": [
        {
            "measure": "Burglaries",
            "change": "down 29",
            "unit": "per cent",
            "period": "since it began",
            "area": "Essex",
            "claimed_by": "The Minister of State",
            "source": SOURCE,
        },
        {
            "measure": "Incidents",
            "change": "down",
            "unit": "",
            "period": "",
            "area": "",
            "claimed_by": "",
            "source": NO_SOURCE,
        },
    ],
    "sources": [SOURCE, NO_SOURCE],
    "change_note": "Added the extension.",
    "second_person_approval": False,
    "erasure": {"masked": [{"sequence": 3, "paths": ["/purpose"], "body_sha256": "0" * 64}]},
}


def row(body, number=2, action="published", is_listed=True, lifecycle="in_force"):
    edition = Edition(
        sequence=number, kind="agreement", slug="one", body=json.dumps(body), hash="ab" * 32
    )
    edition.action, edition.recorded_at = action, RECORDED
    made = PublishedAgreement.of(edition, edition.content, is_listed=is_listed)
    made.superseded_at = RECORDED if number == 1 else None
    made.lifecycle = lifecycle
    return made


ROWS = [row(FULL_BODY, 1), row(EMPTY_BODY, 2, lifecycle="not_recorded")] + [
    row(FULL_BODY | {"parties_recorded": "all"}, 3, lifecycle=lifecycle)
    for lifecycle in ("proposed", "expired", "ended")
]
