"""The index over the ledger: one entry for each edition of every kind.

It holds nothing that the ledger does not; `manage.py reindex` makes it again.
"""

import datetime
import json
from functools import cached_property

from django.db import models
from django.db.models import F, Q, Subquery
from django.db.models.functions import Coalesce

from .. import kinds
from .edition import Action, Edition, LedgerHead


class EntryQuerySet(models.QuerySet):
    # Which entries

    def current(self, generation: int | None = None):
        """Those that the register lists now, in the index in use or in the generation given."""
        if generation is None:
            generation = Subquery(LedgerHead.objects.values("generation"))
        return self.filter(current_in=generation)

    def as_at(self, time_query):
        """What the register held at the moment asked about, removed records included."""
        rows = self.published_by(time_query)
        if time_query.as_at is None:
            return rows.filter(superseded_at__isnull=True)
        return rows.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=time_query.as_at))

    def listed(self, time_query):
        """What the register listed at the moment asked about."""
        if time_query.as_at is None:
            return self.current(time_query.version.generation)
        return self.as_at(time_query).filter(is_listed=True)

    def published_by(self, time_query):
        """The editions that had been published by the moment asked about."""
        return self.in_generation(time_query.version.generation, time_query.as_at)

    def in_generation(self, generation: int, as_at: datetime.datetime | None = None):
        """The entries of an index, up to a moment if one is given."""
        rows = self.filter(generation=generation)
        return rows if as_at is None else rows.filter(recorded_at__lte=as_at)

    def among(self, names: set[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of these (kind, slug) that are here. One query; none if no names are given."""
        if not names:
            return set()
        rows = self.filter(kind__in={kind for kind, _ in names}, slug__in={s for _, s in names})
        return names & set(rows.values_list("kind", "slug"))

    # By what they hold

    def with_lifecycle(self, day: datetime.date):
        """Annotated with `lifecycle`, its `reason`, `expiry` (EDTF) and its last day, `expires_on`.

        Periods cover all of time without overlap, so the join gives one row each.
        """
        if "lifecycle" in self.query.annotations:
            return self
        return self.filter(periods__starts_on__lte=day, periods__ends_on__gte=day).annotate(
            lifecycle=F("periods__lifecycle"),
            reason=F("periods__reason"),
            expiry=F("periods__expiry"),
            expires_on=F("periods__expires_on"),
        )

    def with_body(self):
        """Annotated with `text_of_body`: the body in today's shape, as JSON text."""
        return self.annotate(text_of_body=Coalesce("body", "edition__body"))

    def in_order(self, keys: list[int]) -> list["Entry"]:
        """These entries in this order. One query."""
        found = {entry.pk: entry for entry in self.filter(pk__in=keys).defer("body").order_by()}
        return [found[key] for key in keys]


class Entry(models.Model):
    """What one edition, of any kind, is filtered and ordered by."""

    generation = models.PositiveSmallIntegerField()
    # The generation again while the register lists this entry; null once it is superseded or
    # removed. One column for both, so that the lists of today need one database index.
    current_in = models.PositiveSmallIntegerField(null=True)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")

    # Of the edition
    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=120, db_index=False)
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=Action.choices)
    is_listed = models.BooleanField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    # Records of this kind that the register listed once this edition was published.
    listed_count = models.PositiveIntegerField()

    # Of its body
    title = models.CharField(max_length=300)
    reference = models.CharField(max_length=20, blank=True)
    owner = models.SlugField(max_length=200, db_index=False)
    starts_from = models.DateField(null=True)
    facts = models.TextField(default="{}")  # what the API derives from it, as a JSON object
    body = models.TextField(null=True)  # noqa: DJ001 (null: the edition's own is in today's shape)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["generation", "edition"], name="entry_once"),
            models.UniqueConstraint(
                fields=["generation", "kind", "slug", "number"], name="entry_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["current_in", "kind", "title", "id"], name="entry_title"),
            models.Index(fields=["current_in", "kind", "slug"], name="entry_slug"),
            models.Index(fields=["current_in", "kind", "reference", "id"], name="entry_reference"),
            models.Index(fields=["current_in", "kind", "starts_from", "id"], name="entry_starts"),
            models.Index(
                fields=[
                    *("generation", "kind", "title", "id"),
                    *("recorded_at", "superseded_at", "is_listed"),
                ],
                name="entry_as_at",
            ),
            models.Index(fields=["generation", "kind", "recorded_at"], name="entry_history"),
        ]

    def __str__(self):
        return f"{self.title} (edition {self.number})"

    def get_absolute_url(self):
        return kinds.get(self.kind).page_of(self.slug)

    @cached_property
    def content(self) -> dict:
        """The body, of an entry read `with_body`."""
        return json.loads(self.text_of_body)

    @cached_property
    def derived(self) -> dict:
        """What the API derives from the body, the same on every day."""
        return json.loads(self.facts)
