"""What a rule is, and what it finds. The modules beside this one hold the rules, by theme."""

import datetime
import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextChoices

OFFICE_POLICY = "Office policy"
LONGEST_LIST = 5
Check = Callable[..., Iterable[str]]


class Severity(TextChoices):
    """What a finding asks for.

    Only what would make the publication itself false or unlawful blocks it. An agreement that was
    badly made is still a fact, and section 23E still wants it published: those must be fixed, in
    the open.
    """

    BLOCKS = "blocks", "Blocks publication"
    MUST_FIX = "must_fix", "Must fix"
    ADVICE = "advice", "Advice"


class Act(TextChoices):
    """The statutes cited, by their addresses."""

    POLICE = "https://www.legislation.gov.uk/ukpga/1996/16", "Police Act 1996"
    POLICING_AND_CRIME = (
        "https://www.legislation.gov.uk/ukpga/2017/3",
        "Policing and Crime Act 2017",
    )
    FIRE = "https://www.legislation.gov.uk/ukpga/2004/21", "Fire and Rescue Services Act 2004"


@dataclass(frozen=True)
class Rule:
    """One rule of law or of the office.

    `check(body)`, or `check(body, on)` where the day matters, yields a message for each thing
    wrong, in words for the clerk: what it is and what to do. `public` says the same to a reader who
    can do nothing about it.
    """

    id: str
    title: str
    citation: str
    url: str
    severity: Severity
    public: str
    check: Check

    @cached_property
    def follows_the_day(self) -> bool:
        """Whether what it finds depends on the day."""
        return len(inspect.signature(self.check).parameters) > 1

    def messages(self, body: dict, on: datetime.date) -> Iterable[str]:
        return self.check(body, on) if self.follows_the_day else self.check(body)

    @property
    def severity_label(self) -> str:
        return Severity(self.severity).label


@dataclass(frozen=True)
class Finding:
    """One thing that a rule finds wrong with one body."""

    rule: Rule
    message: str


def law(act: Act, section: str, severity: Severity, id: str, title: str, public: str, check: Check):
    """A rule of a statute. The address is the section's: of "22A(3) to (5)" that of 22A."""
    citation, url = f"{act.label}, section {section}", f"{act}/section/{section.partition('(')[0]}"
    return Rule(id, title, citation, url, severity, public, check)


def policy(severity: Severity, id: str, title: str, public: str, check: Check):
    """A rule that the office sets itself; no statute asks for it."""
    return Rule(id, title, OFFICE_POLICY, "", severity, public, check)


def findings(rules: Iterable[Rule], body: dict, on: datetime.date) -> Iterator[Finding]:
    """Everything these rules find, in their order. The same message of a rule is one finding."""
    for rule in rules:
        for message in dict.fromkeys(rule.messages(body, on)):
            yield Finding(rule, message)


def text_list(names: Iterable[str]) -> str:
    """Names in a sentence: "A, B and C"; of many, the first few and how many more."""
    names = list(names)
    if len(names) > LONGEST_LIST:
        names = [*names[: LONGEST_LIST - 1], f"{len(names) - LONGEST_LIST + 1} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
