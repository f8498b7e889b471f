"""What the office does in the story of one agreement: what it types into the forms of the admin.

All of it is made up.
"""

from agreements.models import Agreement
from tests.factories import OfficeFactory, OrganisationFactory

from .papers import Paper, plain, row

SLUG = "joint-forensics"
PAPER: Paper = plain("Signed at Kettering, October 2013.", name="Joint forensics.txt")
WHY = {
    "is_withheld": "on",
    "exemption": "law_enforcement",
    "reason": "It names covert premises.",
    "withheld_on": "September 2016",
    "review_on": "2017-06",
}
RELEASED = {**dict.fromkeys(WHY, ""), "is_withheld_from_earlier": "unknown"}


class World:
    """Three shires, each with its force and the commissioner responsible for it."""

    def __init__(self):
        self.slugs = {}
        for shire in ("north", "south", "west"):
            commissioner = OfficeFactory(
                slug=f"{shire}shire-commissioner",
                name=f"{shire.title()}shire Commissioner",
                nation="england",
            )
            force = OrganisationFactory(
                slug=f"{shire}shire-police",
                name=f"{shire.title()}shire Police",
                nation="england",
                overseen_by=commissioner,
            )
            self.slugs |= {one.slug: one for one in (commissioner, force)}
        self.office = self.slugs["northshire-commissioner"]

    def key(self, slug: str) -> str:
        return str(self.slugs[slug].pk)

    def parties(self, shire: str, **fields) -> list[dict]:
        capacities = {"police": "chief_officer", "commissioner": "policing_body"}
        return [
            {"organisation": self.key(f"{shire}shire-{name}"), "capacity": capacity} | fields
            for name, capacity in capacities.items()
        ]


def record() -> Agreement:
    return Agreement.objects.get(slug=SLUG)


# What the office does


def propose(desk, world):
    lead, *others = world.parties("north") + world.parties("south")
    return desk.send(
        "add",
        rows={
            "parties": [lead, *others],
            "roles": [{"organisation": lead["organisation"], "kind": "lead"}],
        },
        reference="NS-0001",
        title="Joint forensics",
        owner=str(world.office.pk),
        purpose="Examines scenes of crime for both forces.",
        scope="regional",
        functions=["forensics"],
        legal_bases=["s22a_police_act_1996"],
        provision_kinds=["force"],
        stage="proposed",
        parties_recorded="all",
    )


def sign(desk, world):
    return desk.send(
        "change",
        record(),
        stage="made",
        decided_on="July 2013",
        signed_on="October 2013",
        starts_on="1 November 2013",
        expires_on="31/12/2016",
        term="fixed",
        is_in_writing="true",
        has_withdrawal_clause="true",
        withdrawal_terms="Six months’ notice.",
        is_accountability_notified="true",
        accountability_arrangements="The commissioners meet every quarter.",
        publication="awaiting_upload",
    )


def join(desk, world):
    return desk.send(
        "change", record(), rows={"parties": world.parties("west", joined_on="1 April 2015")}
    )


def vary(desk, world):
    variation = {"kind": "variation", "effective_on": "1 July 2016", "note": "Telephones too."}
    functions = ["forensics", "digital_evidence"]
    return desk.send("change", record(), rows={"variations": [variation]}, functions=functions)


def withhold(desk, world):
    document = row(PAPER, dated_on="October 2013", **WHY, decided_by=str(world.office.pk))
    return desk.send(
        "change",
        record(),
        rows={"documents": [document]},
        publication="withheld",
        publication_reason="It names covert premises.",
    )


def release(desk, world):
    form = desk.form("change", record())
    del form["documents-0-is_withheld"]
    typed = {name: value for name, value in RELEASED.items() if name != "is_withheld"}
    typed = {f"documents-0-{name}": value for name, value in typed.items()}
    typed |= {"documents-0-decided_by": "", "publication_reason": ""}
    return desk.send("change", record(), form=form, publication="full_copy", **typed)


def extend(desk, world):
    extension = {
        **{"kind": "extension", "made_on": "1 December 2016", "effective_on": "1 January 2017"},
        "new_expires_on": "31 December 2019",
    }
    review = {
        **{"reviewed_on": "November 2016", "outcome": "It serves. Extend it."},
        "next_review_on": "November 2019",
    }
    return desk.send("change", record(), rows={"variations": [extension], "reviews": [review]})


def extend_again(desk, world):
    extension = {
        **{"kind": "extension", "made_on": "November 2019", "effective_on": "1 January 2020"},
        "new_expires_on": "31 December 2024",
    }
    review = {
        **{"reviewed_on": "4 November 2019", "outcome": "It still serves."},
        "next_review_on": "November 2022",
    }
    return desk.send("change", record(), rows={"variations": [extension], "reviews": [review]})


def give_notice(desk, world):
    notice = {
        **{"kind": "notice_of_withdrawal", "party": world.key("southshire-police")},
        **{"made_on": "14 March 2022", "effective_on": "30 September 2022"},
    }
    return desk.send("change", record(), rows={"variations": [notice]})


def replace(desk, world):
    later = Agreement.objects.get(slug="forensic-services")
    replacement = {"kind": "replacement", "made_on": "March 2024", "effective_on": "1 April 2024"}
    return desk.send(
        "change", record(), rows={"variations": [replacement]}, replaced_by=str(later.pk)
    )


def add_successor(desk, world):
    return desk.send(
        "add",
        rows={"parties": world.parties("north")},
        reference="NS-0002",
        title="Forensic services",
        owner=str(world.office.pk),
        stage="made",
        signed_on="March 2024",
    )
