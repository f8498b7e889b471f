"""Taking down a copy at once, outside the ledger."""

from collections import defaultdict
from collections.abc import Collection

from django.conf import settings
from django.db import models, transaction

from register.models import LedgerHead

from .agreement import Agreement
from .stored_file import StoredFile


class TakeDownQuerySet(models.QuerySet):
    def of(self, slugs: Collection[str]) -> dict[str, dict[str, bool]]:
        """By slug of an agreement: the SHA-256 of each copy that is down, and whether a second
        person has confirmed it. One query.
        """
        found: dict[str, dict[str, bool]] = defaultdict(dict)
        rows = self.filter(agreement__slug__in=slugs).order_by("sha256")
        for slug, sha256, by in rows.values_list("agreement__slug", "sha256", "confirmed_by"):
            found[slug][sha256] = by is not None
        return found


class TakeDown(models.Model):
    """A copy taken down at once, by one publisher, before any edition says so.

    A second publisher confirms it or puts the copy back; in an office of one the same person may
    (SECOND_PERSON_APPROVAL). It stays outside the ledger: the next edition withholds the document
    and gives the reason to the public. Until then page and API say that the copy is down.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="take_downs")
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(help_text="For colleagues; not public.")
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    taken_down_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    objects = TakeDownQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_down_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "sha256"],
                name="take_down_once",
                violation_error_message="This copy is already taken down.",
            ),
        ]

    def __str__(self):
        return f"{self.agreement.reference}: {self.sha256[:12]}"

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            LedgerHead.renew_notices()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            LedgerHead.renew_notices()
        return deleted

    def can_settle(self, user) -> bool:
        """Whether this publisher may confirm it or put the copy back."""
        return self.taken_down_by_id != user.pk or not settings.SECOND_PERSON_APPROVAL

    @property
    def name(self) -> str:
        """What the file was called, even if the document has changed since."""
        stored = StoredFile.objects.newest(self.sha256)
        return stored.name if stored else self.sha256
