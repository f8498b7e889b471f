"""Whether enough of the right persons are parties, when some capacities are not recorded.

A statute asks for so many persons in such roles. A person whose capacity is not recorded can be
several things, so the answer is yes or no only where it is the same for all of them.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from enum import Enum

Roles = frozenset[str]
Test = Callable[[Counter], bool]
# Statutes count to two at most, so more unknowns of one sort than this change nothing.
ENOUGH = 3


class Compliance(Enum):
    """Whether the law is met."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


def compliance(people: Iterable[Roles], tests: Iterable[Test]) -> Compliance:
    """Whether people, each in one of their roles, meet every version of the law that may apply."""
    counts = list(_counts(people))
    answers = {test(count) for test in tests for count in counts}
    if answers == {False}:
        return Compliance.NO
    return Compliance.DEPENDS if False in answers else Compliance.YES


def _counts(people: Iterable[Roles]):
    """How many there are in each role, for each way of settling what is not recorded."""
    sorts = Counter(people)
    certain = Counter({next(iter(roles)): n for roles, n in sorts.items() if len(roles) == 1})
    open_roles = [
        sorted(roles)
        for roles, number in sorts.items()
        if len(roles) > 1
        for _ in range(min(number, ENOUGH))
    ]
    for choice in itertools.product(*open_roles):
        yield certain + Counter(choice)
