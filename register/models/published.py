"""The index over the ledger: one row an edition, with what the public filters and orders by.

Nothing stands here that the ledger does not say; `manage.py reindex` rebuilds it.
"""

import datetime
import json
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from organisations.models import Organisation

from .. import kinds
from ..canonical import canonical
from .edition import Action, Edition
from .search import SearchDocument
from .standing import StandingQuerySet, standing_at

FIRE_KINDS = {"fire_service", "fire_authority"}


class PublishedQuerySet(StandingQuerySet):
    def with_body(self):
        return self.select_related("edition")

    def on(self, day: datetime.date):
        """Annotated with what depends on the day asked about; a kind with dates overrides it."""
        return self

    def involving(self, organisations):
        """Rows that name one or more of the organisations (primary keys)."""
        named = self.model.organisations.through.objects.filter(
            organisation_id__in=list(organisations)
        )
        return self.filter(pk__in=named.values(self.model._meta.model_name))

    def add(self, edition: Edition) -> "Published":
        """Index an edition: its row, its organisations and its links; the row before it ends."""
        previous = self.filter(slug=edition.slug, superseded_at__isnull=True).first()
        if previous:
            previous.superseded_at = edition.recorded_at
            previous.save(update_fields=["superseded_at"])
        body = edition.content
        is_listed = edition.action == Action.PUBLISHED or (
            edition.action == Action.ERASED and previous is not None and previous.is_listed
        )
        row = self.model.of(edition, body, is_listed=is_listed)
        row.save(force_insert=True)
        slugs = {organisation["slug"] for organisation in self.model.taking_part(body)}
        row.organisations.set(Organisation.objects.filter(slug__in=slugs))
        row.index_relations(body)
        Link.objects.replace(row, previous, self.model.links(body))
        SearchDocument.objects.add(row, body)
        return row

    def rebuild(self, slug: str | None = None) -> int:
        """Make the index anew from the ledger, of one record or of all. Returns the rows made."""
        of_record = {"slug": slug} if slug else {}
        for index in (Link, SearchDocument):
            index.objects.filter(kind=self.model.kind, **of_record).delete()
        self.filter(**of_record).delete()
        editions = Edition.objects.filter(kind=self.model.kind, **of_record)
        made = sum(1 for edition in editions.iterator() if self.add(edition))
        SearchDocument.objects.forget()
        return made


