"""What belongs to an agreement: its variations, reviews, sources, outcomes and what is stated."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisations.dates import DATE_HELP, PartialDateField, check_order
from organisations.models import Organisation
from register.models import Outcome, Source, Stated

from ..terms import ENDINGS
from ..vocabulary import VariationKind
from .agreement import Agreement
from .document import Document


class VariationManager(models.Manager):
    """Variations, each read with the document that made it."""

    def get_queryset(self):
        return super().get_queryset().select_related("document")


class Variation(models.Model):
    """A later change of the terms, by agreement of the parties (Police Act 1996 s23C).

    The agreement's own dates stay as first agreed; what binds on a day is worked out from them
    and the variations that had taken effect by then.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="variations")
    kind = models.CharField(
        max_length=20, choices=VariationKind.choices, default=VariationKind.EXTENSION
    )
    party = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who gives notice. For a notice of withdrawal only.",
    )
    made_on = PartialDateField("made", null=True, blank=True, help_text=DATE_HELP)
    effective_on = PartialDateField(
        "takes effect",
        null=True,
        blank=True,
        help_text="If empty, it counts from the date made; with neither date, from the variation "
        "entered before it.",
    )
    new_expires_on = PartialDateField("new expiry", null=True, blank=True)
    document = models.ForeignKey(
        Document,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The document that made the change, once it is saved below.",
    )
    note = models.TextField(
        blank=True, help_text="What the source says, and what it leaves open. Public."
    )

    objects = VariationManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=VariationKind.EXTENSION) | Q(new_expires_on__isnull=False),
                name="variation_extension_has_expiry",
                violation_error_message="An extension needs its new expiry date.",
            ),
            models.CheckConstraint(
                condition=Q(kind=VariationKind.NOTICE_OF_WITHDRAWAL, party__isnull=False)
                | (~Q(kind=VariationKind.NOTICE_OF_WITHDRAWAL) & Q(party__isnull=True)),
                name="variation_notice_names_party",
                violation_error_message="A notice of withdrawal names the party that gives it; "
                "nothing else does.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def clean(self):
        if self.kind in ENDINGS and self.new_expires_on:
            raise ValidationError(
                {"new_expires_on": "What ends the agreement gives it no new expiry."}
            )
        counts_from = "effective_on" if self.effective_on else "made_on"
        words = "The new expiry is before the variation takes effect."
        check_order(self, counts_from, "new_expires_on", words)


class Review(models.Model):
    """A review of whether the agreement is still useful: office policy, no duty in statute."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="reviews")
    reviewed_on = PartialDateField("reviewed", help_text=DATE_HELP)
    outcome = models.TextField(help_text="What was found and decided. Public.")
    next_review_on = PartialDateField(
        "next review", null=True, blank=True, help_text="Empty: not recorded."
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"Review, {self.reviewed_on.display()}"

    def clean(self):
        words = "The next review is before this one."
        check_order(self, "reviewed_on", "next_review_on", words)


class AgreementSource(Source):
    """A published document or page that says what the record says."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="sources")


class AgreementStated(Stated):
    """What a source says of the agreement, in its own words."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="stated")


class AgreementOutcome(Outcome):
    """What the agreement is said to have changed."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="outcomes")
