"""Made-up records for the tests of templates: full, and with everything not recorded.

No database: index rows and organisations are objects that nobody saved.
"""

import datetime
from types import SimpleNamespace

from agreements.assurance import FindingOn
from organisations.dates import PartialDate
from organisations.directory import Directory, DirectoryGroup, DirectoryOrganisation
from register.canonical import canonical
from register.indexing import Indexed
from register.models import Edition, Entry

RECORDED = datetime.datetime(2021, 7, 3, 13, 5, tzinfo=datetime.UTC)


def entry(pk, slug, name, kind, **more):
    """An organisation of which nothing is recorded but `more`."""
    return DirectoryOrganisation(pk=pk, slug=slug, name=name, kind=kind, **more)


FULL_ENTRY = entry(
    1,
    "derbyshire-constabulary",
    "Derbyshire Constabulary",
    "police_force",
    short_name="Derbyshire",
    nation="england",
    region="east_midlands",
    governance="",
    ons_code="E23000018",
    police_uk_id="derbyshire",
    website="https://www.derbyshire.police.uk",
    overseen_by="derbyshire-pcc",
    source="data.police.uk (2018)",
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
                took_over_from=(("derbyshire-pcc", PartialDate("2012-11-22")),),
                replaced_by=(("derbyshire-pcc", None),),
            ),
            *(entry(n, f"force-{n}", f"Force {n}", "police_force") for n in range(10, 30)),
        )
    },
    {"all-5-forces": DirectoryGroup(1, "all-5-forces", "All 5 forces", "", "", ())},
)
EMPTY_ENTRY = DIRECTORY.organisations["force-10"]


def named(slug):
    return {
        "slug": slug,
        "name": DIRECTORY.organisations[slug].name.removesuffix(" (renamed)"),
        "kind": DIRECTORY.organisations[slug].kind,
        "is_fire_authority": False,
        "nation": "England",
        "region": "",
        "overseen_by": None,
    }


SOURCE = {
    "title": "Collaboration",
    "publisher": "PCC for Derbyshire",
    "url": "https://www.example.org/collaboration",
    "dated_on": "2020-01",
}
NO_SOURCE = {"title": "A letter", "publisher": "", "url": "", "dated_on": None}


def party(slug=None, group=None, capacity="chief_officer", is_lead=False, **dates):
    return {
        "organisation": named(slug) if slug else None,
        "group": group,
        "stated_as": None,
        "capacity": capacity,
        "is_lead": is_lead,
        "joined_on": None,
        "left_on": None,
    } | dates


def role(slug, kind="lead", starts_on=None, ends_on=None):
    return {
        "organisation": named(slug),
        "kind": kind,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }


def said(topic, wording, source=NO_SOURCE):
    return {"topic": topic, "wording": wording, "source": source}


STATED = [
    said("date", "Date <b>2012</b>"),
    said("date", "From 2013", SOURCE),
    said("other", "More than a decade"),
    said("other", "The largest", SOURCE),
]


def variation(kind, **more):
    texts = ("made_on", "effective_on", "new_expires_on", "party", "document")
    return dict.fromkeys(texts) | {"kind": kind, "note": ""} | more


def document(title, kind="agreement", **more):
    blank = {"kind": kind, "title": title, "dated_on": None, "file": None, "withheld": None}
    return blank | more


def file(letter, **more):
    return {
        "sha256": letter * 64,
        "name": f"{letter}.pdf",
        "size": 348_160,
        "media_type": "application/pdf",
        "pages": 12,
        "has_text": True,
        "is_redacted": False,
    } | more


