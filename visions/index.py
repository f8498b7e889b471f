"""What shared visions are filtered and ordered by: pure functions of a body."""

from register.index import Index
from register.spans import parse


def index(body: dict) -> Index:
    launched = parse(body["launched_on"])
    return Index(starts_from=launched and launched.first)


def participants(body: dict) -> list[dict]:
    """The organisations that share it, and those of its signatories."""
    people = (*body["organisations"], *body["signatories"])
    return [one["organisation"] for one in people if one["organisation"]]
