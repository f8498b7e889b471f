"""What shared visions are filtered and ordered by: a pure function of a body."""

from register.index import Index
from register.spans import parse


def index(body: dict) -> Index:
    """The organisations that share it, and those of its signatories."""
    launched = parse(body["launched_on"])
    people = (*body["organisations"], *body["signatories"])
    return Index(
        organisations=[one["organisation"] for one in people if one["organisation"]],
        starts_from=launched and launched.first,
    )
