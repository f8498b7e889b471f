"""A lifecycle on any day, worked out as spans that cover all of time without overlap.

A lifecycle only changes on a handful of days: where a date of the body begins, or has passed.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from organisations.dates import PartialDate

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A run of days, both ends included, with one lifecycle and one expiry that binds."""

    starts_on: datetime.date
    ends_on: datetime.date
    lifecycle: str
    expiry: PartialDate | None


ALL_TIME = Span(datetime.date.min, datetime.date.max, "", None)


@lru_cache(maxsize=20_000)
def parse(text: str | None) -> PartialDate | None:
    """A date of a body; None is "not recorded"."""
    return PartialDate.parse(text) if text else None


def spans(
    turning_days: Iterable[datetime.date],
    lifecycle_on: Callable[[datetime.date], str],
    expiry_on: Callable[[datetime.date], PartialDate | None],
) -> list[Span]:
    """All of time, cut where the lifecycle or the expiry may change."""
    starts = sorted({datetime.date.min, *turning_days})
    ends = [day - DAY for day in starts[1:]] + [datetime.date.max]
    return [
        Span(start, end, lifecycle_on(start), expiry_on(start))
        for start, end in zip(starts, ends, strict=True)
    ]
