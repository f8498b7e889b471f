"""The working record of a shared site, and what belongs to it."""

from django.db import models

from organisations.dates import DATE_HELP, PartialDateField, check_order, years_in_order
from organisations.models import Organisation
from register.models import Record, Source, Stated

from ..sharing import is_shared
from ..vocabulary import SiteKind, SiteRole, SiteStage

NOT_SHARED = (
    "Fewer than two organisations are recorded at this site, so nothing says that it is shared. "
    "Add the others under “organisations”; keep it as a draft until a source names them."
)


class Site(Record):
    """A building that police and fire services share: a headquarters, a training centre."""

    kind = "site"
    belongings = ("organisations", "stated", "sources")
    begins = ("opened_on",)

    # Identification
    site_kind = models.CharField("kind", max_length=15, choices=SiteKind.choices)
    place = models.CharField(
        max_length=200, blank=True, help_text="Town or district, and county. Not a full address."
    )
    description = models.TextField(
        blank=True, help_text="What it is for and what is shared in it, in your own words."
    )

    # Dates
    stage = models.CharField(
        max_length=10,
        choices=SiteStage.choices,
        default=SiteStage.NOT_STATED,
        help_text="“Proposed” or “approved” until a source says that it opened.",
    )
    proposed_on = PartialDateField("proposed", null=True, blank=True, help_text=DATE_HELP)
    approved_on = PartialDateField("approved", null=True, blank=True)
    opened_on = PartialDateField("opened", null=True, blank=True, help_text=DATE_HELP)
    closed_on = PartialDateField(
        "closed",
        null=True,
        blank=True,
        help_text="The last day it was shared. Empty: not recorded.",
    )

    class Meta(Record.Meta):
        verbose_name = "shared site"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=years_in_order("opened_on", "closed_on"),
                name="site_opened_before_it_closed",
                violation_error_message="A site cannot close before it opens.",
            ),
        ]

    def clean(self):
        super().clean()
        check_order(self, "opened_on", "closed_on", "A site cannot close before it opens.")

    def blockers(self, content):
        """Also that nobody is known to share it."""
        others = [] if is_shared(content) else [NOT_SHARED]
        return [*super().blockers(content), *others]


class SiteOrganisation(models.Model):
    """An organisation that owns or uses a site."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="organisations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=SiteRole.choices, default=SiteRole.NOT_STATED)

    class Meta:
        verbose_name = "organisation"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "organisation", "role"],
                name="site_organisation_once",
                violation_error_message="That organisation is already there in that role.",
            )
        ]

    def __str__(self):
        return str(self.organisation)


class SiteSource(Source):
    """A published document or page that says what the record says."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="sources")


class SiteStated(Stated):
    """What a source says of the site, in its own words."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="stated")
