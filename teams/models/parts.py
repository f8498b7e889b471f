"""What belongs to a team: its organisations, posts, board, sources and outcomes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisations.dates import DATE_HELP, PartialDateField, check_order, years_in_order
from organisations.models import Organisation
from register.models import Outcome, Source, Stated

from .team import Team


class TeamOrganisation(models.Model):
    """An organisation in a team, and which part of it contributes."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    unit = models.CharField(
        "contributing unit", max_length=200, blank=True, help_text="As the source calls it."
    )
    staff_count = models.PositiveIntegerField(
        "number of staff", null=True, blank=True, help_text="Empty: not recorded."
    )
    is_lead = models.BooleanField("lead", default=False, help_text="Several may lead jointly.")

    class Meta:
        verbose_name = "organisation"
        ordering = ["-is_lead", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "organisation", "unit"],
                name="team_organisation_once",
                violation_error_message="That organisation is already in the team with that unit.",
            )
        ]

    def __str__(self):
        return str(self.organisation)


class Holder(models.Model):
    """Somebody's place in a team. Who holds it is published only where that is marked."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(
        "name of the holder", max_length=150, blank=True, help_text="For colleagues, unless marked."
    )
    is_name_public = models.BooleanField(
        "publish the name",
        default=False,
        help_text="Holders of public office and chief officers only. A name once published stays "
        "in earlier editions until it is erased.",
    )

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_name_public=False) | ~Q(name=""),
                name="%(class)s_public_name_given",
                violation_error_message="There is no name to publish: enter it, or do not tick "
                "“publish the name”.",
            )
        ]

    @property
    def public_name(self) -> str | None:
        return self.name if self.is_name_public else None


class Post(Holder):
    """A post in a team, by rank or title."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="posts")
    title = models.CharField("rank or title", max_length=150)
    unit = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=200, blank=True, help_text="What the post does in the team.")
    starts_on = PartialDateField("from", null=True, blank=True, help_text=DATE_HELP)
    ends_on = PartialDateField("until", null=True, blank=True)

    class Meta(Holder.Meta):
        constraints = [
            *Holder.Meta.constraints,
            models.CheckConstraint(
                condition=years_in_order("starts_on", "ends_on"),
                name="post_starts_before_it_ends",
                violation_error_message="A post cannot end before it starts.",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        check_order(self, "starts_on", "ends_on")
        if words := self.outside():
            raise ValidationError(words)

    def outside(self) -> str:
        """How its dates are certainly outside its team's, in words; empty if they need not be."""
        dates = [date for date in (self.starts_on, self.ends_on) if date]
        starts, ends = self.team.starts_on, self.team.ends_on
        if starts and any(date.last < starts.first for date in dates):
            return f"The post is there before its team starts ({starts.display()})."
        if ends and any(date.first > ends.last for date in dates):
            return f"The post is there after its team ended ({ends.display()})."
        return ""


class BoardSeat(Holder):
    """A seat on the board that steers a team, by the office that holds it."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="board_seats")
    office = models.CharField(max_length=150, help_text="The office whose holder has the seat.")

    class Meta(Holder.Meta):
        pass

    def __str__(self):
        return self.office


class TeamSource(Source):
    """A published document or page that says what the record says."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="sources")


class TeamStated(Stated):
    """What a source says of the team, in its own words."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="stated")


class TeamOutcome(Outcome):
    """What the team is said to have changed."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="outcomes")
