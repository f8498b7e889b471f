"""The documents of an agreement: copies that the public may read, and why some are withheld."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisations.dates import PartialDateField
from organisations.models import Organisation
from organisations.validators import no_invisible_characters

from ..documents.acceptance import Unacceptable
from ..documents.inspection import check_redacted
from ..vocabulary import DocumentKind, Exemption
from .agreement import Agreement
from .stored_file import StoredFile

ASK_OF_EARLIER = (
    "Earlier editions give anyone a copy of this document. Say whether that goes as well."
)
WITHHOLD_IT = (
    "To take the copy out of earlier editions, the register has to say why: leave this document "
    "and its file as they are, tick “withheld” and give the reason. A new copy is a document of "
    "its own."
)


class DocumentManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().select_related("file")


class Document(models.Model):
    """A document of an agreement: published as a copy, withheld with a reason, or awaited.

    Section 23E of the Police Act 1996 asks for a copy of the agreement or the fact of it; the
    reasons for withholding are those of the Freedom of Information Act 2000. The public address of
    the file is made of the record and the SHA-256 of its bytes.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="documents")
    kind = models.CharField(
        max_length=10, choices=DocumentKind.choices, default=DocumentKind.AGREEMENT
    )
    title = models.CharField(
        max_length=200,
        validators=[no_invisible_characters],
        help_text="What the document calls itself.",
    )
    dated_on = PartialDateField("date", null=True, blank=True)

    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        help_text="Empty while the copy is awaited.",
    )
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

    objects = DocumentManager()

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
                fields=["agreement", "file"],
                name="document_once_in_an_agreement",
                violation_error_message="This agreement already has a document with this file.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """Ask what becomes of the copy that earlier editions give, if this one gives it no more."""
        saved = Document.objects.filter(pk=self.pk).first()
        if saved and saved.is_given and saved.sha256 != self.sha256:
            saved.check_leaving(self.is_withheld_from_earlier)
        elif self.is_withheld and self.was_published() and self.is_withheld_from_earlier is None:
            raise ValidationError({"is_withheld_from_earlier": ASK_OF_EARLIER})
        if not self.is_withheld:
            self.is_withheld_from_earlier = None  # it was about a copy that has gone
        if self.is_redacted and self.file:
            try:
                check_redacted(self.file)
            except Unacceptable as refused:
                raise ValidationError({"is_redacted": str(refused)}) from refused

    def check_leaving(self, is_withheld_from_earlier: bool | None) -> None:
        """Whether its file may be replaced, or it be deleted. Raises ValidationError."""
        if is_withheld_from_earlier is not False:
            words = WITHHOLD_IT if is_withheld_from_earlier else ASK_OF_EARLIER
            raise ValidationError({"is_withheld_from_earlier": words})

    @property
    def sha256(self) -> str:
        return self.file.sha256 if self.file else ""

    @property
    def published_file(self) -> "Document | None":
        return self if self.file and not self.is_withheld else None

    @property
    def withholding(self) -> "Document | None":
        return self if self.is_withheld else None

    @property
    def taken_down_sha256(self) -> str | None:
        return self.sha256 if self.is_withheld_from_earlier and self.was_published() else None

    def was_published(self) -> bool:
        """Whether an edition of the agreement gives a copy of it."""
        if not (self.file and self.agreement.current_edition_id):
            return False
        return self.sha256 in self.agreement.published_copies

    @property
    def is_given(self) -> bool:
        """Whether it was published, and the present edition has not taken it down."""
        taken_down = f'"taken_down_sha256":"{self.sha256}"'
        return self.was_published() and taken_down not in self.agreement.current_edition.body
