"""The working record of a team."""

from django.db import models
from django.db.models import Q

from agreements.models import Agreement
from organisations.dates import DATE_HELP, PartialDateField, check_order, years_in_order
from register.models import Record

from ..vocabulary import Stage, TeamKind, TrialDecision
from .site import Site


class Team(Record):
    """People of police, fire and other services who work together as one team, or in one place."""

    kind = "team"
    named = ("agreement__current_edition", "part_of__current_edition")
    belongings = (
        *("sites__current_edition", "organisations", "posts", "board_seats", "outcomes"),
        *("stated", "sources"),
    )
    begins = ("starts_on",)

    # Identification
    team_kind = models.CharField("kind", max_length=10, choices=TeamKind.choices)
    purpose = models.TextField(
        blank=True, help_text="What the team does and why together, in your own words."
    )
    area = models.CharField(max_length=200, blank=True, help_text="The area it serves.")

    # Where it belongs
    sites = models.ManyToManyField(
        Site,
        blank=True,
        related_name="teams",
        help_text="Where it works. Each has to be published first.",
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="teams",
        help_text="The agreement it works under, if a source names one. It has to be published "
        "first.",
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The wider team or service it is part of. It has to be published first.",
    )

    # Dates
    stage = models.CharField(
        max_length=10,
        choices=Stage.choices,
        default=Stage.NOT_STATED,
        help_text="“Proposed” as long as the sources only announce it: until one says that it "
        "began, it is not shown as working, even if the day it was to start has passed.",
    )
    starts_on = PartialDateField("started", null=True, blank=True, help_text=DATE_HELP)
    ends_on = PartialDateField(
        "ended", null=True, blank=True, help_text="The last day it worked. Empty: not recorded."
    )

    # Trial
    is_trial = models.BooleanField(
        "began as a trial", default=False, help_text="Tick it and say below what is known."
    )
    trial_length = models.CharField(
        "length", max_length=50, blank=True, help_text="As the source says: “six months”."
    )
    trial_length_months = models.PositiveSmallIntegerField(
        "length in months", null=True, blank=True
    )
    trial_planned_end_on = PartialDateField("planned end", null=True, blank=True)
    is_trial_end_inferred = models.BooleanField(
        "planned end is inferred",
        default=False,
        help_text="Worked out from the start and the length; the source does not give it.",
    )
    trial_decision = models.CharField(
        "decision",
        max_length=12,
        choices=TrialDecision.choices,
        default=TrialDecision.NOT_RECORDED,
    )
    trial_decided_on = PartialDateField("decided", null=True, blank=True)
    trial_outcome = models.TextField(
        "outcome", blank=True, help_text="What came of it. Empty: not recorded, shown as a gap."
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(pk=models.F("part_of")),
                name="team_not_part_of_itself",
                violation_error_message="A team cannot be part of itself.",
            ),
            models.CheckConstraint(
                condition=years_in_order("starts_on", "ends_on"),
                name="team_starts_before_it_ends",
                violation_error_message="A team cannot end before it starts.",
            ),
            models.CheckConstraint(
                condition=years_in_order("starts_on", "trial_planned_end_on"),
                name="team_trial_ends_after_start",
                violation_error_message="A trial cannot end before the team starts.",
            ),
            models.CheckConstraint(
                condition=Q(is_trial=True)
                | Q(
                    trial_length="",
                    trial_length_months__isnull=True,
                    trial_planned_end_on__isnull=True,
                    is_trial_end_inferred=False,
                    trial_decision=TrialDecision.NOT_RECORDED,
                    trial_decided_on__isnull=True,
                    trial_outcome="",
                ),
                name="team_trial_facts_only_of_trial",
                violation_error_message="Length, planned end, decision and outcome belong to a "
                "trial: tick “began as a trial”, or take them out.",
            ),
            models.CheckConstraint(
                condition=~Q(trial_decision=TrialDecision.ENDED) | Q(ends_on__isnull=False),
                name="team_ended_trial_has_end",
                violation_error_message="A trial that was ended has an end date: give the date on "
                "which the team ended, with a ? if unsure.",
            ),
        ]

    def clean(self):
        super().clean()
        check_order(self, "starts_on", "ends_on")
        words = "The trial cannot end before it starts. Check both dates."
        check_order(self, "starts_on", "trial_planned_end_on", words)
        self.check_circle(
            "part_of", "A team cannot be part of itself or of a team that is part of it."
        )

    @property
    def trial(self) -> "Team | None":
        return self if self.is_trial else None

    def blockers(self, content):
        """Also posts that its dates, changed since, no longer hold."""
        posts = (f"{post}: {words}" for post in self.posts.all() if (words := post.outside()))
        return [*super().blockers(content), *posts]
