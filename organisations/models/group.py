"""Groups of organisations that documents name as one."""

from django.db import models
from django.utils import timezone

from ..dates import DATE_HELP, PartialDateField, check_order, covers, years_in_order
from .organisation import Organisation
from .versioned import SOURCE_HELP, ReferenceModel


class Group(ReferenceModel):
    """A set of organisations that documents name as one party, such as "All 5 forces".

    Who is in it can change; an edition freezes who was in it when it was approved.
    """

    name = models.CharField(max_length=200, help_text="As documents name it.")
    slug = models.SlugField(
        max_length=200,
        unique=True,
        help_text="Its permanent address. Never change it.",
        error_messages={"unique": "Another group already has this address."},
    )
    note = models.TextField(blank=True, help_text="What the group is, in a sentence readers see.")
    source = models.TextField(blank=True, help_text=SOURCE_HELP)
    organisations = models.ManyToManyField(
        Organisation, through="GroupMembership", related_name="in_groups"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class GroupMembership(ReferenceModel):
    """An organisation's time in a group. It leaves by a date, not by deleting the row."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="group_memberships"
    )
    joined_on = PartialDateField(
        "joined", null=True, blank=True, help_text=f"Empty: not recorded. {DATE_HELP}"
    )
    left_on = PartialDateField(
        "left", null=True, blank=True, help_text=f"The last day in the group. {DATE_HELP}"
    )
    source = models.TextField(blank=True, help_text=SOURCE_HELP)

    class Meta:
        ordering = ["group", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "organisation"],
                condition=models.Q(left_on__isnull=True),
                name="group_membership_open_once",
                violation_error_message="This organisation is already in the group.",
            ),
            models.UniqueConstraint(
                fields=["group", "organisation", "joined_on"],
                name="group_membership_once",
                violation_error_message="This organisation already joined the group on that date.",
            ),
            models.CheckConstraint(
                condition=years_in_order("joined_on", "left_on"),
                name="group_membership_joined_before_left",
                violation_error_message="An organisation can't leave a group before it joins.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} in {self.group}"

    def clean(self):
        check_order(self, "joined_on", "left_on")

    @property
    def is_current(self):
        """Whether it takes in today."""
        return covers(self.joined_on, self.left_on, timezone.localdate())
