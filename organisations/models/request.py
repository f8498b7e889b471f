"""What staff ask national staff to add to the reference data."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from .group import Group
from .organisation import Organisation
from .people import User


class ReferenceRequestQuerySet(models.QuerySet):
    """Requests, by whether somebody has answered them."""

    def waiting(self):
        """Those that nobody has answered."""
        return self.filter(answered_at__isnull=True)


class ReferenceRequest(models.Model):
    """A member of staff asks for an organisation or a group that the register does not know.

    Only the national role keeps reference data, so that every office means the same by a name.
    National staff answer with what they added or found, or say why they added nothing.
    """

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", "An organisation"
        GROUP = "group", "A group of organisations"

    kind = models.CharField(
        "what is asked for", max_length=12, choices=Kind, default=Kind.ORGANISATION
    )
    name = models.CharField(max_length=200, help_text="As the document names it.")
    details = models.TextField(
        help_text="What it is, which document names it, and where its name can be checked: a web "
        "address or an order. For a group, who is in it and since when."
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="requests_asked")
    asked_at = models.DateTimeField("asked", auto_now_add=True)
    answer = models.TextField(
        blank=True, help_text="What was done, or why nothing was added. Whoever asked reads this."
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The organisation to use, added now or known under another name.",
    )
    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="requests_answered"
    )
    answered_at = models.DateTimeField("answered", null=True, blank=True)

    objects = ReferenceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "request to national staff"
        verbose_name_plural = "requests to national staff"
        ordering = [F("answered_at").asc(nulls_first=True), "asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True, answered_at__isnull=True)
                | Q(answered_by__isnull=False, answered_at__isnull=False),
                name="reference_request_answered_by_and_at",
                violation_error_message="An answer has both a person and a time.",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | Q(group__isnull=True),
                name="reference_request_one_answer",
                violation_error_message="Answer with an organisation or with a group, not both.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_answered(self):
        """Whether national staff have answered it."""
        return self.answered_at is not None

    def clean(self):
        if self.pk and not (self.answer.strip() or self.organisation_id or self.group_id):
            raise ValidationError("Name an organisation or a group, or write why there is none.")
