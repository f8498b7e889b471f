"""What programmes are filtered by: pure functions of a body."""

from register.index import Index

from ..rules.base import judged
from ..rules.days import timeless
from .rules import FIRST, RULES


def index(body: dict) -> Index:
    return Index(
        facets={"judged": [judged(RULES, body, FIRST)]},
        findings=timeless(RULES, body, FIRST),
    )


def participants(body: dict) -> list[dict]:
    return [one["organisation"] for one in body["organisations"]]
