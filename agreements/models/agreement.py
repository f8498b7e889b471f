"""The working record of an agreement."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from organisations.dates import DATE_HELP, PartialDateField, check_order
from organisations.validators import no_invisible_characters
from register.fields import ChoiceListField
from register.indexing import DOCUMENT
from register.models import Edition, Facet, Record

from .. import roles, rules
from ..vocabulary import (
    Function,
    LegalBasis,
    PartiesRecorded,
    ProvisionKind,
    PublicationKind,
    Scope,
    Stage,
    Term,
)
from .programme import Programme


class Agreement(Record):
    """An arrangement by which police forces, policing bodies and fire services work together.

    A collaboration agreement under section 22A of the Police Act 1996
    (legislation.gov.uk/ukpga/1996/16/section/22A), or one made under another power.
    """

    kind = "agreement"
    named = (
        *("part_of__current_edition", "replaced_by__current_edition"),
        "programme_record__current_edition",
    )
    belongings = (
        *("parties", "roles", "variations", "documents__file", "reviews", "outcomes"),
        *("stated", "sources"),
    )
    begins = ("starts_on", "signed_on")

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
    programme_record = models.ForeignKey(
        Programme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name="record of the programme",
        help_text="The programme’s own record, if there is one. It has to be published first.",
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The wider agreement that this one comes under. It has to be published first.",
    )

    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        help_text="The later agreement that took its place. It has to be published first.",
    )

    # The law
    legal_bases = ChoiceListField(
        choices_class=LegalBasis,
        verbose_name="legal bases",
        help_text="The power it says it was made under. If it does not say, tick “Not stated”; "
        "do not work it out from the parties.",
    )
    stage = models.CharField(
        max_length=20,
        choices=Stage.choices,
        default=Stage.NOT_STATED,
        help_text="“No agreement known” if they work together and no source says that an agreement "
        "was made. It is then listed and counted as an arrangement.",
    )

    provision_kinds = ChoiceListField(
        choices_class=ProvisionKind,
        verbose_name="what it provides for",
        help_text="For a section 22A agreement. Which organisations have to be parties to it "
        "depends on this.",
    )
    is_in_writing = models.BooleanField(
        "in writing", null=True, blank=True, help_text="Unknown if no source says so."
    )
    has_withdrawal_clause = models.BooleanField(
        "says how a party can withdraw", null=True, blank=True
    )
    withdrawal_terms = models.TextField(
        blank=True, help_text="What it says of a party’s withdrawal, in your own words."
    )
    is_accountability_notified = models.BooleanField(
        "accountability arrangements notified",
        null=True,
        blank=True,
        help_text="Whether arrangements for holding chief officers to account were notified "
        "(Police Act 1996 s23D). They are published with the agreement.",
    )
    accountability_arrangements = models.TextField(blank=True)
    has_staff_functions = models.BooleanField(
        "says what designated staff may do",
        null=True,
        blank=True,
        help_text="Only if designated staff of one force act for another: whether it says in which "
        "functions (Police Act 1996 s23AA).",
    )
    contract_value = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        help_text="Of a contract: in whole pounds, as the contract or a source gives it. A copy of "
        "one over £10,000 is published.",
    )
    consultation_note = models.TextField(
        "consultation", blank=True, help_text="Who was consulted before it was made, and when."
    )

    # Dates
    decided_on = PartialDateField("decided", null=True, blank=True, help_text=DATE_HELP)
    signed_on = PartialDateField("signed", null=True, blank=True)
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
        max_length=20,
        choices=PublicationKind.choices,
        default=PublicationKind.FACT_AND_DETAILS,
        help_text="Section 23E of the Police Act 1996 asks for a copy, or the fact of the "
        "agreement with the details you think appropriate.",
    )
    publication_reason = models.TextField(
        "reason",
        blank=True,
        help_text="Why a copy is withheld or not yet here; who offers it, where it is published "
        "elsewhere. Public.",
    )
    publication_url = models.URLField(
        "address elsewhere",
        max_length=500,
        blank=True,
        validators=[no_invisible_characters],
        help_text="Where a copy or a summary is published elsewhere. Empty: no web address is "
        "recorded.",
    )
    publication_seen_on = PartialDateField(
        "seen there",
        null=True,
        blank=True,
        help_text="When somebody last saw it there. Empty: not recorded.",
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
                condition=~Q(pk=models.F("replaced_by")),
                name="agreement_not_replaced_by_itself",
                violation_error_message="An agreement cannot be replaced by itself.",
            ),
            models.CheckConstraint(
                condition=~Q(publication=PublicationKind.WITHHELD) | ~Q(publication_reason=""),
                name="agreement_withheld_with_reason",
                violation_error_message="Give the reason why the agreement is withheld.",
            ),
            models.CheckConstraint(
                condition=Q(publication=PublicationKind.PUBLISHED_ELSEWHERE)
                | Q(publication_url="", publication_seen_on__isnull=True),
                name="agreement_address_only_elsewhere",
                violation_error_message="An address elsewhere and the date it was seen there "
                "belong to what is published elsewhere: choose that under “what is published”, or "
                "take them out.",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"

    def clean(self):
        super().clean()
        words = "It cannot expire before it starts. Check both dates."
        check_order(self, "starts_on", "expires_on", words)
        if self.term == Term.UNTIL_ENDED and self.expires_on:
            raise ValidationError(
                {"term": "“Until it is ended” has no expiry date. Take one of the two out."}
            )
        self.check_circle("part_of", "These agreements would be part of each other.")
        self.check_circle("replaced_by", "These agreements would replace each other.")

    @property
    def published_as(self) -> str | None:
        """What is published of the agreement; None where no agreement is known."""
        return None if self.stage == Stage.NO_AGREEMENT_KNOWN else self.publication

    @cached_property
    def published_copies(self) -> frozenset[str]:
        """SHA-256 of every copy that an edition of it gives. One query for all its documents."""
        editions = Edition.objects.of(self.kind, self.slug).order_by()
        copies = Facet.objects.filter(entry__edition__in=editions, name=DOCUMENT)
        return frozenset(copies.values_list("value", flat=True))

    def findings(self, content):
        return rules.check(content, timezone.localdate())

    def blockers(self, content):
        """Also what the law forbids to publish, and who is in it outside the time of a party."""
        blocking = (
            finding.message
            for finding in self.findings(content)
            if finding.rule.severity == rules.Severity.BLOCKS
        )
        taking_part = (
            *(roles.outside_party(role, content) for role in content["roles"]),
            *(roles.notice_of_outsider(one, content) for one in content["variations"]),
        )
        return [*super().blockers(content), *blocking, *filter(None, taking_part)]
