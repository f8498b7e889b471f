"""The bodies that collaborate, and the names they go and went by."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from ..dates import DATE_HELP, PartialDateField, check_order, years_in_order
from .versioned import SOURCE_HELP, ReferenceModel, ReferenceQuerySet


class OrganisationQuerySet(ReferenceQuerySet):
    """Organisations, by what is known of them."""

    def to_check(self):
        """Those with a field that nobody has checked against a source."""
        return self.exclude(unverified="")

    def checked(self):
        """Those with no such field."""
        return self.filter(unverified="")


class Organisation(ReferenceModel):
    """A body that can take part in a collaboration, or own records of the register.

    Mostly a police force (Police Act 1996 s.2 and Schedule 1), its local policing body (Police
    Reform and Social Responsibility Act 2011 ss.1, 3; Police Act 1996 s.101), a fire and rescue
    service or its authority (Fire and Rescue Services Act 2004 s.1). One legal person is one
    organisation: a police, fire and crime commissioner is a policing body that is also the fire and
    rescue authority; a renamed body stays the same organisation, with its former name. A police
    authority that has been abolished is a policing body, for the agreements it made.
    """

    class Kind(models.TextChoices):
        POLICE_FORCE = "police_force", "Police force"
        POLICING_BODY = "policing_body", "Policing body"
        FIRE_SERVICE = "fire_service", "Fire and rescue service"
        FIRE_AUTHORITY = "fire_authority", "Fire and rescue authority"
        AMBULANCE_TRUST = "ambulance_trust", "Ambulance trust"
        LOCAL_AUTHORITY = "local_authority", "Local authority"
        PRISON = "prison", "Prison"
        NATIONAL_BODY = "national_body", "National body"
        PARTNERSHIP = "partnership", "Partnership"
        OTHER = "other", "Other organisation"

    class Nation(models.TextChoices):
        ENGLAND = "england", "England"
        WALES = "wales", "Wales"
        SCOTLAND = "scotland", "Scotland"
        NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"
        GREAT_BRITAIN = "great_britain", "Great Britain"
        UNITED_KINGDOM = "united_kingdom", "United Kingdom"

    class Region(models.TextChoices):
        EAST_MIDLANDS = "east_midlands", "East Midlands"
        EAST_OF_ENGLAND = "east_of_england", "East of England"
        LONDON = "london", "London"
        NORTH_EAST = "north_east", "North East"
        NORTH_WEST = "north_west", "North West"
        SOUTH_EAST = "south_east", "South East"
        SOUTH_WEST = "south_west", "South West"
        WEST_MIDLANDS = "west_midlands", "West Midlands"
        YORKSHIRE_AND_THE_HUMBER = "yorkshire_and_the_humber", "Yorkshire and the Humber"

    # Identification
    name = models.CharField(
        max_length=200,
        help_text="The full name it goes by today. When it is renamed, put the old name under "
        "former names and the new one here; do not add a second organisation.",
    )
    short_name = models.CharField(
        max_length=80, blank=True, help_text="For tables and charts, such as Derbyshire or Met."
    )
    slug = models.SlugField(
        max_length=200,
        unique=True,
        help_text="Its permanent address on the site and in the API. Never change it, not even "
        "when the organisation is renamed.",
        error_messages={"unique": "Another organisation already has this address."},
    )
    kind = models.CharField(
        max_length=20,
        choices=Kind,
        help_text="What it is in law. A police, fire and crime commissioner is a local policing "
        "body: tick “Is fire and rescue authority” as well.",
    )

    # Place
    nation = models.CharField(
        max_length=20, choices=Nation, blank=True, help_text="Where it works."
    )
    region = models.CharField(
        max_length=30, choices=Region, blank=True, help_text="English region; blank elsewhere."
    )

    # Governance
    overseen_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="oversees",
        help_text="For a police force its local policing body, for a fire and rescue service its "
        "authority. Leave empty when not recorded.",
    )
    is_fire_authority = models.BooleanField(
        "is fire and rescue authority",
        default=False,
        help_text="Tick for the body that is the fire and rescue authority in law, whatever its "
        "kind: a commissioner, mayor or council can be one.",
    )
    governance = models.CharField(
        max_length=100,
        blank=True,
        help_text="For a fire and rescue service, the type of its authority, such as “combined "
        "fire authority”.",
    )

    # Identifiers elsewhere
    ons_code = models.CharField(
        "ONS code",
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^[EWSNK]\d{8}$", "An ONS code is a letter and eight digits.")],
        help_text="Office for National Statistics area code, such as E23000018.",
    )
    police_uk_id = models.SlugField(
        "data.police.uk id",
        max_length=60,
        blank=True,
        help_text="The force's identifier on data.police.uk, such as derbyshire.",
    )
    website = models.URLField(blank=True, help_text="Its own site, starting https://")

    # Provenance
    source = models.TextField(blank=True, help_text=SOURCE_HELP)
    unverified = models.TextField(
        blank=True,
        help_text="Names of the fields above that nobody has checked against a source, separated "
        "by semicolons. Readers don't see these fields. Take a name away once you have checked it.",
    )

    objects = OrganisationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["ons_code", "kind"],
                condition=~models.Q(ons_code=""),
                name="organisation_ons_code_once",
                violation_error_message="Another organisation of this kind has this ONS code.",
            ),
            models.UniqueConstraint(
                fields=["police_uk_id"],
                condition=~models.Q(police_uk_id=""),
                name="organisation_police_uk_id_once",
                violation_error_message="Another force has this data.police.uk id.",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="fire_authority") | models.Q(is_fire_authority=True),
                name="organisation_fire_authority_is_one",
                violation_error_message="A fire and rescue authority must be ticked as one.",
            ),
            models.CheckConstraint(
                condition=models.Q(overseen_by__isnull=True)
                | ~models.Q(overseen_by=models.F("id")),
                name="organisation_not_overseen_by_itself",
                violation_error_message="An organisation can't oversee itself.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        fields = {field.name for field in self._meta.concrete_fields}
        unknown = set(self.unverified_fields) - fields
        if unknown:
            raise ValidationError({"unverified": f"No field is called {sorted(unknown)[0]}."})
        needed = {"name", "slug", "kind"} & set(self.unverified_fields)
        if needed:
            raise ValidationError(
                {"unverified": f"Check the {sorted(needed)[0]} before you add it."}
            )

    def get_absolute_url(self):
        return reverse("organisations:detail", args=[self.slug])

    @property
    def unverified_fields(self):
        """The names of the fields that nobody has checked against a source."""
        return tuple(name.strip() for name in self.unverified.split(";") if name.strip())


class FormerName(ReferenceModel):
    """A name an organisation went by before, while remaining the same legal person.

    As when a police and crime commissioner became a police, fire and crime commissioner on taking
    on fire governance (Policing and Crime Act 2017 s.6 and Schedule 1).
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="former_names"
    )
    name = models.CharField(max_length=200, help_text="The full name it went by then.")
    from_on = PartialDateField("from", null=True, blank=True, help_text=DATE_HELP)
    until_on = PartialDateField(
        "until", null=True, blank=True, help_text=f"The last day it went by this name. {DATE_HELP}"
    )
    source = models.TextField(blank=True, help_text=SOURCE_HELP)

    class Meta:
        ordering = ["organisation", "until_on", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "from_on"],
                name="former_name_once",
                violation_error_message="This former name is already recorded from that date.",
            ),
            models.CheckConstraint(
                condition=years_in_order("from_on", "until_on"),
                name="former_name_from_before_until",
                violation_error_message="A name can't end before it begins.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        check_order(self, "from_on", "until_on")


class Alias(ReferenceModel):
    """Another way documents write an organisation's name ("Derbys"), so that imports know it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(
        max_length=200,
        help_text="As documents write it. One alias means one organisation only: leave out a short "
        "form that a force and a fire service both use.",
    )
    source = models.TextField(blank=True, help_text=SOURCE_HELP)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="alias_means_one_organisation",
                violation_error_message="This alias already means an organisation.",
            ),
        ]

    def __str__(self):
        return self.name
