"""Who takes part in what: counted over every kind of record."""

from django.db.models import Count, F

from register import kinds
from register.question import Question


def record_counts(question: Question) -> dict[int, int]:
    """Listed records in which each organisation takes part, by its primary key. One query."""
    counts = [
        kind.published.objects.as_at(question.as_at)
        .listed()
        .filter(organisations__isnull=False)
        .order_by()
        .values_list(F("organisations"))
        .annotate(records=Count("pk"))
        for kind in kinds.every()
    ]
    totals: dict[int, int] = {}
    for organisation, records in counts[0].union(*counts[1:], all=True):
        totals[organisation] = totals.get(organisation, 0) + records
    return totals
