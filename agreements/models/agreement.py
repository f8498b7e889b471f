"""The working record of an agreement, and what belongs to it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisations.dates import PartialDateField
from organisations.models import Group, Organisation
from register.fields import ChoiceListField
from register.models import Outcome, Record, Source

from ..vocabulary import (
    Capacity,
    Function,
    LegalBasis,
    PartiesRecorded,
    PublicationKind,
    Scope,
    Stage,
    Term,
    VariationKind,
)

DATE_HELP = (
    "As much as the document says: 25 October 2013, October 2013 or 2013. "
    "Add ~ for “about”, ? if the source is unsure. Leave empty if it is not recorded."
)


class Agreement(Record):
    """An arrangement by which police forces, policing bodies and fire services work together.

    A collaboration agreement under section 22A of the Police Act 1996
    (legislation.gov.uk/ukpga/1996/16/section/22A), or one made on another footing.
    """

    kind = "agreement"

    # Identification
    reference = models.CharField(
        max_length=20,
        unique=True,
        help_text="A short name that never changes, for letters and minutes: EM-0007.",
        error_messages={"unique": "Another agreement already has this reference."},
    )
    purpose = models.TextField(
        blank=True,
        help_text="What the parties do together and why, in your own words, for somebody who has "
        "never heard of it.",
    )
    scope = models.CharField(max_length=10, choices=Scope.choices, default=Scope.NOT_STATED)
    functions = ChoiceListField(
        choices_class=Function,
        help_text="What it is about. Tick all that fit; the public filters by these.",
    )
    programme = models.CharField(
        max_length=200, blank=True, help_text="The programme it belongs to, if the source names it."
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The wider agreement that this one comes under. It has to be published first.",
    )

    # The law
    legal_bases = ChoiceListField(
        choices_class=LegalBasis,
        verbose_name="legal bases",
        help_text="The power it says it was made under. If it does not say, tick “Not stated”; "
        "do not work it out from the parties.",
    )
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.NOT_STATED)

    # Dates
    starts_on = PartialDateField("starts", null=True, blank=True, help_text=DATE_HELP)
    expires_on = PartialDateField(
        "expires",
        null=True,
        blank=True,
        help_text="As first agreed. Do not overwrite it when it is extended: add a variation.",
    )
    term = models.CharField(
        max_length=12,
        choices=Term.choices,
        default=Term.NOT_RECORDED,
        help_text="“Until it is ended” only if the agreement says so. No expiry date in sight is "
        "“not recorded”.",
    )

    # Parties
    parties_recorded = models.CharField(
        max_length=10,
        choices=PartiesRecorded.choices,
        default=PartiesRecorded.NOT_STATED,
        help_text="Whether the parties entered below are all of them.",
    )

    # Publication
    publication = models.CharField(
        "what is published",
        max_length=16,
        choices=PublicationKind.choices,
        default=PublicationKind.FACT_AND_DETAILS,
        help_text="Section 23E of the Police Act 1996 asks for a copy, or the fact of the "
        "agreement with the details you think appropriate.",
    )
    publication_reason = models.TextField(
        "reason", blank=True, help_text="Why a copy is withheld or not yet here. Public."
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(pk=models.F("part_of")),
                name="agreement_not_part_of_itself",
                violation_error_message="An agreement cannot be part of itself.",
            ),
            models.CheckConstraint(
                condition=~Q(publication=PublicationKind.WITHHELD) | ~Q(publication_reason=""),
                name="agreement_withheld_with_reason",
                violation_error_message="Give the reason why the agreement is withheld.",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    def clean(self):
        super().clean()
        if self.starts_on and self.expires_on and self.expires_on.last < self.starts_on.first:
            raise ValidationError(
                {"expires_on": "It cannot expire before it starts. Check both dates."}
            )
        if self.term == Term.UNTIL_ENDED and self.expires_on:
            raise ValidationError(
                {"term": "“Until it is ended” has no expiry date. Take one of the two out."}
            )
        self._check_part_of()

    def _check_part_of(self):
        seen, wider = {self.pk}, self.part_of
        while wider:
            if wider.pk in seen:
                raise ValidationError({"part_of": "These agreements would be part of each other."})
            seen.add(wider.pk)
            wider = wider.part_of

    def linked_records(self):
        return [self.part_of] if self.part_of else []


class Party(models.Model):
    """A party to an agreement, in the capacity in which it signs.

    One organisation may sign in two capacities: a police, fire and crime commissioner is both a
    policing body and a fire and rescue authority.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(
        Group,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Instead of an organisation, where the source names a group: “All 5 forces”.",
    )
    capacity = models.CharField(
        max_length=15, choices=Capacity.choices, default=Capacity.NOT_STATED
    )
    is_lead = models.BooleanField("lead", default=False)

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["-is_lead", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, group__isnull=True)
                | Q(organisation__isnull=True, group__isnull=False),
                name="party_organisation_or_group",
                violation_error_message="A party is either an organisation or a group: "
                "choose one of the two.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "organisation", "capacity"],
                name="party_once_in_a_capacity",
                violation_error_message="That organisation is already a party in that capacity.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "group", "capacity"],
                name="party_group_once_in_a_capacity",
                violation_error_message="That group is already a party in that capacity.",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(is_lead=True),
                name="party_one_lead",
                violation_error_message="An agreement has one lead.",
            ),
        ]

    def __str__(self):
        return str(self.organisation or self.group)


class Variation(models.Model):
    """A later change of the terms, by agreement of the parties (Police Act 1996 s23C).

    The agreement's own dates stay as first agreed; what binds on a day is worked out from them
    and the variations that had taken effect by then.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="variations")
    kind = models.CharField(
        max_length=12, choices=VariationKind.choices, default=VariationKind.EXTENSION
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
    note = models.TextField(
        blank=True, help_text="What the source says, and what it leaves open. Public."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=VariationKind.EXTENSION) | Q(new_expires_on__isnull=False),
                name="variation_extension_has_expiry",
                violation_error_message="An extension needs its new expiry date.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} until {self.new_expires_on}"

    def clean(self):
        counts_from = self.effective_on or self.made_on
        if counts_from and self.new_expires_on and self.new_expires_on.last < counts_from.first:
            raise ValidationError(
                {"new_expires_on": "The new expiry is before the variation takes effect."}
            )


class AgreementSource(Source):
    """A published document or page that says what the record says."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="sources")

    class Meta:
        verbose_name = "source"
        ordering = ["pk"]


class AgreementOutcome(Outcome):
    """What the agreement is said to have changed."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="outcomes")

    class Meta:
        verbose_name = "outcome"
        ordering = ["pk"]
