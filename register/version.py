"""The register version: one short text that changes whenever anything public does.

It is the key of every cache and ETag. Read it before the bodies, on the same connection: then a
body can be newer than its version, never older.
"""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import OperationalError, connection

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class RegisterVersion:
    """Head sequence, prefix of the head hash, version of the reference data; when each was made."""

    sequence: int
    hash: str
    recorded_at: datetime.datetime | None
    reference: str
    renewed_at: datetime.datetime | None = None
    generation: int = 1  # of the index in use; not part of the version

    def __str__(self):
        return f"{self.sequence}-{self.hash[:12]}-{self.reference}"

    @property
    def changed_at(self) -> datetime.datetime | None:
        """When anything public last changed: an edition or the reference data."""
        return max(filter(None, (self.recorded_at, self.renewed_at)), default=None)

    @classmethod
    def read(cls) -> "RegisterVersion":
        """One query, written as SQL because every public answer begins with it."""
        # This query replaces Django's own check that a kept connection works, which costs as much.
        connection.health_check_done = True
        try:
            row = _row()
        except OperationalError:
            if connection.in_atomic_block:
                raise
            connection.close()
            row = _row()
        if connection.vendor == "sqlite":
            row = [*row[:2], as_moment(row[2]), row[3], as_moment(row[4]), row[5]]
        return cls(*row)


_QUERY = """
    SELECT head.sequence, head.hash, head.recorded_at, reference.value, reference.renewed_at,
           head.generation
    FROM register_ledgerhead head, organisations_referenceversion reference"""


def _row() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(_QUERY)
        return cursor.fetchone()


def as_moment(value: str | datetime.datetime | None) -> datetime.datetime | None:
    """A moment as SQLite keeps it: text, in UTC."""
    if isinstance(value, str):
        value = datetime.datetime.fromisoformat(value)
    return value and value.replace(tzinfo=datetime.UTC)
