"""The index rows of agreements: what the public filters, orders and reads them by."""

import datetime
from collections.abc import Iterator

from django.db import models
from django.db.models import F

from register.models import Published, PublishedQuerySet

from .. import rules, terms
from ..vocabulary import Lifecycle, PublicationKind, Scope, Section22A

FIRE_KINDS = {"fire_service", "fire_authority"}


def listed(values: list[str]) -> str:
    """A list as one text that a filter can look into: ";forensics;intelligence;"."""
    return f";{';'.join(values)};"


class PublishedAgreementQuerySet(PublishedQuerySet):
    def on(self, day: datetime.date):
        """Annotated with `lifecycle`, `binding_expiry` (EDTF) and its last day, `expires_by`.

        Periods cover all of time without overlap, so the join gives one row each.
        """
        return self.filter(periods__starts_on__lte=day, periods__ends_on__gte=day).annotate(
            lifecycle=F("periods__lifecycle"),
            expires_by=F("periods__expires_on"),
            binding_expiry=F("periods__expiry"),
        )


class PublishedAgreement(Published):
    """Index row of one edition of an agreement."""

    kind = "agreement"

    reference = models.CharField(max_length=20)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    section_22a = models.CharField(max_length=10, choices=Section22A.choices)
    publication = models.CharField(max_length=16, choices=PublicationKind.choices)
    functions = models.TextField()
    legal_bases = models.TextField()
    with_fire = models.BooleanField()
    starts_from = models.DateField(null=True)
    is_start_recorded = models.BooleanField()

    objects = PublishedAgreementQuerySet.as_manager()

    class Meta(Published.Meta):
        pass

    def judge(self, on):
        expires = terms.expiry_on(self.body, on)
        self.lifecycle = terms.lifecycle_on(self.body, on)
        self.expires_by = expires.last if expires else None
        self.binding_expiry = str(expires) if expires else None

    def facts(self):
        return {
            "lifecycle": self.lifecycle,
            "binding_expiry": self.binding_expiry,
            "is_start_recorded": self.is_start_recorded,
            "section_22a": self.section_22a,
        }

    @classmethod
    def columns(cls, body):
        start = terms.parse(body["starts_on"])
        return {
            "reference": body["reference"],
            "scope": body["scope"],
            "section_22a": rules.section_22a_status(body),
            "publication": body["publication"],
            "functions": listed(body["functions"]),
            "legal_bases": listed(body["legal_bases"]),
            "with_fire": any(
                organisation["kind"] in FIRE_KINDS or organisation["is_fire_authority"]
                for organisation in taking_part(body)
            ),
            "starts_from": start.first if start else None,
            "is_start_recorded": start is not None,
        }

    @classmethod
    def cited(cls, body):
        return {organisation["slug"] for organisation in taking_part(body)}

    @classmethod
    def links(cls, body):
        return [
            (relation, body[relation]["kind"], body[relation]["slug"])
            for relation in ("part_of", "replaced_by")
            if body[relation]
        ]

    def index_relations(self, body):
        LifecyclePeriod.objects.bulk_create(
            LifecyclePeriod(
                agreement=self,
                starts_on=period.starts_on,
                ends_on=period.ends_on,
                lifecycle=period.lifecycle,
                expires_on=period.expiry.last if period.expiry else None,
                expiry=str(period.expiry) if period.expiry else None,
            )
            for period in terms.periods(body)
        )
        PublishedDocument.objects.bulk_create(
            PublishedDocument(agreement=self, sha256=sha256, **copy)
            for sha256, copy in copies(body)
        )


class LifecyclePeriod(models.Model):
    """A run of days, both ends included, with one lifecycle and one binding expiry."""

    agreement = models.ForeignKey(PublishedAgreement, models.CASCADE, related_name="periods")
    starts_on = models.DateField()
    ends_on = models.DateField()
    lifecycle = models.CharField(max_length=12, choices=Lifecycle.choices)
    expires_on = models.DateField(null=True)
    expiry = models.CharField(max_length=12, null=True)  # noqa: DJ001 (null: not recorded)

    class Meta:
        ordering = ["starts_on"]
        indexes = [models.Index(fields=["lifecycle", "starts_on"], name="lifecycle_period")]

    def __str__(self):
        return f"{self.starts_on} to {self.ends_on}: {self.lifecycle}"


class PublishedDocumentQuerySet(models.QuerySet):
    def open_to_all(self, slug: str, sha256: str):
        """The copy with this hash, unless it was taken down and no edition has given it since."""
        of_agreement = self.filter(agreement__slug=slug, sha256=sha256)
        latest = of_agreement.order_by("-agreement_id").values("pk")[:1]
        return of_agreement.filter(pk=models.Subquery(latest), is_taken_down=False)


class PublishedDocument(models.Model):
    """A copy that an edition gives to anyone, or that it took out of earlier editions too."""

    agreement = models.ForeignKey(PublishedAgreement, models.CASCADE, related_name="copies")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=150, blank=True)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    is_taken_down = models.BooleanField(default=False)

    objects = PublishedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["sha256"], name="published_document")]

    def __str__(self):
        return self.name or self.sha256


def copies(body: dict) -> Iterator[tuple[str, dict]]:
    """(sha256, columns of PublishedDocument) of each copy that the body gives or takes down."""
    for document in body["documents"]:
        file, withheld = document["file"], document["withheld"]
        if file:
            kept = ("name", "media_type", "size")
            yield file["sha256"], {name: file[name] for name in kept}
        elif withheld and withheld["taken_down_sha256"]:
            yield withheld["taken_down_sha256"], {"is_taken_down": True}


def taking_part(body: dict) -> list[dict]:
    """The organisations that are parties, the members of groups included."""
    parties = []
    for party in body["parties"]:
        parties += [party["organisation"]] if party["organisation"] else party["group"]["members"]
    return parties
