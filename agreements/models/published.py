"""The index rows of agreements: what the public filters, orders and reads them by."""

from collections.abc import Iterator
from itertools import chain

from django.db import models

from register.models import DatedPublished, Period

from .. import rules, terms
from ..vocabulary import Lifecycle, PublicationKind, Scope, Section22A


def listed(values: list[str]) -> str:
    """A list as one text that a filter can look into: ";forensics;intelligence;"."""
    return f";{';'.join(values)};"


class PublishedAgreement(DatedPublished):
    """Index row of one edition of an agreement."""

    kind = "agreement"
    linking = ("part_of", "replaced_by")
    under_way = Lifecycle.IN_FORCE

    reference = models.CharField(max_length=20)
    scope = models.CharField(max_length=10, choices=Scope.choices)
    section_22a = models.CharField(max_length=10, choices=Section22A.choices)
    publication = models.CharField(max_length=16, choices=PublicationKind.choices)
    functions = models.TextField()
    legal_bases = models.TextField()

    class Meta(DatedPublished.Meta):
        pass

    def facts(self):
        return {
            **super().facts(),
            "binding_expiry": self.binding_expiry,
            "section_22a": self.section_22a,
        }

    @classmethod
    def columns(cls, body):
        return {
            **super().columns(body),
            "reference": body["reference"],
            "scope": body["scope"],
            "section_22a": rules.section_22a_status(body),
            "publication": body["publication"],
            "functions": listed(body["functions"]),
            "legal_bases": listed(body["legal_bases"]),
        }

    @classmethod
    def spans(cls, body):
        return terms.periods(body)

    @classmethod
    def taking_part(cls, body):
        """The parties, the members of groups included."""
        groups = (
            [party["organisation"]] if party["organisation"] else party["group"]["members"]
            for party in body["parties"]
        )
        return list(chain.from_iterable(groups))

    def index_relations(self, body):
        super().index_relations(body)
        PublishedDocument.objects.bulk_create(
            PublishedDocument(agreement=self, sha256=sha256, **copy)
            for sha256, copy in copies(body)
        )


class LifecyclePeriod(Period):
    """A run of days, both ends included, with one lifecycle and one binding expiry."""

    agreement = models.ForeignKey(PublishedAgreement, models.CASCADE, related_name="periods")
    lifecycle = models.CharField(max_length=12, choices=Lifecycle.choices)

    class Meta(Period.Meta):
        indexes = [models.Index(fields=["lifecycle", "starts_on"], name="lifecycle_period")]


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
