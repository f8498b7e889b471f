"""What search finds: one document an edition, of every kind, rebuilt by `manage.py reindex`."""

from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.urls import reverse

from .. import kinds
from ..search import engines
from ..search.documents import heading, passages, tokens
from ..search.query import Query
from .edition import Edition
from .standing import StandingQuerySet


class SearchDocumentQuerySet(StandingQuerySet):
    def matching(self, query: Query):
        """Documents of any time that hold what the query wants."""
        engine = engines.of(connection)
        return self.filter(pk__in=RawSQL(engine.MATCHING, [engine.matching(query)]))

    def add(self, row, body: dict) -> None:
        """Make the document of an index row; the one of the edition before it ends."""
        current = self.filter(kind=row.kind, slug=row.slug, superseded_at__isnull=True)
        current.update(superseded_at=row.recorded_at)
        text = "\n".join(passages(kinds.get(row.kind), body))
        self.create(
            edition_id=row.pk,
            kind=row.kind,
            slug=row.slug,
            number=row.number,
            title=row.title,
            reference=body.get("reference") or "",
            text=text,
            tokens=tokens(heading(body), text),
            is_listed=row.is_listed,
            recorded_at=row.recorded_at,
        )

    def forget(self) -> None:
        """See that nothing of deleted documents stays in the engine's own pages."""
        with connection.cursor() as cursor:
            engines.of(connection).forget(cursor)


class SearchDocument(models.Model):
    """What is searched of one edition. Each engine keeps an index of `tokens` beside it."""

    edition = models.OneToOneField(Edition, models.CASCADE, primary_key=True, related_name="+")
    kind = models.CharField(max_length=20)
    slug = models.SlugField(max_length=120, db_index=False)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    reference = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    tokens = models.TextField()
    is_listed = models.BooleanField()
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["title", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug", "number"],
                name="search_document_once",
                violation_error_message="That edition is indexed already.",
            )
        ]

    def __str__(self):
        return f"{self.title} (edition {self.number})"

    def get_absolute_url(self):
        return reverse(f"{kinds.get(self.kind).namespace}:detail", args=[self.slug])
