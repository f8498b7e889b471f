"""The documents of an agreement: copies that the public may read, and why some are withheld."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisations.dates import PartialDateField
from organisations.models import Organisation
from register.models import Edition

from ..vocabulary import DocumentKind, Exemption
from .agreement import Agreement


class DocumentQuerySet(models.QuerySet):
    def cites(self, sha256: str) -> bool:
        """Whether any agreement, or any edition of one, still needs the file with this hash."""
        published = Edition.objects.filter(body__contains=f'"sha256":"{sha256}"')
        return self.filter(sha256=sha256).exists() or published.exists()


class Document(models.Model):
    """A document of an agreement: here as a copy, withheld with a reason, or awaited.

    Section 23E of the Police Act 1996 asks for a copy of the agreement or the fact of it; the
    reasons for withholding are those of the Freedom of Information Act 2000. The file itself is
    kept by its content: its address is the record and the SHA-256 of its bytes.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="documents")
    kind = models.CharField(
        max_length=10, choices=DocumentKind.choices, default=DocumentKind.AGREEMENT
    )
    title = models.CharField(max_length=200, help_text="What the document calls itself.")
    dated_on = PartialDateField("date", null=True, blank=True)

    # The file, as inspected when it was uploaded
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    name = models.CharField(max_length=150, blank=True, editable=False)
    size = models.PositiveIntegerField(null=True, blank=True, editable=False)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    pages = models.PositiveIntegerField(null=True, blank=True, editable=False)
    has_text = models.BooleanField(null=True, blank=True, editable=False)
    metadata = models.JSONField(default=dict, blank=True, editable=False)
    is_redacted = models.BooleanField(
        "redacted copy", default=False, help_text="Parts of this copy are blacked out."
    )

    # Withheld
    is_withheld = models.BooleanField(
        "withheld",
        default=False,
        help_text="The public sees its title and the reason, not the document.",
    )
    exemption = models.CharField(max_length=20, choices=Exemption.choices, blank=True)
    reason = models.TextField(blank=True, help_text="Why, in plain words. Public.")
    decided_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="decided by",
        help_text="The office that decided to withhold it.",
    )
    withheld_on = PartialDateField("decided on", null=True, blank=True)
    review_on = PartialDateField(
        "look again on", null=True, blank=True, help_text="When the decision is looked at again."
    )
    is_withheld_from_earlier = models.BooleanField(
        "take it out of earlier editions too",
        null=True,
        blank=True,
        help_text="Earlier editions stay readable. Say whether the copy they give goes as well.",
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_withheld=False) | (~Q(exemption="") & ~Q(reason="")),
                name="document_withheld_with_reason",
                violation_error_message="Give the exemption and the reason why it is withheld.",
            ),
            models.CheckConstraint(
                condition=Q(is_withheld=True) | (Q(exemption="", reason="")),
                name="document_reason_only_if_withheld",
                violation_error_message="An exemption or a reason belongs to a withheld document: "
                "tick “withheld”, or take them out.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "sha256"],
                condition=~Q(sha256=""),
                name="document_once_in_an_agreement",
                violation_error_message="This agreement already has a document with the very "
                "same content.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if self.is_withheld and self.was_published() and self.is_withheld_from_earlier is None:
            raise ValidationError(
                {
                    "is_withheld_from_earlier": "Earlier editions give anyone a copy of this "
                    "document. Say whether that goes as well."
                }
            )

    @property
    def published_file(self) -> "Document | None":
        return self if self.sha256 and not self.is_withheld else None

    @property
    def withholding(self) -> "Document | None":
        return self if self.is_withheld else None

    @property
    def taken_down_sha256(self) -> str | None:
        return self.sha256 if self.is_withheld_from_earlier and self.was_published() else None

    def was_published(self) -> bool:
        """Whether an edition of the agreement gives a copy of it."""
        if not (self.sha256 and self.agreement.current_edition_id):
            return False
        return self.sha256 in self.agreement.published_copies


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
