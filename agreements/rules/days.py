"""What the rules find on every day there is, as runs of days: what the index stores of a body."""

import datetime
from collections.abc import Iterable, Iterator

from organisations.dates import PartialDate
from register.index import FindingSpan

from .. import terms
from ..terms import DAY, parse
from .base import Rule
from .facts import ACT_OF_2017_IN_FORCE, SECTION_22A_AMENDED, SECTION_22A_IN_FORCE
from .review import interval, months_after

STATUTES = {SECTION_22A_IN_FORCE, SECTION_22A_AMENDED, ACT_OF_2017_IN_FORCE}


def findings_by_day(rules: Iterable[Rule], body: dict) -> list[FindingSpan]:
    """Each finding with the runs of days on which it is made, in the order of the rules."""
    starts = sorted({datetime.date.min, *turning_days(body)})
    ends = [*(day - DAY for day in starts[1:]), datetime.date.max]
    runs = list(zip(starts, ends, strict=True))
    return [found for place, rule in enumerate(rules) for found in _spans(rule, place, body, runs)]


def _spans(rule: Rule, place: int, body: dict, runs) -> Iterator[FindingSpan]:
    if not rule.follows_the_day:
        runs = [(datetime.date.min, datetime.date.max)]
    open_since: dict[str, datetime.date] = {}
    for starts_on, _ in runs:
        found = list(rule.messages(body, starts_on))
        for message in [message for message in open_since if message not in found]:
            yield FindingSpan(
                rule.id, place, open_since.pop(message), starts_on - DAY, message
            )
        for message in found:
            open_since.setdefault(message, starts_on)
    for message, since in open_since.items():
        yield FindingSpan(rule.id, place, since, datetime.date.max, message)


def turning_days(body: dict) -> set[datetime.date]:
    """Every day on which a rule may begin or cease to find something; more do no harm."""
    days = set(STATUTES)
    for date in _dates(body):
        days |= {date.first, date.last, date.last + DAY}
    reviewed = [parse(review["reviewed_on"]) for review in body["reviews"]]
    for date in filter(None, [terms.made_on(body), *reviewed]):
        days.add(months_after(date.last, interval()) + DAY)
    return days


def _dates(body: dict) -> Iterator[PartialDate]:
    """Every date of the body that a rule compares with the day."""
    tables = {
        "variations": ("effective_on", "made_on", "new_expires_on"),
        "parties": ("joined_on", "left_on"),
        "reviews": ("reviewed_on", "next_review_on"),
    }
    texts = [body[name] for name in ("decided_on", "signed_on", "starts_on", "expires_on")]
    for table, names in tables.items():
        texts += [row[name] for row in body[table] for name in names]
    withheld = (document["withheld"] for document in body["documents"])
    texts += [one["review_on"] for one in withheld if one]
    yield from map(parse, filter(None, texts))
