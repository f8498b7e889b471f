"""Fills the plain tables from bodies, in batches."""

import datetime
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, transaction

from agreements import rules, terms
from organisations.dates import PartialDate
from organisations.directory import Directory

from . import models

BATCH = 1000
FIRST = datetime.datetime(2013, 1, 1, tzinfo=datetime.UTC)
SAME = (
    "slug",
    "reference",
    "title",
    "purpose",
    "scope",
    "programme",
    "stage",
    "provision_kinds",
    "is_in_writing",
    "has_withdrawal_clause",
    "withdrawal_terms",
    "is_accountability_notified",
    "accountability_arrangements",
    "consultation_note",
    "decided_on",
    "signed_on",
    "starts_on",
    "expires_on",
    "term",
    "parties_recorded",
    "publication",
    "publication_reason",
    "change_note",
    "second_person_approval",
)
FILE = ("sha256", "name", "size", "media_type", "pages", "has_text", "is_redacted")


def batches(items: Iterable, size: int = BATCH) -> Iterator[list]:
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


class Loader:
    def __init__(self):
        directory = Directory.current()
        entries = directory.organisations
        self.organisations = {
            slug: models.Organisation(
                id=entry.pk,
                slug=slug,
                name=entry.name,
                kind=entry.kind,
                is_fire_authority=entry.is_fire_authority,
                nation=entry.nation,
                region=entry.region,
                overseen_by_id=entry.overseen_by and entries[entry.overseen_by].pk,
            )
            for slug, entry in entries.items()
        }
        self.groups = {
            slug: models.Group(id=entry.pk, slug=slug, name=entry.name)
            for slug, entry in directory.groups.items()
        }
        self.members = [
            models.Group.members.through(
                group_id=group.pk, organisation_id=self.organisations[slug].pk
            )
            for group in directory.groups.values()
            for slug in {slug for slug, _, left in group.members if left is None}
        ]
        self.functions: dict[str, models.Function] = {}
        self.legal_bases: dict[str, models.LegalBasis] = {}

    def load(self, records: Iterable[tuple[int, int, str, dict]]) -> int:
        """Load (id, edition, slug, body) of each agreement. Returns how many."""
        count = 0
        with transaction.atomic():
            models.Organisation.objects.bulk_create(self.organisations.values())
            models.Group.objects.bulk_create(self.groups.values())
            models.Group.members.through.objects.bulk_create(self.members)
        for batch in batches(records):
            with transaction.atomic():
                self.load_batch(batch)
            count += len(batch)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return count

    def load_batch(self, batch) -> None:
        models.Agreement.objects.bulk_create(self.agreement(*record) for record in batch)
        for model, rows_of in (
            (models.Party, self.parties),
            (models.Document, self.documents),
            (models.Variation, self.variations),
            (models.Review, self.reviews),
            (models.Source, self.sources),
            (models.Outcome, self.outcomes),
            (models.Agreement.functions.through, self.functions_of),
            (models.Agreement.legal_bases.through, self.legal_bases_of),
        ):
            model.objects.bulk_create(row for pk, _, _, body in batch for row in rows_of(pk, body))

    def agreement(self, pk: int, edition: int, slug: str, body: dict) -> models.Agreement:
        binding = terms.expiry_on(body, datetime.date.max)
        starts = body["starts_on"] or body["signed_on"]
        return models.Agreement(
            id=pk,
            **{name: body[name] for name in SAME if name != "slug"},
            slug=slug,
            edition=edition,
            recorded_at=FIRST + datetime.timedelta(minutes=pk),
            owner_id=self.organisations[body["owner"]["slug"]].pk,
            part_of_id=self.other(body["part_of"]),
            replaced_by_id=self.other(body["replaced_by"]),
            section_22a=rules.section_22a_status(body),
            binding_expiry=binding and binding.text,
            starts=starts and PartialDate(starts).first,
            expires=binding and binding.last,
            ended=terms.ended_from(body),
        )

    def other(self, named: dict | None) -> int | None:
        """Ids are the numbers that the generator ends its slugs with."""
        return named and int(named["slug"].rpartition("-")[2])

    def organisation(self, named: dict | None) -> int | None:
        return named and self.organisations[named["slug"]].pk

    def word(self, model, known: dict, slug: str) -> int:
        if slug not in known:
            known[slug] = model.objects.create(slug=slug)
        return known[slug].pk

    def functions_of(self, pk, body):
        through = models.Agreement.functions.through
        for slug in body["functions"]:
            function = self.word(models.Function, self.functions, slug)
            yield through(agreement_id=pk, function_id=function)

    def legal_bases_of(self, pk, body):
        through = models.Agreement.legal_bases.through
        for slug in body["legal_bases"]:
            basis = self.word(models.LegalBasis, self.legal_bases, slug)
            yield through(agreement_id=pk, legalbasis_id=basis)

    def parties(self, pk, body):
        for party in body["parties"]:
            group = party["group"]
            yield models.Party(
                agreement_id=pk,
                organisation_id=self.organisation(party["organisation"]),
                group_id=group and self.groups[group["slug"]].pk,
                capacity=party["capacity"],
                is_lead=party["is_lead"],
                joined_on=party["joined_on"],
                left_on=party["left_on"],
            )

    def documents(self, pk, body):
        for document in body["documents"]:
            row = models.Document(
                agreement_id=pk,
                kind=document["kind"],
                title=document["title"],
                dated_on=document["dated_on"],
            )
            for name in FILE if document["file"] else ():
                setattr(row, name, document["file"][name])
            if withheld := document["withheld"]:
                row.is_withheld = True
                row.exemption, row.reason = withheld["exemption"], withheld["reason"]
                row.decided_by_id = self.organisation(withheld["decided_by"])
                row.withheld_on, row.review_on = withheld["decided_on"], withheld["review_on"]
                row.taken_down_sha256 = withheld["taken_down_sha256"]
            yield row

    def variations(self, pk, body):
        for variation in body["variations"]:
            same = {k: v for k, v in variation.items() if k not in ("party", "document")}
            party = self.organisation(variation["party"])
            yield models.Variation(agreement_id=pk, party_id=party, **same)

    def reviews(self, pk, body):
        for review in body["reviews"]:
            yield models.Review(agreement_id=pk, **review)

    def sources(self, pk, body):
        for source in body["sources"]:
            yield models.Source(agreement_id=pk, **source)

    def outcomes(self, pk, body):
        for outcome in body["outcomes"]:
            claim = {name: value for name, value in outcome.items() if name != "source"}
            source = {f"source_{name}": value for name, value in outcome["source"].items()}
            yield models.Outcome(agreement_id=pk, **claim, **source)
