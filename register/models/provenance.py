"""Sources and claimed outcomes. Abstract models: each kind of record has its own tables."""

from django.db import models
from django.db.models import Q

from organisations.dates import PartialDateField
from organisations.validators import no_invisible_characters


class Source(models.Model):
    """Where a fact comes from: a published document or page, cited so that anyone can check."""

    title = models.CharField(max_length=250, validators=[no_invisible_characters])
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(
        "address", max_length=500, blank=True, validators=[no_invisible_characters]
    )
    dated_on = PartialDateField("date", null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = "source"
        ordering = ["pk"]

    def __str__(self):
        return self.title


class Outcome(models.Model):
    """What a collaboration is said to have changed: who says so, and where it can be checked."""

    measure = models.CharField(max_length=200, help_text="What was measured: “burglaries”.")
    change = models.CharField(max_length=100, help_text="As claimed: “down 29”.")
    unit = models.CharField(max_length=50, help_text="“per cent”, “incidents”, “pounds”.")
    period = models.CharField(
        max_length=100, blank=True, help_text="“since it began”. Empty if not stated."
    )
    area = models.CharField(max_length=100, blank=True)
    claimed_by = models.CharField(
        max_length=200, help_text="The office or body that makes the claim."
    )
    source_title = models.CharField(max_length=250, validators=[no_invisible_characters])
    source_publisher = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(
        "source address", max_length=500, blank=True, validators=[no_invisible_characters]
    )
    source_dated_on = PartialDateField("source date", null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = "outcome"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(unit="") & ~Q(source_title=""),
                name="%(class)s_unit_and_source",
                violation_error_message="An outcome needs its unit and its source: what was "
                "counted, and where the claim can be checked.",
            )
        ]

    def __str__(self):
        return f"{self.measure} {self.change} {self.unit}"
