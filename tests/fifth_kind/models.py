"""A grant, and what belongs to it."""

from django.db import models

from agreements.models import Agreement
from organisations.dates import PartialDateField
from organisations.models import Organisation
from register.models import Outcome, Record, Source


class Theme(models.TextChoices):
    EQUIPMENT = "equipment", "Equipment and vehicles"
    TRAINING = "training", "Training"
    PREVENTION = "prevention", "Prevention"


class Grant(Record):
    """Money that services were given to use together."""

    kind = "grant"
    named = ("agreement__current_edition",)
    belongings = ("organisations", "outcomes", "sources")

    description = models.TextField(blank=True)
    theme = models.CharField(max_length=20, choices=Theme.choices)
    paid_on = PartialDateField(null=True, blank=True)
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="+")

    class Meta(Record.Meta):
        app_label = "fifth_kind"
        verbose_name = "grant"


class GrantOrganisation(models.Model):
    grant = models.ForeignKey(Grant, models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        app_label = "fifth_kind"
        ordering = ["pk"]

    def __str__(self):
        return str(self.organisation)


class GrantSource(Source):
    grant = models.ForeignKey(Grant, models.CASCADE, related_name="sources")

    class Meta(Source.Meta):
        app_label = "fifth_kind"


class GrantOutcome(Outcome):
    grant = models.ForeignKey(Grant, models.CASCADE, related_name="outcomes")

    class Meta(Outcome.Meta):
        app_label = "fifth_kind"


TABLES = (Grant, GrantOrganisation, GrantSource, GrantOutcome)
