"""Kinds whose records begin and end: the index stores their lifecycle as periods of time."""

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F

from ..spans import Span, parse
from .published import Published, PublishedQuerySet


class DatedQuerySet(PublishedQuerySet):
    def on(self, day: datetime.date):
        """Annotated with `lifecycle`, `binding_expiry` (EDTF) and its last day, `expires_by`.

        Periods cover all of time without overlap, so the join gives one row each.
        """
        return self.filter(periods__starts_on__lte=day, periods__ends_on__gte=day).annotate(
            lifecycle=F("periods__lifecycle"),
            expires_by=F("periods__expires_on"),
            binding_expiry=F("periods__expiry"),
        )

    def expiring(self, first: datetime.date, last: datetime.date):
        """Those under way, of rows annotated by `on`, that expire between two days."""
        return self.filter(
            lifecycle=self.model.under_way, expires_by__gte=first, expires_by__lte=last
        )


class DatedPublished(Published):
    """Index row of a kind whose records begin and end. The kind's own Period names it."""

    under_way: ClassVar[str]  # the lifecycle between beginning and end

    starts_from = models.DateField(null=True)
    is_start_recorded = models.BooleanField()

    objects = DatedQuerySet.as_manager()

    class Meta(Published.Meta):
        abstract = True

    @classmethod
    def spans(cls, body: dict) -> list[Span]:
        """All of time, by the lifecycle that the body gives it."""
        raise NotImplementedError

    @classmethod
    def columns(cls, body):
        start = parse(body["starts_on"])
        return {"starts_from": start.first if start else None, "is_start_recorded": bool(start)}

    def judge(self, on):
        span = next(span for span in self.spans(self.body) if span.ends_on >= on)
        self.lifecycle = span.lifecycle
        self.expires_by = span.expiry.last if span.expiry else None
        self.binding_expiry = str(span.expiry) if span.expiry else None

    def facts(self):
        return {"lifecycle": self.lifecycle, "is_start_recorded": self.is_start_recorded}

    def index_relations(self, body):
        rows = self._meta.get_field("periods")
        rows.related_model.objects.bulk_create(
            rows.related_model(
                **{rows.field.name: self},
                starts_on=span.starts_on,
                ends_on=span.ends_on,
                lifecycle=span.lifecycle,
                expires_on=span.expiry.last if span.expiry else None,
                expiry=str(span.expiry) if span.expiry else None,
            )
            for span in self.spans(body)
        )


class Period(models.Model):
    """A span as the index stores it. A kind adds the row it is of, related as `periods`."""

    starts_on = models.DateField()
    ends_on = models.DateField()
    lifecycle = models.CharField(max_length=12)
    expires_on = models.DateField(null=True)
    expiry = models.CharField(max_length=12, null=True)  # noqa: DJ001 (null: not recorded)

    class Meta:
        abstract = True
        ordering = ["starts_on"]

    def __str__(self):
        return f"{self.starts_on} to {self.ends_on}: {self.lifecycle}"