class Published(models.Model):
    """Index row of one edition; each kind adds its own columns."""

    kind: ClassVar[str]
    linking: ClassVar[tuple[str, ...]] = ()  # keys of the body under which it names other records

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="+")
    slug = models.SlugField(max_length=120, db_index=False)
    number = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=Action.choices)
    is_listed = models.BooleanField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=300)
    owner = models.SlugField(max_length=200, db_index=False)
    with_fire = models.BooleanField()
    organisations = models.ManyToManyField(Organisation, related_name="%(class)ss")

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["title", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "number"], name="%(class)s_number_once"),
            models.UniqueConstraint(
                fields=["slug"],
                condition=models.Q(superseded_at__isnull=True),
                name="%(class)s_one_current",
            ),
        ]
        indexes = [
            models.Index(
                fields=["title", "slug"],
                condition=models.Q(superseded_at__isnull=True, is_listed=True),
                name="%(class)s_title",
            ),
            models.Index(fields=["recorded_at"], name="%(class)s_recorded"),
            models.Index(
                fields=["owner"],
                condition=models.Q(superseded_at__isnull=True),
                name="%(class)s_owner",
            ),
        ]

    def __str__(self):
        return f"{self.title} (edition {self.number})"

    def get_absolute_url(self):
        return reverse(f"{kinds.get(self.kind).namespace}:detail", args=[self.slug])

    @cached_property
    def body(self) -> dict:
        return self.edition.content

    @property
    def body_text(self) -> str:
        """The stored text as it is, unless its shape is an old one."""
        if f'"schema":"{kinds.get(self.kind).schema}"' in self.edition.body:
            return self.edition.body
        return json.dumps(self.body, ensure_ascii=False)

    @classmethod
    def of(cls, edition: Edition, body: dict, is_listed: bool) -> "Published":
        """The row of an edition; not saved."""
        return cls(
            edition=edition,
            slug=edition.slug,
            number=edition.number,
            action=edition.action,
            is_listed=is_listed,
            recorded_at=edition.recorded_at,
            title=body["title"][:300],  # an erasure can make it longer than it was
            owner=body["owner"]["slug"],
            with_fire=any(map(_is_fire, cls.taking_part(body))),
            **cls.columns(body),
        )

    @classmethod
    def drafted(cls, record, body: dict, on: datetime.date) -> "Published":
        """The row that the record's next edition would have; never saved. For the preview."""
        previous = record.current_edition
        edition = Edition(
            kind=cls.kind,
            slug=record.slug,
            number=previous.number + 1 if previous else 1,
            action=Action.PUBLISHED,
            recorded_at=timezone.now(),
            body=canonical(body),
        )
        row = cls.of(edition, body, is_listed=True)
        row.judge(on)
        return row

    def judge(self, on: datetime.date) -> None:
        """Set what the query set's `on` annotates, from the body."""

    def facts(self) -> dict:
        """What the API says of the edition besides its body, derived for the day asked about."""
        return {}

    @classmethod
    def columns(cls, body: dict) -> dict:
        """The kind's own columns, from the body alone."""
        return {}

    @classmethod
    def taking_part(cls, body: dict) -> list[dict]:
        """The organisations that take part, as the body names them; one may come twice."""
        return [entry["organisation"] for entry in body["organisations"]]

    @classmethod
    def links(cls, body: dict) -> list[tuple[str, str, str]]:
        """(relation, kind, slug) of the other records the body names."""
        named = ((key, other) for key in cls.linking for other in _as_list(body[key]))
        return [(key, other["kind"], other["slug"]) for key, other in named]

    def index_relations(self, body: dict) -> None:
        """Rows of the kind's own child tables."""


def _as_list(value) -> list:
    return value if isinstance(value, list) else [value] if value else []


def _is_fire(organisation: dict) -> bool:
    return organisation["kind"] in FIRE_KINDS or organisation["is_fire_authority"]


class LinkQuerySet(models.QuerySet):
    def to(self, kind: str, slug: str, moment: datetime.datetime | None):
        """Links from listed records to this one, as they stood at the moment."""
        return self.filter(standing_at(moment), to_kind=kind, to_slug=slug, is_listed=True)

    def replace(self, row: Published, previous: Published | None, links) -> None:
        if previous:
            self.filter(edition_id=previous.pk).update(superseded_at=row.recorded_at)
        self.bulk_create(
            self.model(
                edition_id=row.pk,
                relation=relation,
                kind=row.kind,
                slug=row.slug,
                title=row.title,
                to_kind=to_kind,
                to_slug=to_slug,
                is_listed=row.is_listed,
                recorded_at=row.recorded_at,
            )
            for relation, to_kind, to_slug in links
        )


class Link(models.Model):
    """From an edition to another record, so that a page can show what names it.

    By (kind, slug), not foreign key: agreements show their teams without importing teams.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    relation = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=120, db_index=False)
    title = models.CharField(max_length=300)
    to_kind = models.CharField(max_length=20)
    to_slug = models.SlugField(max_length=120, db_index=False)
    is_listed = models.BooleanField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "title", "slug"]
        indexes = [models.Index(fields=["to_kind", "to_slug"], name="link_to")]

    def __str__(self):
        return f"{self.kind} {self.slug} → {self.to_kind} {self.to_slug}"

    def get_absolute_url(self):
        return reverse(f"{kinds.get(self.kind).namespace}:detail", args=[self.slug])
