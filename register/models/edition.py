"""The ledger: every edition ever published, in one sequence and one hash chain."""

import datetime
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db import models
from django.utils import timezone

from .. import kinds
from ..canonical import canonical, digest, parts_of, sha256, utc_text

GENESIS = "0" * 64
# By how much the last edition may be ahead of the clock: servers' clocks differ a little.
CLOCK_TOLERANCE = datetime.timedelta(minutes=5)


class ClockBehindError(Exception):
    """The clock is behind the last edition, so a new one would have a wrong time."""


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
    approval_sha256: str,
    parts_sha256: str = "",
) -> str:
    """SHA-256, in hex, of the canonical JSON array of the arguments in this order.

    Without the last one, if it is empty: editions from before it was kept.

    The moment is written in UTC with six decimals, always: see `utc_text`. The chain
    covers the hash of a body, not the body, so that a masked body does not break it.
    """
    moment = utc_text(recorded_at)
    covered = [previous_hash, sequence, kind, slug, number, action, moment]
    covered += [body_sha256, approval_sha256]
    return sha256(canonical([*covered, parts_sha256] if parts_sha256 else covered))


def approval_hash(salt: str, submitted_by: int | None, approved_by: int | None) -> str:
    """SHA-256, in hex, of the canonical JSON array of the salt and who submitted and approved.

    The chain covers it, so that it cannot be changed afterwards who approved. Without the salt,
    which is never public, nobody can tell from it who they are.
    """
    return sha256(canonical([salt, submitted_by, approved_by]))


class LedgerHead(models.Model):
    """The end of the ledger, in a single row: locked while an edition is appended.

    A row that the writing transaction updates, not a database sequence: readers of the row can
    never see a version before the editions it counts.
    """

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    recorded_at = models.DateTimeField(null=True)
    generation = models.PositiveSmallIntegerField(default=1)  # of the index that serves
    # Part of the register version: random, and renewed when anything public beside the editions and
    # the reference data changes, such as a copy that is taken down at once.
    notices = models.CharField(max_length=12, blank=True)
    noticed_at = models.DateTimeField(null=True)

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
        """The head, held until the transaction ends. `migrate` makes the row."""
        return cls.objects.select_for_update().get(pk=1)

    @classmethod
    def renew_notices(cls) -> None:
        """Make the register version another. Call inside the transaction of the change."""
        cls.objects.filter(pk=1).update(notices=secrets.token_hex(6), noticed_at=timezone.now())


@dataclass(frozen=True)
class Approved:
    """What an edition is made of: a body that was approved, by a second person if so required."""

    kind: str
    slug: str
    body: dict  # as it goes into the ledger: the content, and what the approval adds
    number: int = 1  # of the edition: one more than the record's last
    action: str = Action.PUBLISHED
    submitted_by: models.Model | None = None
    approved_by: models.Model | None = None
    # Of an erasure: the new text of each body that it masks, by sequence.
    masked: Mapping[int, str] = field(default_factory=dict)


class EditionQuerySet(models.QuerySet):
    def of(self, kind: str, slug: str):
        return self.filter(kind=kind, slug=slug).order_by("number")

    def append(self, batch: Sequence[Approved], head: LedgerHead) -> list["Edition"]:
        """Write the next editions of the ledger, whose head the caller holds.

        Only `register.publication` calls it, in its transaction.
        """
        editions = []
        for approved in batch:
            edition = self._next(head, approved)
            head.sequence, head.hash = edition.sequence, edition.hash
            head.recorded_at = edition.recorded_at
            editions.append(edition)
        self.bulk_create(editions)
        head.save()
        return editions

    def _next(self, head: LedgerHead, approved: Approved) -> "Edition":
        recorded_at = timezone.now()
        if head.recorded_at:
            if head.recorded_at - recorded_at > CLOCK_TOLERANCE:
                raise ClockBehindError(
                    "The last edition is from "
                    f"{head.recorded_at:%d %B %Y, %H:%M} UTC, which this server’s clock has not "
                    "reached, so nothing was published. Have the clock set right."
                )
            recorded_at = max(recorded_at, head.recorded_at + datetime.timedelta(microseconds=1))
        text = canonical(approved.body)
        salt = secrets.token_hex(16)
        people = [person and person.pk for person in (approved.submitted_by, approved.approved_by)]
        edition = self.model(
            sequence=head.sequence + 1,
            kind=approved.kind,
            slug=approved.slug,
            number=approved.number,
            action=approved.action,
            recorded_at=recorded_at,
            body=text,
            body_sha256=sha256(text),
            previous_hash=head.hash,
            approval_salt=salt,
            approval_sha256=approval_hash(salt, *people),
            submitted_by=approved.submitted_by,
            approved_by=approved.approved_by,
            parts_salt=secrets.token_hex(16),
        )
        edition.parts_sha256 = digest(edition.parts())
        edition.hash = edition.computed_hash()
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
    approval_sha256 = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    # Who did it: never public. The hash covers them by `approval_sha256`.
    approval_salt = models.CharField(max_length=32)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    # The hash of what `parts_of` makes of the body. An erasure names the hashes of the parts that
    # it masks, so that the rest can be checked against this. Empty: it was not kept yet.
    parts_salt = models.CharField(max_length=32, blank=True)
    parts_sha256 = models.CharField(max_length=64, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "kind", "number"],
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
            self.approval_sha256,
            self.parts_sha256,
        )

    def parts(self) -> dict[str, str]:
        """By JSON Pointer: the salted hash of each value of the body as it is now."""
        return parts_of(self.stored, self.parts_salt)

    @property
    def is_anonymised(self) -> bool:
        """Whether the people, and the salt that could identify them, were taken out."""
        return not (self.approval_salt or self.submitted_by_id or self.approved_by_id)

    def computed_approval(self) -> str:
        return approval_hash(self.approval_salt, self.submitted_by_id, self.approved_by_id)
