"""The ledger: every edition ever published, in one sequence and one hash chain."""

import datetime
import json

from django.conf import settings
from django.db import models
from django.utils import timezone

from .. import kinds
from ..canonical import canonical, sha256, utc_text

GENESIS = "0" * 64


class Action(models.TextChoices):
    PUBLISHED = "published", "Published"
    REMOVED = "removed", "Removed from the register"
    ERASED = "erased", "Text erased"


def chain_hash(
    previous_hash: str,
    sequence: int,
    kind: str,
    slug: str,
    number: int,
    action: str,
    recorded_at: datetime.datetime,
    body_sha256: str,
) -> str:
    """SHA-256, in hex, of the canonical JSON array of the arguments in this order.

    The moment is written in UTC with six decimals, always: see `utc_text`. The chain
    covers the hash of a body, not the body, so that a masked body does not break it.
    """
    moment = utc_text(recorded_at)
    return sha256(
        canonical([previous_hash, sequence, kind, slug, number, action, moment, body_sha256])
    )


class LedgerHead(models.Model):
    """The end of the ledger, in a single row: locked while an edition is appended.

    A row that the writing transaction updates, not a database sequence: readers of the row can
    never see a version before the editions it counts.
    """

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="ledger_head_is_one_row",
                violation_error_message="The ledger has one head.",
            )
        ]

    def __str__(self):
        return f"{self.sequence} {self.hash[:12]}"

    @classmethod
    def lock(cls) -> "LedgerHead":
        """The head, held until the transaction ends. A new database has it made here."""
        cls.objects.get_or_create(pk=1)
        return cls.objects.select_for_update().get(pk=1)

    def advance(self, edition: "Edition") -> None:
        self.sequence, self.hash = edition.sequence, edition.hash
        self.recorded_at = edition.recorded_at
        self.save()


class EditionQuerySet(models.QuerySet):
    def of(self, kind: str, slug: str):
        return self.filter(kind=kind, slug=slug).order_by("number")

    def append(self, *, kind, slug, action, body, submitted_by, approved_by) -> "Edition":
        """Write the next edition of a record. Only Record.approve calls it, in its transaction."""
        head = LedgerHead.lock()
        recorded_at = timezone.now()
        if head.recorded_at:
            recorded_at = max(recorded_at, head.recorded_at + datetime.timedelta(microseconds=1))
        text = canonical(body)
        edition = self.model(
            sequence=head.sequence + 1,
            kind=kind,
            slug=slug,
            number=self.of(kind, slug).count() + 1,
            action=action,
            recorded_at=recorded_at,
            body=text,
            body_sha256=sha256(text),
            previous_hash=head.hash,
            submitted_by=submitted_by,
            approved_by=approved_by,
        )
        edition.hash = edition.computed_hash()
        edition.save(force_insert=True)
        head.advance(edition)
        return edition


class Edition(models.Model):
    """One published version of one record, frozen ("published version" in the staff help).

    Append-only: register/triggers.py guards the table in the database itself.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=120, db_index=False)
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=Action.choices)
    recorded_at = models.DateTimeField(unique=True)
    body = models.TextField()
    body_sha256 = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    # Who did it: never public, outside the hash.
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug", "number"],
                name="edition_number_once",
                violation_error_message="That record already has an edition of that number.",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}, edition {self.number}"

    @property
    def stored(self) -> dict:
        return json.loads(self.body)

    @property
    def content(self) -> dict:
        """The body in today's shape."""
        return kinds.get(self.kind).upgrade(self.stored)

    def computed_hash(self) -> str:
        return chain_hash(
            self.previous_hash,
            self.sequence,
            self.kind,
            self.slug,
            self.number,
            self.action,
            self.recorded_at,
            self.body_sha256,
        )
