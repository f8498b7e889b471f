"""What the rules find on every day there is, as runs of days: what the index stores of a body."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from organisations.dates import PartialDate
from register.index import FindingSpan
from register.spans import months_after

from .. import terms
from ..terms import DAY, parse
from .base import Rule
from .readings import (
    ACT_OF_2017_IN_FORCE,
    SECTION_22A_AMENDED,
    SECTION_22A_IN_FORCE,
    is_made,
    is_s22a,
)
from .review import interval

STATUTES = {SECTION_22A_IN_FORCE, SECTION_22A_AMENDED, ACT_OF_2017_IN_FORCE}


def findings_by_day(rules: Sequence[Rule], body: dict, first=0) -> list[FindingSpan]:
    """Each finding with the runs of days on which it is made, in the order of the rules.

    `first` is the place of the first of these rules among those of all kinds.
    """
    starts = sorted({datetime.date.min, *turning_days(body)})
    ends = [*(day - DAY for day in starts[1:]), datetime.date.max]
    runs = list(zip(starts, ends, strict=True))
    numbered = enumerate(rules, first)
    return [found for place, rule in numbered for found in _spans(rule, place, body, runs)]


def timeless(rules: Sequence[Rule], body: dict, first: int) -> list[FindingSpan]:
    """The same of rules that look at no day."""
    every_day = [(datetime.date.min, datetime.date.max)]
    numbered = enumerate(rules, first)
    return [found for place, rule in numbered for found in _spans(rule, place, body, every_day)]


def _spans(rule: Rule, place: int, body: dict, runs) -> Iterator[FindingSpan]:
    if not rule.follows_the_day:
        runs = [(datetime.date.min, datetime.date.max)]
    open_since: dict[str, datetime.date] = {}
    for starts_on, _ in runs:
        found = list(rule.messages(body, starts_on))
        for message in [message for message in open_since if message not in found]:
            yield FindingSpan(rule.id, place, open_since.pop(message), starts_on - DAY, message)
        for message in found:
            open_since.setdefault(message, starts_on)
    for message, since in open_since.items():
        yield FindingSpan(rule.id, place, since, datetime.date.max, message)


def turning_days(body: dict) -> set[datetime.date]:
    """Every day on which a rule may begin or cease to find something; more do no harm."""
    counted = [v["effective_on"] or v["made_on"] for v in body["variations"]]
    begins = [body["starts_on"], body["signed_on"], *counted]
    begins += [party["joined_on"] for party in body["parties"]]
    begins += [review["reviewed_on"] for review in body["reviews"]]
    ends = [body["expires_on"], *(v["new_expires_on"] for v in body["variations"])]
    ends += [party["left_on"] for party in body["parties"]]
    ends += [review["next_review_on"] for review in body["reviews"]]
    withheld = (document["withheld"] for document in body["documents"])
    passes = [body["signed_on"], *(one["review_on"] for one in withheld if one)]
    days = {date.first for date in _dates(begins)} | terms.turning_days(body)
    days |= {date.last + DAY for date in _dates(ends)} | {date.last for date in _dates(passes)}
    reviewed = [parse(review["reviewed_on"]) for review in body["reviews"]]
    for date in filter(None, [terms.made_on(body), *reviewed]):
        days.add(months_after(date.last, interval()) + DAY)
    # The law of the day matters to what is only proposed, and to section 22A on any day.
    return days | STATUTES if is_s22a(body) or not is_made(body) else days


def _dates(texts: Iterable[str | None]) -> Iterator[PartialDate]:
    return map(parse, filter(None, texts))
