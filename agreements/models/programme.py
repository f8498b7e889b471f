"""The working record of a programme, and what belongs to it."""

from django.db import models

from organisations.models import Organisation
from register.models import Record, Source, Stated


class Programme(Record):
    """A programme under which organisations make several agreements; it is not one itself."""

    kind = "programme"
    belongings = ("organisations", "stated", "sources")

    description = models.TextField(
        blank=True, help_text="What it is and what it is for, in your own words."
    )
    area = models.CharField(max_length=200, blank=True, help_text="The area it is for.")


class ProgrammeOrganisation(models.Model):
    """An organisation that is in a programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "member"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                name="programme_organisation_once",
                violation_error_message="That organisation is already in the programme.",
            )
        ]

    def __str__(self):
        return str(self.organisation)


class ProgrammeSource(Source):
    """A published document or page that says what the record says."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sources")


class ProgrammeStated(Stated):
    """What a source says of the programme, in its own words: its figures and its claims."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="stated")
