"""Agreements in normalised tables."""

from django.db import models
from django.urls import reverse


class Organisation(models.Model):
    slug = models.SlugField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    is_fire_authority = models.BooleanField(default=False)
    nation = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=30, blank=True)
    overseen_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class Group(models.Model):
    slug = models.SlugField(max_length=200, unique=True)
    name = models.CharField(max_length=200)
    members = models.ManyToManyField(Organisation, related_name="groups")

    def __str__(self):
        return self.name


class Function(models.Model):
    slug = models.SlugField(max_length=50, unique=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.slug.replace("_", " ")


class LegalBasis(models.Model):
    slug = models.SlugField(max_length=50, unique=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self):
        return self.slug.replace("_", " ")


class Agreement(models.Model):
    slug = models.SlugField(max_length=120, unique=True)
    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=250)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="owned_agreements")
    purpose = models.TextField(blank=True)
    scope = models.CharField(max_length=10, db_index=True)
    functions = models.ManyToManyField(Function, related_name="agreements")
    legal_bases = models.ManyToManyField(LegalBasis, related_name="agreements")
    programme = models.CharField(max_length=200, blank=True)
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="parts")
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replaces")
    stage = models.CharField(max_length=10)
    provision_kinds = models.JSONField(default=list)
    is_in_writing = models.BooleanField(null=True)
    has_withdrawal_clause = models.BooleanField(null=True)
    withdrawal_terms = models.TextField(blank=True)
    is_accountability_notified = models.BooleanField(null=True)
    accountability_arrangements = models.TextField(blank=True)
    consultation_note = models.TextField(blank=True)

    # As written (EDTF), and as days to filter and order by
    decided_on = models.CharField(max_length=11, null=True)
    signed_on = models.CharField(max_length=11, null=True)
    starts_on = models.CharField(max_length=11, null=True)
    expires_on = models.CharField(max_length=11, null=True)
    binding_expiry = models.CharField(max_length=11, null=True)
    starts = models.DateField(null=True, db_index=True)
    expires = models.DateField(null=True, db_index=True)
    ended = models.DateField(null=True)
    term = models.CharField(max_length=12)

    parties_recorded = models.CharField(max_length=10)
    section_22a = models.CharField(max_length=10, db_index=True)
    publication = models.CharField(max_length=16, db_index=True)
    publication_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_index=True)
    edition = models.PositiveIntegerField(default=1)
    change_note = models.TextField()
    second_person_approval = models.BooleanField(default=True)

    class Meta:
        ordering = ["title", "slug"]
        indexes = [models.Index(fields=["title", "slug"])]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plain:detail", args=[self.slug])

    def lifecycle(self, on):
        if self.stage == "proposed" or (self.starts and self.starts > on):
            return "proposed"
        if self.ended and self.ended <= on:
            return "ended"
        if self.expires:
            return "expired" if self.expires < on else "in_force"
        return "in_force" if self.term == "until_ended" else "not_recorded"


class Party(models.Model):
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, related_name="parties"
    )
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="parties")
    capacity = models.CharField(max_length=15)
    is_lead = models.BooleanField(default=False)
    joined_on = models.CharField(max_length=11, null=True)
    left_on = models.CharField(max_length=11, null=True)

    class Meta:
        ordering = ["-is_lead", "pk"]

    def __str__(self):
        return str(self.organisation or self.group)


class Document(models.Model):
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    dated_on = models.CharField(max_length=11, null=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    name = models.CharField(max_length=150, blank=True)
    size = models.PositiveIntegerField(null=True)
    media_type = models.CharField(max_length=100, blank=True)
    pages = models.PositiveIntegerField(null=True)
    has_text = models.BooleanField(null=True)
    is_redacted = models.BooleanField(default=False)
    is_withheld = models.BooleanField(default=False)
    exemption = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    withheld_on = models.CharField(max_length=11, null=True)
    review_on = models.CharField(max_length=11, null=True)
    taken_down_sha256 = models.CharField(max_length=64, null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.title

    @property
    def file(self):
        return self if self.sha256 else None

    @property
    def withheld(self):
        return self if self.is_withheld else None


class Variation(models.Model):
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="variations")
    kind = models.CharField(max_length=20)
    made_on = models.CharField(max_length=11, null=True)
    effective_on = models.CharField(max_length=11, null=True)
    new_expires_on = models.CharField(max_length=11, null=True)
    party = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.kind


class Review(models.Model):
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="reviews")
    reviewed_on = models.CharField(max_length=11)
    outcome = models.TextField()
    next_review_on = models.CharField(max_length=11, null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.reviewed_on


class Source(models.Model):
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="sources")
    title = models.CharField(max_length=250)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    dated_on = models.CharField(max_length=11, null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.title


class Outcome(models.Model):
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="outcomes")
    measure = models.CharField(max_length=200)
    change = models.CharField(max_length=100)
    unit = models.CharField(max_length=50)
    period = models.CharField(max_length=100, blank=True)
    area = models.CharField(max_length=100, blank=True)
    claimed_by = models.CharField(max_length=200)
    source_title = models.CharField(max_length=250)
    source_publisher = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    source_dated_on = models.CharField(max_length=11, null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.measure
