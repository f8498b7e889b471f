"""The one rule of what stands in the register at a moment, for every index over the ledger."""

import datetime

from django.db import models


def standing_at(moment: datetime.datetime | None) -> models.Q:
    """Index rows that stood in the register at the moment (None: that stand now)."""
    if moment is None:
        return models.Q(superseded_at__isnull=True)
    return models.Q(recorded_at__lte=moment) & (
        models.Q(superseded_at__isnull=True) | models.Q(superseded_at__gt=moment)
    )


class StandingQuerySet(models.QuerySet):
    """Rows with `recorded_at`, `superseded_at` and `is_listed`."""

    def as_at(self, moment: datetime.datetime | None):
        return self.filter(standing_at(moment))

    def listed(self):
        """Without what has been removed from the register."""
        return self.filter(is_listed=True)
