"""What shared visions are filtered and ordered by: a pure function of a body."""

from agreements.rules.base import judged
from agreements.rules.days import timeless
from register.index import Index
from register.spans import parse

from .rules import FIRST, RULES


def index(body: dict) -> Index:
    """The organisations that share it, and those of its signatories."""
    launched = parse(body["launched_on"])
    people = (*body["organisations"], *body["signatories"])
    return Index(
        organisations=[one["organisation"] for one in people if one["organisation"]],
        facets={"judged": [judged(RULES, body, FIRST)]},
        findings=timeless(RULES, body, FIRST),
        starts_from=launched and launched.first,
    )
