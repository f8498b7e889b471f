"""What belongs to a vision: its organisations, aims, signatories, sources and outcomes."""

from django.db import models

from organisations.models import Organisation
from register.models import Outcome, Source, Stated

from ..vocabulary import SignatoryRole
from .vision import Vision


class VisionOrganisation(models.Model):
    """An organisation that shares a vision."""

    vision = models.ForeignKey(Vision, models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    contribution = models.CharField(
        max_length=250, blank=True, help_text="What it brings to it, in your own words."
    )

    class Meta:
        verbose_name = "organisation"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vision", "organisation"],
                name="vision_organisation_once",
                violation_error_message="That organisation already shares the vision.",
            )
        ]

    def __str__(self):
        return str(self.organisation)


class Aim(models.Model):
    """One of the things a vision wants to reach."""

    vision = models.ForeignKey(Vision, models.CASCADE, related_name="aims")
    text = models.TextField(help_text="In your own words.")

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.text


class Signatory(models.Model):
    """Somebody who signed or supports a vision in public, by the office they held."""

    vision = models.ForeignKey(Vision, models.CASCADE, related_name="signatories")
    office = models.CharField("office held", max_length=150)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(
        max_length=150,
        blank=True,
        help_text="Public. Holders of public office and chief officers only.",
    )
    role = models.CharField(
        max_length=10, choices=SignatoryRole.choices, default=SignatoryRole.NOT_STATED
    )
    commitment = models.TextField(
        blank=True, help_text="What they committed to, in your own words. Quote nobody."
    )

    class Meta:
        verbose_name_plural = "signatories"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.name}, {self.office}" if self.name else self.office


class VisionSource(Source):
    """A published document or page that says what the record says."""

    vision = models.ForeignKey(Vision, models.CASCADE, related_name="sources")


class VisionStated(Stated):
    """What a source says of the vision, in its own words."""

    vision = models.ForeignKey(Vision, models.CASCADE, related_name="stated")


class VisionOutcome(Outcome):
    """What the vision is said to have changed."""

    vision = models.ForeignKey(Vision, models.CASCADE, related_name="outcomes")
