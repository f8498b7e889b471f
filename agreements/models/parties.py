"""Who takes part in an agreement: its parties, and the roles of organisations in it."""

from django.db import models
from django.db.models import Q

from organisations.dates import DATE_HELP, PartialDateField, check_order
from organisations.models import Group, Organisation
from organisations.validators import no_invisible_characters

from ..vocabulary import Capacity, RoleKind
from .agreement import Agreement


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
    stated_as = models.CharField(  # noqa: DJ001
        "only as printed",
        max_length=200,
        null=True,  # so that the database refuses two alike, not two without
        blank=True,
        validators=[no_invisible_characters],
        help_text="Instead of an organisation or a group, where the source does not say which body "
        "it means: its words, “Derbyshire”. Nothing is worked out from them.",
    )
    capacity = models.CharField(
        max_length=15, choices=Capacity.choices, default=Capacity.NOT_STATED
    )
    joined_on = PartialDateField(
        "joined",
        null=True,
        blank=True,
        help_text="Empty: a party from the beginning, as far as is recorded.",
    )
    left_on = PartialDateField(
        "left",
        null=True,
        blank=True,
        help_text="The last day it was a party. If it gave notice, enter that as a variation.",
    )

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, group__isnull=True, stated_as__isnull=True)
                | Q(organisation__isnull=True, group__isnull=False, stated_as__isnull=True)
                | (
                    Q(organisation__isnull=True, group__isnull=True, stated_as__isnull=False)
                    & ~Q(stated_as="")
                ),
                name="party_organisation_group_or_stated",
                violation_error_message="A party is either an organisation or a group, or only "
                "what is printed: fill in one of the three.",
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
                fields=["agreement", "stated_as", "capacity"],
                name="party_stated_once_in_a_capacity",
                violation_error_message="A party printed like that is already here in that "
                "capacity.",
            ),
        ]

    def __str__(self):
        return str(self.organisation or self.group or f"“{self.stated_as}”")

    def clean(self):
        check_order(self, "joined_on", "left_on", "A party cannot leave before it joins.")


class Role(models.Model):
    """What an organisation does for the others in an agreement, and when. Leads move.

    Several may lead jointly; a role may be that of an organisation that is not a party, such as one
    that receives a service.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    kind = models.CharField("role", max_length=10, choices=RoleKind.choices)
    starts_on = PartialDateField(
        "from",
        null=True,
        blank=True,
        help_text=f"Empty: not recorded. {DATE_HELP}",
    )
    ends_on = PartialDateField(
        "until",
        null=True,
        blank=True,
        help_text="The last day on which it had the role. Empty: none is recorded.",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation", "kind", "starts_on"],
                name="role_once_from_a_date",
                violation_error_message="That organisation already has that role from that date.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "organisation", "kind"],
                condition=Q(starts_on__isnull=True),
                name="role_once_without_a_date",
                violation_error_message="That organisation already has that role, from a date that "
                "is not recorded.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.organisation}"

    def clean(self):
        check_order(self, "starts_on", "ends_on", "A role cannot end before it starts.")
