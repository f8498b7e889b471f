"""The law on agreements, and the office's policy, as rules that read a body.

The same code checks a draft, an edition and the register as at any date. Each rule is in one place,
with its citation, its address, its severity and what to do about it.
"""

import datetime

from register.index import FindingSpan

from . import (
    arrangement,
    capacities,
    dates,
    days,
    emergency,
    fire,
    parties,
    police,
    publication,
    recorded,
    review,
)
from .base import OFFICE_POLICY, Finding, Rule, Severity, findings
from .status import section_22a_status

__all__ = [
    "BY_ID",
    "OFFICE_POLICY",
    "RULES",
    "Finding",
    "Rule",
    "Severity",
    "check",
    "findings_by_day",
    "section_22a_status",
]

RULES: tuple[Rule, ...] = (
    *recorded.RULES,
    *capacities.RULES,
    *parties.RULES,
    *police.RULES,
    *emergency.RULES,
    *fire.RULES,
    *publication.RULES,
    *dates.RULES,
    *review.RULES,
    *arrangement.RULES,
)

BY_ID = {rule.id: rule for rule in RULES}


def check(body: dict, on: datetime.date) -> list[Finding]:
    """Everything that is wrong with the body on the day, in the order of the rules."""
    rules = (rule for rule in RULES if arrangement.judges(rule, body))
    return list(findings(rules, body, on))


def findings_by_day(body: dict) -> list[FindingSpan]:
    """The same on every day there is, as runs of days: for the index."""
    return days.findings_by_day(RULES, body)
