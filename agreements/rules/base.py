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


class List(TextChoices):
    """What a finding is about. The three are never added up."""

    LAW = "law", "Law"  # may be unlawful, or contradicts itself, or has lapsed
    DUE = "due", "Due"  # a day that has come, or passed
    GAPS = "gaps", "Gaps"  # what is not recorded, often because the source is silent


class Act(TextChoices):
    """The statutes cited, by their addresses."""

    POLICE = "https://www.legislation.gov.uk/ukpga/1996/16", "Police Act 1996"
    POLICING_AND_CRIME = (
        "https://www.legislation.gov.uk/ukpga/2017/3",
        "Policing and Crime Act 2017",
    )
    FIRE = "https://www.legislation.gov.uk/ukpga/2004/21", "Fire and Rescue Services Act 2004"
    REFORM = (
        "https://www.legislation.gov.uk/ukpga/2011/13",
        "Police Reform and Social Responsibility Act 2011",
    )
    LOCAL_GOVERNMENT = "https://www.legislation.gov.uk/ukpga/1972/70", "Local Government Act 1972"


def always(body: dict) -> bool:
    return True


@dataclass(frozen=True)
class Rule:
    """One rule of law or of the office.

    `check(body)`, or `check(body, on)` where the day matters, yields a message for each thing
    wrong, in words for the clerk: what it is and what to do. `public` says the same to a reader who
    can do nothing about it. `judges(body)`: whether the rule is about such a body, and the body
    has the facts that it needs; it finds nothing in any other. So a reader learns of how many
    records it was asked.
    """

    id: str
    title: str
    citation: str
    url: str
    severity: Severity
    public: str
    check: Check
    list: str = List.LAW
    judges: Callable[[dict], bool] = always
    question: str = ""  # of a gap: what an office is asked of its records, “these”

    @cached_property
    def follows_the_day(self) -> bool:
        """Whether what it finds depends on the day."""
        return len(inspect.signature(self.check).parameters) > 1

    def messages(self, body: dict, on: datetime.date) -> Iterable[str]:
        if not self.judges(body):
            return ()
        return self.check(body, on) if self.follows_the_day else self.check(body)

    @property
    def severity_label(self) -> str:
        return Severity(self.severity).label


@dataclass(frozen=True)
class Finding:
    """One thing that a rule finds wrong with one body."""

    rule: Rule
    message: str


def law(
    act: Act,
    section: str,
    severity: Severity,
    id: str,
    title: str,
    public: str,
    check: Check,
    judges: Callable[[dict], bool] = always,
):
    """A rule of a statute. The address is the section's: of "22A(3) to (5)" that of 22A."""
    citation, url = f"{act.label}, section {section}", f"{act}/section/{section.partition('(')[0]}"
    return Rule(id, title, citation, url, severity, public, check, judges=judges)


def policy(severity: Severity, id: str, title: str, public: str, check: Check, **more):
    """A rule that the office sets itself; no statute asks for it."""
    return Rule(id, title, OFFICE_POLICY, "", severity, public, check, **more)


def due(severity: Severity, id: str, title: str, public: str, check: Check, judges=always):
    """A day that has come or passed, for the office to act on."""
    return policy(severity, id, title, public, check, list=List.DUE, judges=judges)


def gap(id: str, title: str, question: str, public: str, check: Check, judges=always):
    """What is not recorded. Never more than advice: it is often the source that is silent."""
    more = {"list": List.GAPS, "question": question, "judges": judges}
    return policy(Severity.ADVICE, id, title, public, check, **more)


def findings(rules: Iterable[Rule], body: dict, on: datetime.date) -> Iterator[Finding]:
    """Everything these rules find, in their order. The same message of a rule is one finding."""
    for rule in rules:
        for message in dict.fromkeys(rule.messages(body, on)):
            yield Finding(rule, message)


def when(is_missing: Callable[[dict], bool], words: str) -> Callable[[dict], Iterable[str]]:
    """A check that says what is not recorded."""

    def check(body: dict):
        if is_missing(body):
            yield f"Not recorded: {words}. Add what a source or the lead office says."

    return check


def judged(rules: Iterable[Rule], body: dict, first=0) -> str:
    """Which rules can judge the body: a bit for the place of each, as a hexadecimal number.

    One value of the index a record, so that "of how many?" costs no more than any other count.
    """
    return f"{sum(1 << place for place, rule in enumerate(rules, first) if rule.judges(body)):x}"


def places(value: str) -> Iterator[int]:
    """The places of the rules in such a number."""
    number = int(value, 16)
    return (place for place in range(number.bit_length()) if number >> place & 1)


def text_list(names: Iterable[str]) -> str:
    """Names in a sentence: "A, B and C"; of many, the first few and how many more."""
    names = list(names)
    if len(names) > LONGEST_LIST:
        names = [*names[: LONGEST_LIST - 1], f"{len(names) - LONGEST_LIST + 1} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
