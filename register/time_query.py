"""What a reader asks about time, read from the address. These are two separate questions:

`as_at` (a moment): what did the register say then?  `on` (a date): is it in force then?
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.utils import timezone

from organisations.directory import Directory

from .models.edition import CLOCK_TOLERANCE
from .version import LONDON, RegisterVersion

PARAMETERS = frozenset({"as_at", "on"})
# An answer about a moment that is older does not change any more.
FINAL_AFTER = datetime.timedelta(seconds=60)


class BadParameters(Exception):
    """Query parameters that cannot be answered: what is wrong, by parameter."""

    def __init__(self, problems: dict[str, str]):
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True)
class TimeQuery:
    """The moment and the day that a reader asks about, and the register version of the answer."""

    as_at: datetime.datetime | None  # UTC; None asks about now
    on: datetime.date
    version: RegisterVersion
    parameters: dict[str, str] = field(default_factory=dict)  # as_at and on as given

    @classmethod
    def read(
        cls, params, accepted=frozenset(), times=PARAMETERS, version: RegisterVersion | None = None
    ) -> "TimeQuery":
        """From query parameters: `times` are those read here, `accepted` those that the view reads.

        The answer will be kept under `version`.

        Raises BadParameters for an unknown parameter and for a time that cannot be read.
        """
        problems = {
            name: "There is no such parameter here."
            for name in params
            if name not in times | accepted
        }
        version = version or RegisterVersion.read()
        answers: dict[str, Any] = {}
        parsers: dict[str, Callable[[str], Any]] = {
            "as_at": partial(parse_as_at, newest=version.recorded_at),
            "on": parse_on,
        }
        for name, parse in parsers.items():
            try:
                answers[name] = parse(_single(params, name))
            except ValueError as error:
                problems[name] = str(error)
        if problems:
            raise BadParameters(problems)
        as_at = answers["as_at"]
        present = timezone.localdate(as_at, LONDON)
        return cls(
            as_at=as_at,
            on=answers["on"] or present,
            version=version,
            parameters={name: params[name] for name in ("as_at", "on") if params.get(name)},
        )

    @cached_property
    def directory(self) -> Directory:
        return Directory.at(self.version.reference)

    @property
    def on_given(self) -> bool:
        return "on" in self.parameters


def parse_as_at(text: str, newest: datetime.datetime | None = None) -> datetime.datetime | None:
    """The moment asked for, in UTC. A bare date is the end of that day in London; today is now.

    `newest` is the moment of the last edition. Clocks are set right and servers' clocks differ, so
    it can be a little ahead of this one: then it is now, and so is the last minute.
    Raises ValueError with words for the reader: unreadable, without offset, in the future.
    """
    if not text:
        return None
    clock = now = timezone.now()
    if newest and clock < newest <= clock + CLOCK_TOLERANCE:
        now = newest
    # A + in an address arrives as a space.
    text = text.strip().replace(" ", "+")
    if len(text) == len("2021-06-01"):
        day = _day(text)
        if day in {clock.astimezone(LONDON).date(), now.astimezone(LONDON).date()}:
            return now
        moment = datetime.datetime.combine(day, datetime.time.max, LONDON)
    else:
        try:
            moment = datetime.datetime.fromisoformat(text)
        except ValueError:
            raise ValueError(_AS_AT_FORM) from None
        if moment.tzinfo is None:
            raise ValueError(_AS_AT_FORM)
    try:
        moment = moment.astimezone(datetime.UTC)
        moment.astimezone(LONDON)  # Pages show it in London time, in which year 1 began later.
    except OverflowError:
        raise ValueError(_AS_AT_FORM) from None
    if moment > now:
        raise ValueError("It is in the future: the register cannot know what it will say then.")
    return now if now != clock and moment > clock - FINAL_AFTER else moment


_AS_AT_FORM = (
    "Give a date, such as 2021-06-01, or a moment with its offset, such as 2021-06-01T09:00:00Z."
)


def parse_on(text: str) -> datetime.date | None:
    """A date as 2021-06-01. Raises ValueError with words for the reader."""
    return _day(text) if text else None


def _day(text: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(text)
        if day.isoformat() != text:  # 20210601 and 2021-W22-2 are ISO 8601 too
            raise ValueError
        return day
    except ValueError:
        raise ValueError("Give a date that exists, such as 2021-06-01.") from None


def _single(params, name: str) -> str:
    values = params.getlist(name)
    if len(values) > 1:
        raise ValueError("Give it once.")
    return values[0] if values else ""
