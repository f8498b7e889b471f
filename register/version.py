"""The register version: one short text that changes whenever anything public does.

It is the key of every cache and ETag. Read it before the bodies it stands for, on the same
connection: then a body can be newer than its version, never older.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Subquery

from organisations.models import ReferenceVersion

from .models import LedgerHead


@dataclass(frozen=True)
class RegisterVersion:
    """Head sequence, prefix of the head hash, version of the reference data; when each was made."""

    sequence: int
    hash: str
    recorded_at: datetime.datetime | None
    reference: str
    renewed_at: datetime.datetime | None = None

    def __str__(self):
        return f"{self.sequence}-{self.hash[:12]}-{self.reference}"

    @property
    def changed_at(self) -> datetime.datetime | None:
        """When anything public last changed: an edition or the reference data."""
        return max(filter(None, (self.recorded_at, self.renewed_at)), default=None)

    @classmethod
    def read(cls) -> "RegisterVersion":
        """One query. An empty register has sequence 0."""
        reference = ReferenceVersion.objects.all()
        head = (
            LedgerHead.objects.annotate(
                reference=Subquery(reference.values("value")[:1]),
                renewed_at=Subquery(reference.values("renewed_at")[:1]),
            )
            .filter(pk=1)
            .first()
        )
        if head is None:
            head, present = LedgerHead(), ReferenceVersion.present()
            head.reference, head.renewed_at = present.value, present.renewed_at
        return cls(
            head.sequence, head.hash, head.recorded_at, head.reference or "", head.renewed_at
        )
