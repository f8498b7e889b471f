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
    """Head sequence, prefix of the head hash, versions of the reference data and of notices that
    are in no edition; when each was made.
    """

    sequence: int
    hash: str
    recorded_at: datetime.datetime | None
    reference: str
    renewed_at: datetime.datetime | None = None
    generation: int = 1  # of the index in use; not part of the version
    notices: str = ""  # empty until there was one
    noticed_at: datetime.datetime | None = None

    def __str__(self):
        version = f"{self.sequence}-{self.hash[:12]}-{self.reference}"
        return f"{version}-{self.notices}" if self.notices else version

    @property
    def changed_at(self) -> datetime.datetime | None:
        """When anything public last changed: an edition, the reference data or a notice."""
        moments = (self.recorded_at, self.renewed_at, self.noticed_at)
        return max(filter(None, moments), default=None)

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
            row = [
                as_moment(value) if place in _MOMENTS else value for place, value in enumerate(row)
            ]
        return cls(*row)


_QUERY = """
    SELECT head.sequence, head.hash, head.recorded_at, reference.value, reference.renewed_at,
           head.generation, head.notices, head.noticed_at
    FROM register_ledgerhead head, organisations_referenceversion reference"""
_MOMENTS = {2, 4, 7}  # places in the row


def _row() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(_QUERY)
        return cursor.fetchone()


def as_moment(value: str | datetime.datetime | None) -> datetime.datetime | None:
    """A moment as SQLite keeps it: text, in UTC."""
    if isinstance(value, str):
        value = datetime.datetime.fromisoformat(value)
    return value and value.replace(tzinfo=datetime.UTC)
