"""The working record of a shared vision."""

from django.db import models

from agreements.models import Agreement
from organisations.dates import DATE_HELP, PartialDateField, check_order, years_in_order
from register.models import Record
from teams.models import Team


class Vision(Record):
    """A promise that services make together in public: its aims, and who signed it."""

    kind = "vision"
    begins = ("first_used_on", "launched_on")
    belongings = (
        *("agreements__current_edition", "teams__current_edition", "organisations"),
        *("aims", "signatories", "outcomes", "stated", "sources"),
    )

    # Identification
    commitment = models.TextField(
        blank=True, help_text="What they commit to together, in your own words."
    )
    area = models.CharField(max_length=200, blank=True, help_text="The area it is for.")

    # Launch and review
    first_used_on = PartialDateField(
        "first used",
        null=True,
        blank=True,
        help_text="The first day on which a source has its name, if that was before the launch.",
    )
    launched_on = PartialDateField("launched", null=True, blank=True, help_text=DATE_HELP)
    launch_place = models.CharField(max_length=200, blank=True)
    review_on = PartialDateField(
        "review",
        null=True,
        blank=True,
        help_text="When it is looked at again. Empty: not recorded.",
    )

    # What delivers it
    agreements = models.ManyToManyField(
        Agreement,
        blank=True,
        related_name="visions",
        help_text="Agreements that deliver it. Each has to be published first.",
    )
    teams = models.ManyToManyField(
        Team,
        blank=True,
        related_name="visions",
        help_text="Teams that deliver it. Each has to be published first.",
    )

    class Meta(Record.Meta):
        verbose_name = "shared vision"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=years_in_order("launched_on", "review_on"),
                name="vision_launched_before_review",
                violation_error_message="A vision cannot be reviewed before it is launched.",
            ),
        ]

    def clean(self):
        super().clean()
        check_order(self, "launched_on", "review_on")
