"""The law on agreements, and the office's policy, as rules that read a body.

The same code checks a draft, an edition and the register as at any date. Each rule is in one place,
with its citation, its address, its severity and what to do about it.
"""

import datetime

from register.index import FindingSpan

from . import (
    arrangement,
    base,
    capacities,
    dates,
    days,
    emergency,
    facts,
    fire,
    other_powers,
    parties,
    police,
    publication,
    recorded,
    review,
)
from .base import OFFICE_POLICY, Finding, List, Rule, Severity, findings
from .status import section_22a_status

__all__ = [
    "BY_ID",
    "OFFICE_POLICY",
    "RULES",
    "Finding",
    "List",
    "Rule",
    "Severity",
    "check",
    "findings_by_day",
    "judged",
    "section_22a_status",
]

EVERY: tuple[Rule, ...] = (
    *recorded.RULES,
    *capacities.RULES,
    *parties.RULES,
    *police.RULES,
    *emergency.RULES,
    *fire.RULES,
    *other_powers.RULES,
    *facts.RULES,
    *publication.RULES,
    *dates.RULES,
    *review.RULES,
    *arrangement.RULES,
)
RULES = tuple(map(arrangement.limited, EVERY))

BY_ID = {rule.id: rule for rule in RULES}


def check(body: dict, on: datetime.date) -> list[Finding]:
    """Everything that is wrong with the body on the day, in the order of the rules."""
    return list(findings(RULES, body, on))


def findings_by_day(body: dict) -> list[FindingSpan]:
    """The same on every day there is, as runs of days: for the index."""
    return days.findings_by_day(RULES, body)


def judged(body: dict) -> str:
    """Which of them can judge the body: for the index."""
    return base.judged(RULES, body)
