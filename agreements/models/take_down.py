"""Taking down a copy at once, outside the ledger."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .agreement import Agreement
from .stored_file import StoredFile


class TakeDown(models.Model):
    """A copy taken down at once, by one publisher, before any edition says so.

    A second publisher confirms it or puts the copy back. It stays outside the ledger: the next
    edition withholds the document and gives the reason to the public.
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

    class Meta:
        ordering = ["-taken_down_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "sha256"],
                name="take_down_once",
                violation_error_message="This copy is already taken down.",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("taken_down_by")),
                name="take_down_confirmed_by_another",
                violation_error_message="Somebody else has to confirm it.",
            ),
        ]

    def __str__(self):
        return f"{self.agreement.reference}: {self.sha256[:12]}"

    @property
    def name(self) -> str:
        """What the file was called, even if the document has changed since."""
        stored = StoredFile.objects.newest(self.sha256)
        return stored.name if stored else self.sha256
