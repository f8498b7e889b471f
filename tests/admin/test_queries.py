"""What the staff desk costs the database: the same few queries, however much a record holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from organisations.dates import PartialDate
from tests.factories import (
    AgreementFactory,
    GroupFactory,
    OrganisationFactory,
    SiteFactory,
    StoredFileFactory,
    TeamFactory,
    VisionFactory,
    member,
    publish,
)

from .desk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
SIZES = [1, 30]
MOST = 25
APPROVAL = 28
OF_TRANSACTIONS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SET LOCAL")


def stored(text: str):
    return StoredFileFactory(data=text.encode())


def with_parts(office, size: int, is_full=True) -> Agreement:
    """A published agreement with so many of everything that belongs to one.

    If full, it also names another, and has copies withheld that earlier editions gave.
    """
    record = AgreementFactory(owner=office, starts_on=PartialDate("2013"))
    if is_full:
        record.part_of = AgreementFactory(owner=office)
        publish(record.part_of)
    for number in range(size):
        organisation, group = OrganisationFactory(overseen_by=office), GroupFactory()
        group.memberships.create(organisation=organisation)
        record.parties.create(organisation=organisation)
        record.parties.create(group=group)
        document = record.documents.create(
            kind="agreement",
            title=f"Copy {number}",
            file=stored(f"copy {number}"),
        )
        record.documents.create(
            kind="agreement",
            title=f"Withheld {number}",
            file=stored(f"withheld {number}"),
            is_withheld=True,
            exemption="other",
            reason="It is.",
            decided_by=office,
            withheld_on=PartialDate("2020"),
            is_withheld_from_earlier=is_full,
        )
        record.variations.create(
            kind="notice_of_withdrawal", party=organisation, document=document, note="Given."
        )
        record.reviews.create(reviewed_on=PartialDate("2016"), outcome="It goes on.")
        record.roles.create(organisation=organisation, kind="host")
        record.stated.create(topic="date", wording=f"{number}", source_title="Paper")
        record.sources.create(title="Page", publisher="Paper", url="https://example.org/")
        record.outcomes.create(measure="x", change="y", unit="z", source_title="Paper")
    record.save()
    publish(record)
    return record


def queries(does) -> list[str]:
    """What was asked of tables: not the statements that bound a transaction."""
    with CaptureQueriesContext(connection) as captured:
        does()
    asked = [query["sql"] for query in captured]
    return [sql for sql in asked if not sql.startswith(OF_TRANSACTIONS)]


def is_cheap(asked: list[str], most: int = MOST) -> None:
    assert len(asked) <= most, "\n".join(one[:200] for one in asked)


@pytest.mark.parametrize("size", SIZES)
def test_a_form_reads_its_record_once(office, editor, size):
    record = with_parts(office, size)
    editor.open("change", record)  # what is in memory is then there
    is_cheap(queries(lambda: editor.open("change", record)))


@pytest.mark.parametrize("page", ["submit/published", "approve"])
def test_so_does_a_page_before_publication(office, editor, publisher, page):
    record = with_parts(office, 8)
    editor.send("change", record, title="Another title")
    if page == "approve":
        editor.submit(record)
    desk = publisher if page == "approve" else editor
    desk.open(page, record)
    is_cheap(queries(lambda: desk.open(page, record)))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("is_full", "most"), [(False, APPROVAL), (True, APPROVAL + 3)])
def test_an_approval_takes_few_queries_whatever_the_record_holds(office, size, is_full, most):
    """Three more where it names others (are they public; the links) and withheld what was out."""
    record = with_parts(office, size, is_full)
    editor, publisher = member(office, "editor"), member(office, "publisher")
    record.title, record.scope = "Another title", "regional"
    record.save()
    record.record_edit(by=editor)
    record.submit(by=editor, note="Renamed.")
    seen = record.seal()
    is_cheap(queries(lambda: record.approve(by=publisher, seen=seen)), most)


@pytest.mark.parametrize(
    ("factory", "kept", "parts"),
    [
        (TeamFactory, "teams_team", "organisations"),
        (SiteFactory, "teams_site", "organisations"),
        (VisionFactory, "visions_vision", "organisations"),
    ],
)
def test_the_forms_of_other_kinds_are_as_cheap(office, factory, kept, parts):
    record = factory(owner=office)
    editor = sign_in("editor", office).of(kept)
    counts = []
    for _ in range(2):
        for _ in range(4):
            getattr(record, parts).create(organisation=OrganisationFactory())
        editor.open("change", record)
        asked = queries(lambda: editor.open("change", record))
        is_cheap(asked)
        counts.append(len(asked))
    assert counts[0] == counts[1]