GROUP = {
    "slug": "all-5-forces",
    "name": "All 5 forces",
    "members": [named(f"force-{n}") for n in range(10, 15)],
}
EMPTY_BODY = {
    "schema": "agreement/3",
    "title": "An agreement of which little is known",
    "reference": "EM-0001",
    "owner": named("derbyshire-pcc"),
    "purpose": "",
    "scope": "not_stated",
    "functions": [],
    "programme": "",
    "part_of": None,
    "replaced_by": None,
    "legal_bases": [],
    "stage": "not_stated",
    "provision_kinds": [],
    "is_in_writing": None,
    "has_withdrawal_clause": None,
    "withdrawal_terms": "",
    "is_accountability_notified": None,
    "accountability_arrangements": "",
    "consultation_note": "",
    "decided_on": None,
    "signed_on": None,
    "starts_on": None,
    "expires_on": None,
    "term": "not_recorded",
    "parties_recorded": "not_stated",
    "parties": [],
    "roles": [],
    "other_titles": [],
    "stated": [],
    "variations": [],
    "documents": [],
    "reviews": [],
    "publication": "awaiting_upload",
    "publication_reason": "",
    "publication_url": "",
    "publication_seen_on": None,
    "outcomes": [],
    "sources": [],
    "change_note": "",
    "second_person_approval": True,
    "erasure": None,
}
EXTENSION = variation(
    "extension",
    made_on="2020-06",
    effective_on="2021-01-01",
    new_expires_on="2023-12-31?",
    document="Deed of extension",
    note="The page states the extension once, above its list of agreements.",
)
DOCUMENTS = [
    document("The agreement", dated_on="2013-10-25", file=file("a", is_redacted=True)),
    document(
        "Deed of extension",
        "variation",
        file=file("b", pages=1, has_text=False, size=1_258_291),
    ),
    document("Figures", "other", file=file("c", media_type="text/csv", pages=None, has_text=None)),
    document(
        "Schedule of assets",
        "other",
        withheld={
            "exemption": "commercial",
            "reason": "Prices would be known to bidders.",
            "decided_by": {"slug": "derbyshire-pcc", "name": "Derbyshire PCC"},
            "decided_on": "2021-02",
            "review_on": "2023",
            "taken_down_sha256": "d" * 64,
        },
    ),
    document(
        "A letter",
        "other",
        withheld={
            "exemption": "other",
            "reason": "",
            "decided_by": None,
            "decided_on": None,
            "review_on": None,
            "taken_down_sha256": None,
        },
    ),
    document("A summary of it", "summary"),
]
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
    "replaced_by": {
        "kind": "agreement",
        "slug": "emsou-3",
        "reference": "EM-0003",
        "title": "East Midlands Special Operations Unit, third agreement",
    },
    "legal_bases": ["s22a_police_act_1996", "contract"],
    "stage": "made",
    "provision_kinds": ["force", "policing_body_and_force"],
    "is_in_writing": True,
    "has_withdrawal_clause": False,
    "withdrawal_terms": "None of the parties may withdraw in the first year.",
    "is_accountability_notified": True,
    "accountability_arrangements": "The board reports to the five commissioners.",
    "consultation_note": "The Police Federation, 2012.",
    "decided_on": "2012",
    "signed_on": "2013-09-30",
    "starts_on": "2013-10",
    "expires_on": "2020-12-31",
    "term": "fixed",
    "parties_recorded": "some",
    "other_titles": ["Amd <b>detention</b>", "Another"],
    "stated": STATED,
    "roles": [
        role("derbyshire-constabulary", ends_on="2015"),
        role("force-15", starts_on="2016"),
        role("force-18", "host"),
    ],
    "parties": [
        party("derbyshire-constabulary", is_lead=True),
        party("derbyshire-pcc", capacity="policing_body"),
        party(group=GROUP, capacity="not_stated"),
        party("force-15", joined_on="2015-04-01"),
        party("force-16", joined_on="2014", left_on="2018-03-31"),
        party("force-17", capacity="other_person", joined_on="2022"),
        party("force-18"),
        party() | {"stated_as": "Derbys <b>"},
        party("force-19"),
    ],
    "variations": [
        EXTENSION,
        EXTENSION | {"made_on": None, "effective_on": None, "document": None, "note": ""},
        variation("variation", made_on="2016", note="It takes on fraud as well."),
        *(
            variation("notice_of_withdrawal", party=at, made_on="2020", effective_on=on)
            for at, on in (
                ({"slug": "force-10", "name": "Force 10"}, "2021-01-01"),
                ({"slug": "force-18", "name": "Force 18"}, "2021-01-01"),
                ({"slug": "force-19", "name": "Force 19"}, "2022-01-01"),
                ({"slug": "force-11", "name": "Force 11"}, None),
            )
        ),
        variation("replacement", effective_on="2024-04-01"),
    ],
    "documents": DOCUMENTS,
    "reviews": [
        {"reviewed_on": "2019-05", "outcome": "It works.", "next_review_on": "2022"},
        {"reviewed_on": "2020", "outcome": "", "next_review_on": None},
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


def row(body, number=2, action="published", is_listed=True, lifecycle="in_force", kind="agreement"):
    same = {"kind": kind, "slug": "one", "number": number, "action": action}
    edition = Edition(
        sequence=number, body=canonical(body), hash="ab" * 32, recorded_at=RECORDED, **same
    )
    made = Entry(edition=edition, is_listed=is_listed, recorded_at=RECORDED, **same)
    Indexed.of(edition, made)
    made.text_of_body = made.body or edition.body
    made.superseded_at = RECORDED if number == 1 else None
    made.lifecycle, made.reason = lifecycle, "for a reason"
    return made


ROWS = [row(FULL_BODY, 1), row(EMPTY_BODY, 2, lifecycle="not_recorded")] + [
    row(FULL_BODY | {"parties_recorded": "all"}, 3, lifecycle=lifecycle)
    for lifecycle in ("proposed", "expired", "ended")
]
# People who work together, and no source says that an agreement was made.
ARRANGEMENT_BODY = FULL_BODY | {
    "stage": "no_agreement_known",
    "legal_bases": [],
    "provision_kinds": [],
    "is_in_writing": None,
    "has_withdrawal_clause": None,
    "withdrawal_terms": "",
    "is_accountability_notified": None,
    "accountability_arrangements": "",
    "consultation_note": "",
    "decided_on": None,
    "signed_on": None,
    "term": "not_recorded",
    "publication": None,
    "publication_reason": "",
    "variations": [],
    "documents": [],
    "replaced_by": None,
    "part_of": None,
    "reviews": [],
    "parties": [party(one["slug"], capacity="not_stated") for one in GROUP["members"]],
}
TERMINATED_BODY = EMPTY_BODY | {
    "stage": "made",
    "signed_on": "2013",
    "term": "until_ended",
    "legal_bases": ["contract"],
    "variations": [variation("termination")],
    "parties_recorded": "all",
    "parties": [party("force-10", left_on="2014")],
}


def rule(id, severity, list, question="", url="https://www.legislation.gov.uk/ukpga/1996/16"):
    return SimpleNamespace(
        id=id,
        title=f"What {id} asks",
        citation="Police Act 1996" if url else "Office policy",
        url=url,
        severity=severity,
        list=list,
        question=question,
        public=f"In plain words, of {id}.",
    )


RULES = [
    rule("s22a-parties", "blocks", "law"),
    rule("parties-recorded", "advice", "gaps", "Which others are parties to these?"),
    rule("review-overdue", "advice", "due", url=""),
    rule("never-broken", "advice", "law"),
]
COMPLETENESS = (11, 17)
FINDINGS = [{"rule": rule, "message": f"Mind {rule.id}."} for rule in RULES[:3]]


def finding_on(rule, number=1, owner="derbyshire-pcc"):
    return FindingOn(
        rule=rule.id,
        message=f"Mind {rule.id}.",
        kind="agreement",
        slug=f"agreement-{number}",
        reference=f"EM-{number:04}",
        title=f"Agreement {number}",
        owner=owner,
        owner_name=named(owner)["name"],
        severity=rule.severity,
        list=rule.list,
    )


FINDINGS_ON = [
    finding_on(RULES[0]),
    *(finding_on(RULES[1], number) for number in range(60)),
    finding_on(RULES[2], owner="force-10"),
]
