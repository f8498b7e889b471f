"""Where a record stands on a day, and why: never more certain than what is recorded.

A kind says what it knows of a record's time (`Course`); what follows from it is the same for all.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings

from organisations.dates import PartialDate

from .spans import DAY, months_after

# What the lifecycles of every kind have in common, besides the kind's own words.
PROPOSED, NOT_CONFIRMED, NOT_RECORDED = "proposed", "not_confirmed", "not_recorded"
# Why something is not confirmed, as it is counted.
PAST_END, LAST_KNOWN, IN_DOUBT = "past_end", "last_known", "in_doubt"


@dataclass(frozen=True)
class State:
    """A lifecycle, the reason in words, and of what is not confirmed the cause that is counted."""

    lifecycle: str
    reason: str = ""
    cause: str = ""


@dataclass(frozen=True)
class Course:
    """What is known of a record's time on a day, and how its kind speaks of it."""

    under_way: str  # the lifecycle between beginning and end
    over: str  # the lifecycle after its end
    words: str  # of what is under way: "in force"
    begins: PartialDate | None
    ends: PartialDate | None
    # Days on which it is known to have been under way, each with the words before its date.
    known: Mapping[PartialDate, str] = field(default_factory=dict)
    start: str = "recorded start"
    end: str = "recorded end"
    is_end_planned: bool = False  # a plan: when it has passed, nobody knows what came of it
    # What is not known when an end in doubt has passed.
    doubt: str = "whether it went on is not known"
    without_end: str = "its end is not recorded"


def confirmed_for() -> int:
    """For how many months a confirmation holds where no end is recorded."""
    return settings.CONFIRMED_FOR_MONTHS


def known_dates(*pairs: tuple[PartialDate | None, str]) -> dict[PartialDate, str]:
    """Dates that show it under way, with their words; a date in doubt shows nothing."""
    return {date: words for date, words in pairs if date and not date.is_uncertain}


def turning_days(known: Mapping[PartialDate, str]) -> Iterator[datetime.date]:
    """The days on which what is known of it begins, or ceases, to hold."""
    for date in known:
        yield date.first
        yield months_after(date.last, confirmed_for()) + DAY


def state_on(course: Course, day: datetime.date) -> State:
    """A start counts from its first day, an end to its last."""
    begins, ends = course.begins, course.ends
    if begins and day < begins.first and not _is_known_earlier(course, begins, day):
        return _before(course, begins)
    if ends is None:
        return _without_end(course, day)
    if day <= ends.last:
        return State(course.under_way, _until(course, ends))
    if not (ends.is_marked or course.is_end_planned):
        words = f"past its {course.end}, {ends.display()}; nothing recorded says that it went on"
        return State(course.over, words)
    if (last := _last(course)) and last.last > ends.last:
        return _since(course, last, day, f"after its {course.end}, {_plain(ends)}")
    words = f"past its {course.end}, {_plain(ends)}; {course.doubt}"
    return State(NOT_CONFIRMED, words, PAST_END)


def _is_known_earlier(course: Course, begins: PartialDate, day: datetime.date) -> bool:
    """Whether it was under way by the day although its start, which is in doubt, is later."""
    return begins.is_marked and any(date.first <= day for date in course.known)


def _before(course: Course, begins: PartialDate) -> State:
    words = f"before its {course.start}, {begins.display()}"
    if not begins.is_marked:
        return State(PROPOSED, words)
    return State(NOT_CONFIRMED, f"{words}; whether it had begun is not known", IN_DOUBT)


def _until(course: Course, ends: PartialDate) -> str:
    until = f"until its {course.end}, {ends.display()}"
    if course.begins is None:
        return f"its start is not recorded, so it counts as {course.words} {until}"
    return f"from its {course.start}, {course.begins.display()}, {until}"


def _without_end(course: Course, day: datetime.date) -> State:
    last = _last(course)
    if last is None:
        if course.begins is None:
            return State(NOT_RECORDED, "neither a start nor an end is recorded")
        words = f"its {course.start}, {_plain(course.begins)}, is in doubt; not known since"
        return State(NOT_CONFIRMED, words, IN_DOUBT)
    first = min(course.known, key=lambda date: date.first)
    if course.begins is None and day < first.first:
        return State(NOT_RECORDED, f"its start is not recorded; {_said(course, first)}")
    return _since(course, last, day, course.without_end)


def _since(course: Course, last: PartialDate, day: datetime.date, end: str) -> State:
    """Under way, until what was last known of it is too old."""
    if day <= months_after(last.last, confirmed_for()):
        return State(course.under_way, f"{_said(course, last)}; {end}")
    return State(NOT_CONFIRMED, f"{_said(course, last)}; not known since", LAST_KNOWN)


def _last(course: Course) -> PartialDate | None:
    return max(course.known, key=lambda date: date.last, default=None)


def _said(course: Course, date: PartialDate) -> str:
    return f"{course.known[date]} {date.display()}"


def _plain(date: PartialDate) -> str:
    """The date without “(uncertain)”, in a sentence that says already what is not known."""
    return PartialDate(date.text.removesuffix("?")).display()
