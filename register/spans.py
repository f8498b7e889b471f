"""A lifecycle on any day, worked out as spans that cover all of time without overlap.

A lifecycle only changes on a handful of days: where a date of the body begins, or has passed, or
where what was last known of it is too old.
"""

import calendar
import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from organisations.dates import PartialDate

if TYPE_CHECKING:
    from .lifecycle import State

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A run of days, both ends included, with one lifecycle and one expiry that binds."""

    starts_on: datetime.date
    ends_on: datetime.date
    lifecycle: str
    expiry: PartialDate | None
    reason: str = ""  # why it is so, in words
    cause: str = ""  # why it is not confirmed, as it is counted


ALL_TIME = Span(datetime.date.min, datetime.date.max, "", None)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on; the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return day.replace(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@lru_cache(maxsize=20_000)
def parse(text: str | None) -> PartialDate | None:
    """A date of a body; None is "not recorded"."""
    return PartialDate.parse(text) if text else None


def spans(
    turning_days: Iterable[datetime.date],
    state_on: Callable[[datetime.date], "State"],
    expiry_on: Callable[[datetime.date], PartialDate | None],
) -> list[Span]:
    """All of time, cut where the lifecycle or the expiry changes."""
    starts = sorted({datetime.date.min, *turning_days})
    held = {start: (state_on(start), expiry_on(start)) for start in starts}
    kept = starts[:1] + [day for before, day in pairwise(starts) if held[day] != held[before]]
    ends = [day - DAY for day in kept[1:]] + [datetime.date.max]
    return [
        Span(start, end, state.lifecycle, expiry, state.reason, state.cause)
        for start, end in zip(kept, ends, strict=True)
        for state, expiry in [held[start]]
    ]
