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
    """Head sequence, prefix of the head hash, version of the reference data."""

    sequence: int
    hash: str
    recorded_at: datetime.datetime | None
    reference: str

    def __str__(self):
        return f"{self.sequence}-{self.hash[:12]}-{self.reference}"

    @classmethod
    def read(cls) -> "RegisterVersion":
        """One query. An empty register has sequence 0."""
        reference = Subquery(ReferenceVersion.objects.values("value")[:1])
        head = LedgerHead.objects.annotate(reference=reference).filter(pk=1).first()
        if head is None:
            head = LedgerHead()
            head.reference = ReferenceVersion.current()
        return cls(head.sequence, head.hash, head.recorded_at, head.reference or "")
