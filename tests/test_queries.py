"""What a public page costs the database: the same few queries, however much there is to show.

The directory of organisations is read once for each version of the reference data and then kept in
memory (organisations/directory.py), so each page is asked for once before its queries are counted.
"""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import Agreement, Party
from organisations.dates import PartialDate
from register import answers
from register.models import Edition
from register.publication import Approved, publish_many
from tests.factories import (
    AgreementFactory,
    OfficeFactory,
    OrganisationFactory,
    StoredFileFactory,
    member,
)
from tests.reader import items, listed

pytestmark = pytest.mark.django_db

SIZES = [1, 30]  # the second more than a page holds
TODAY = timezone.localdate()
COPY = b"Signed at Kettering."
SHA256 = hashlib.sha256(COPY).hexdigest()
# What a page may ask, when nothing of it is kept. Two are the register version, read before an
# answer is made and after. A list: how many match (of a whole list kept by this process), the keys,
# the entries; on a page also what its filters offer. A record: its entry, then the body in the API,
# and on its page what names it and what the rules find. Of an agreement also the copies taken down.
LIMITS = {
    "/": 8,
    "/agreements/": 5,
    "/agreements/?page=1&ordering=title": 5,
    "/agreements/?lifecycle=in_force&function=forensics&organisation=force-1&ordering=-expires": 6,
    f"/agreements/?as_at={TODAY}&on=2019-01-01": 6,
    "/agreements/?search=deed": 6,
    "/agreements/by/organisation/": 3,
    "/agreements/by/owner/?scope=not_stated": 4,
    f"/api/v1/agreements/?as_at={TODAY}": 6,
    "/agreements/agreement-0/": 6,
    "/agreements/agreement-0/?on=2019-01-01": 6,
    "/agreements/agreement-0/editions/": 4,
    "/agreements/agreement-0/editions/1/": 5,
    f"/agreements/agreement-0/documents/{SHA256}/": 2,
    "/assurance/": 4,
    "/organisations/": 5,
    "/organisations/force-1/": 7,
    "/api/v1/agreements/": 5,
    "/api/v1/agreements/?page_size=1000": 5,
    "/api/v1/agreements/?cursor=start": 5,
    "/api/v1/agreements/?lifecycle=in_force&organisation=force-1": 6,
    "/api/v1/agreements/agreement-0/": 5,
    "/api/v1/agreements/agreement-0/editions/": 6,
    "/api/v1/agreements/agreement-0/editions/1/": 5,
    "/api/v1/organisations/": 5,
    "/api/v1/organisations/force-1/": 3,
    "/api/v1/changes/": 3,
    "/api/v1/changes/?page_size=1000": 3,
    "/api/v1/head/": 2,
}


class Press:
    """Publishes agreements of five parties, with three each of whatever else belongs to one.

    One office, five forces, an editor and a publisher serve them all: making these anew for each
    agreement is what would take long.
    """

    def __init__(self):
        self.office = OfficeFactory(slug="office")
        self.forces = [OrganisationFactory(slug=f"force-{number}") for number in range(1, 6)]
        self.editor = member(self.office, "editor")
        self.publisher = member(self.office, "publisher")

    def publish(self) -> None:
        """One more, by the staff's own path."""
        record = AgreementFactory(
            owner=self.office,
            slug=f"agreement-{Edition.objects.count()}",
            functions=["forensics"],
            legal_bases=["s22a_police_act_1996"],
            expires_on=PartialDate("2015"),
        )
        Party.objects.bulk_create(Party(agreement=record, organisation=one) for one in self.forces)
        for year in (2016, 2017, 2018):
            document = record.documents.create(kind="variation", title=f"Deed of {year}")
            record.variations.create(
                made_on=PartialDate(str(year)),
                new_expires_on=PartialDate("2190"),
                document=document,
            )
            record.reviews.create(reviewed_on=PartialDate(str(year)), outcome="It works.")
            record.sources.create(title=f"Annual report {year}")
        record.variations.create(
            kind="notice_of_withdrawal",
            party=self.forces[0],
            effective_on=PartialDate("2017"),
        )
        self.attach(record)
        record.submit(by=self.editor, note="First entry.")
        record.approve(by=self.publisher, seen=record.seal())

    def attach(self, record) -> None:
        """A copy, and a document that its office withholds."""
        record.documents.create(
            title="The agreement", file=StoredFileFactory(data=COPY, uploaded_by=self.editor)
        )
        record.documents.create(
            title="A schedule",
            is_withheld=True,
            exemption="commercial",
            reason="Prices.",
            decided_by=self.office,
        )

    def copy(self, count: int) -> None:
        """So many more, straight into the ledger: readers cannot tell, and it takes a third."""
        content = Edition.objects.get(slug="agreement-0").stored
        first = Edition.objects.count()
        publish_many(
            Approved(
                Agreement.kind,
                f"agreement-{number}",
                content | {"title": f"Agreement {number}", "reference": f"C-{number}"},
                submitted_by=self.editor,
                approved_by=self.publisher,
            )
            for number in range(first, first + count)
        )


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def read(client, address) -> None:
    """Ask for it and read it to its end."""
    response = client.get(address)
    assert response.status_code == 200
    assert b"".join(response)


def asked(client, address) -> list[str]:
    """The queries of a page, of which nothing is kept but the directory of organisations."""
    read(client, address)
    answers.clear()
    with CaptureQueriesContext(connection) as queries:
        read(client, address)
    return [query["sql"] for query in queries]


def test_a_page_asks_the_same_few_queries_however_much_there_is(client):
    press, costs = Press(), {}
    for size in SIZES:
        while Edition.objects.count() < min(size, 3):
            press.publish()
        press.copy(size - Edition.objects.count())
        for address, limit in LIMITS.items():
            queries = asked(client, address)
            assert len(queries) <= limit, f"{address} at {size}: {queries}"
            costs.setdefault(address, {})[size] = len(queries)
    assert {address: set(by_size.values()) for address, by_size in costs.items()} == {
        address: {by_size[1]} for address, by_size in costs.items()
    }
    assert len(listed(client.get("/agreements/"))) == 25
    assert len(items(client.get("/api/v1/agreements/?page_size=1000"))) == 30


def test_a_page_that_has_not_changed_costs_one_query(client):
    Press().publish()
    for address in ("/agreements/", "/api/v1/agreements/", "/agreements/agreement-0/"):
        whole = client.get(address)
        with CaptureQueriesContext(connection) as queries:
            again = client.get(address, headers={"if-none-match": whole["ETag"]})
            assert again.status_code == 304
        assert len(queries) == 1
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).content == whole.content
        assert len(queries) == 1


def test_a_page_of_25_is_not_heavy(client):
    """At most 40 kB before compression, filters and all."""
    press = Press()
    press.publish()
    press.copy(29)
    for query in ("", "?organisation=force-1&lifecycle=in_force", f"?as_at={TODAY}&page=1"):
        response = client.get(f"/agreements/{query}")
        assert len(listed(response)) == 25
        assert len(response.content) <= 40_000, query
