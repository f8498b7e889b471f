"""Golden bodies: one edition of each schema that stays readable for ever, and today's record.

The files are never edited: each stands for every edition published in its shape.
"""

import copy
import json
from pathlib import Path

from agreements.kind import AGREEMENT
from organisations.dates import PartialDate
from organisations.models import GroupMembership
from register.models import Edition
from register.publication import Approved, publish_many
from tests.factories import (
    AgreementFactory,
    GroupFactory,
    OfficeFactory,
    OrganisationFactory,
    StoredFileFactory,
    publish,
)

FOLDER = Path(__file__).parent.parent / "golden"
OLD, GOLDEN = (
    json.loads((FOLDER / f"agreement-{number}.json").read_text(encoding="utf-8"))
    for number in (1, 2)
)
# What an edition of it says today: with the keys that were added without a new schema.
TODAY = AGREEMENT.upgrade(GOLDEN)
SHA256 = "5e" * 32


def body(**changes) -> dict:
    """The golden body of today's shape, with changes."""
    return copy.deepcopy(TODAY) | changes


def old_body(**changes) -> dict:
    """The golden body of schema agreement/1, with changes."""
    return copy.deepcopy(OLD) | changes


def variation(**fields) -> dict:
    """A variation of which nothing is recorded but the fields."""
    blank = ("made_on", "effective_on", "new_expires_on", "party", "document")
    return {**dict.fromkeys(blank), "kind": "extension", "note": "", **fields}


def index(contents, slug="random-{}") -> list[Edition]:
    """Editions of these bodies and their index, without the way through approval."""
    before = Edition.objects.count()
    publish_many(
        Approved("agreement", slug.format(number), content)
        for number, content in enumerate(contents)
    )
    return list(Edition.objects.order_by("sequence")[before:])


def make():
    """The working record that the golden body was made from, of made-up organisations."""
    office = OfficeFactory(
        slug="northshire-commissioner", name="Northshire Commissioner", nation="england"
    )
    force = OrganisationFactory(
        slug="northshire-police", name="Northshire Police", nation="england", overseen_by=office
    )
    fire = OrganisationFactory(
        slug="northshire-fire", name="Northshire Fire and Rescue", kind="fire_service"
    )
    group = GroupFactory(slug="both", name="Both of them")
    for organisation in (force, fire):
        GroupMembership.objects.create(group=group, organisation=organisation)
    wider, later = (
        AgreementFactory(slug=slug, reference=reference, title=title, owner=office)
        for slug, reference, title in (
            ("wider", "MU-0001", "The wider one"),
            ("later", "MU-0003", "The later one"),
        )
    )
    publish(wider)
    publish(later)
    record = AgreementFactory(owner=office, part_of=wider, replaced_by=later, **FIELDS)
    record.parties.create(
        organisation=force,
        capacity="chief_officer",
        joined_on=PartialDate("2013-10"),
        left_on=PartialDate("2024-03-31"),
    )
    record.parties.create(group=group)
    record.roles.create(organisation=force, kind="lead")
    _add_documents(record, office)
    _add_what_came_later(record, force)
    return record


FIELDS = {
    "slug": "golden",
    "reference": "MU-0002",
    "title": "Golden “agreement” – très bien",
    "purpose": "To test.\n\nOn two lines.",
    "scope": "regional",
    "functions": ["major_crime", "forensics"],
    "programme": "Northshire together",
    "legal_bases": ["s22a_police_act_1996", "memorandum"],
    "stage": "made",
    "provision_kinds": ["force", "policing_body_and_force"],
    "is_in_writing": True,
    "has_withdrawal_clause": False,
    "withdrawal_terms": "Six months’ notice.",
    "is_accountability_notified": True,
    "accountability_arrangements": "Both commissioners meet every quarter.",
    "consultation_note": "The public was asked in 2012.",
    "decided_on": PartialDate("2013-07"),
    "signed_on": PartialDate("2013-10-25"),
    "starts_on": PartialDate("2013-10"),
    "expires_on": PartialDate("2020-12-31~"),
    "term": "fixed",
    "parties_recorded": "some",
    "publication": "redacted_copy",
    "publication_reason": "Names are left out.",
    "staff_notes": "Never published.",
}


def _add_documents(record, office):
    record.documents.create(
        title="The agreement",
        dated_on=PartialDate("2013-10-25"),
        file=StoredFileFactory(
            content=f"documents/5e/{SHA256}",  # which no test of a body opens
            sha256=SHA256,
            name="Agreement – signed.pdf",
            size=1234,
            media_type="application/pdf",
            pages=12,
            metadata={"Author": "Never published either"},
        ),
        is_redacted=True,
    )
    record.documents.create(
        kind="other",
        title="Schedule of assets",
        is_withheld=True,
        exemption="commercial",
        reason="Prices would be known to bidders.",
        decided_by=office,
        withheld_on=PartialDate("2021-02"),
        review_on=PartialDate("2030"),
    )
    record.documents.create(kind="variation", title="Deed of extension")


def _add_what_came_later(record, force):
    record.variations.create(
        made_on=PartialDate("2020-06"),
        effective_on=PartialDate("2021-01-01"),
        new_expires_on=PartialDate("2023-12-31?"),
        document=record.documents.get(kind="variation"),
        note="As the page says.",
    )
    record.variations.create(
        kind="notice_of_withdrawal", party=force, effective_on=PartialDate("2024-04-01")
    )
    record.reviews.create(
        reviewed_on=PartialDate("2019"),
        outcome="It works.",
        next_review_on=PartialDate("2022-06"),
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
