"""What belongs to an entry of the index: values it is filtered by, periods, links, findings.

There are rows of every generation and every edition; their entry tells which are current.
"""

import datetime

from django.db import models
from django.db.models import CompositePrimaryKey, F

from .. import kinds
from .entry import Entry


class OfEntriesQuerySet(models.QuerySet):
    """Rows that belong to entries."""

    CURRENT_IN = "entry__current_in"

    def listed(self, time_query):
        """Those of what the register listed at the moment asked about."""
        if time_query.as_at is None:
            return self.filter(**{self.CURRENT_IN: time_query.version.generation})
        return self.filter(entry__in=Entry.objects.listed(time_query).order_by().values("pk"))


class OfDaysQuerySet(OfEntriesQuerySet):
    """Rows that hold for a run of days."""

    def covering(self, day: datetime.date):
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class FacetQuerySet(OfEntriesQuerySet):
    CURRENT_IN = "current_in"  # the column of its own, which its index has


class Facet(models.Model):
    """A value that an entry is filtered by: an organisation in it, its scope, its legal basis."""

    pk = CompositePrimaryKey("entry_id", "name", "value")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="facets", db_index=False)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=20)
    value = models.CharField(max_length=200)
    # Repeated here so that one database index gives a filtered list in the order it is shown.
    title = models.CharField(max_length=300)
    current_in = models.PositiveSmallIntegerField(null=True)  # as of its entry

    objects = FacetQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["name", "value", "kind", "current_in", "title", "entry"], name="facet_value"
            )
        ]

    def __str__(self):
        return f"{self.name}={self.value}"


class Period(models.Model):
    """A run of days, both ends included, with one lifecycle and one expiry that binds."""

    pk = CompositePrimaryKey("entry_id", "starts_on")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="periods", db_index=False)
    kind = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()
    lifecycle = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)  # why it is so, in words
    cause = models.CharField(max_length=20, blank=True)  # of what is not confirmed, as counted
    expires_on = models.DateField(null=True)
    expiry = models.CharField(max_length=12, null=True)  # noqa: DJ001 (null: not recorded)

    objects = OfDaysQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        indexes = [
            models.Index(
                fields=["kind", "lifecycle", "starts_on", "ends_on", "entry"],
                name="period_lifecycle",
            ),
            models.Index(
                fields=["kind", "expires_on", "entry", "starts_on", "ends_on"],
                name="period_expires",
            ),
        ]

    def __str__(self):
        return f"{self.starts_on} to {self.ends_on}: {self.lifecycle}"


class SearchText(models.Model):
    """What is searched of an entry; each engine keeps an index of `tokens` (register/search/).

    A separate table, because many rows match a common word. These never change, and PostgreSQL
    keeps their texts apart (register/search/postgresql.py), so few pages are read.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="+")
    text = models.TextField()
    tokens = models.TextField()

    def __str__(self):
        return self.text[:50]


class LinkQuerySet(OfEntriesQuerySet):
    def to(self, kind: str, slug: str, time_query):
        """Links from what was listed at the moment asked about, with where each record stands."""
        rows = self.filter(to_kind=kind, to_slug=slug).select_related("entry")
        on = time_query.on
        states = rows.filter(
            entry__periods__starts_on__lte=on, entry__periods__ends_on__gte=on
        ).annotate(lifecycle=F("entry__periods__lifecycle"), cause=F("entry__periods__cause"))
        return states.listed(time_query).order_by("entry__kind", "entry__title", "entry")


class Link(models.Model):
    """From an entry to another record, so that a page can show what names it.

    By (kind, slug), not foreign key: agreements show their teams without importing teams.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="links")
    relation = models.CharField(max_length=20)
    to_kind = models.CharField(max_length=20)
    to_slug = models.SlugField(max_length=120, db_index=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["to_kind", "to_slug"], name="link_to")]

    def __str__(self):
        return f"{self.entry} → {self.to_kind} {self.to_slug}"

    def get_absolute_url(self):
        return self.entry.get_absolute_url()

    @property
    def words(self) -> str:
        """What the page of the record it leads to calls the records that name it so."""
        return kinds.get(self.entry.kind).relations[self.relation]


class Finding(models.Model):
    """What a rule finds in an entry on each day of a run, both ends included."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="findings")
    owner = models.SlugField(max_length=200, db_index=False)
    rule = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    message = models.TextField()

    objects = OfDaysQuerySet.as_manager()

    class Meta:
        ordering = ["place", "entry_id", "pk"]
        indexes = [
            models.Index(fields=["place", "entry"], name="finding_place"),
            models.Index(fields=["owner", "place", "entry"], name="finding_owner"),
        ]

    def __str__(self):
        return f"{self.rule}: {self.message}"


class Tally(models.Model):
    """How many listed records have a value, kept by publication: what a whole list counts.

    The count on a day is the sum of the changes up to it. Values without dates change on the first
    day there is. `name` is the name of a facet or one of DATED. With `by_month` it holds changes of
    whole months, so that a sum covers far fewer rows. With
    `partners_of` an organisation, the values are the organisations that take part with it.
    """

    generation = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=220)
    value = models.CharField(max_length=250)
    day = models.DateField()
    change = models.IntegerField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["generation", "kind", "name", "value", "day"], name="tally_once"
            )
        ]
        indexes = [models.Index(fields=["generation", "name", "day"], name="tally_day")]

    def __str__(self):
        return f"{self.kind} {self.name}={self.value} from {self.day}: {self.change:+}"


# Counts that change with the day: the lifecycle, why it is not confirmed, and the findings of a
# rule in an office's records.
DATED = ("lifecycle", "cause", "rule_owner")


def rule_owner(rule: str, owner: str) -> str:
    """The value of the tally of what a rule finds in an office's records."""
    return f"{rule} {owner}"


def by_month(name: str) -> str:
    """The name of the tallies with the changes of whole months, each on its first day."""
    return f"{name} by month"


def partners_of(slug: str) -> str:
    """The name of the tallies of those who take part in records with an organisation."""
    return f"with {slug}"
