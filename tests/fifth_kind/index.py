"""What grants are filtered and ordered by: pure functions of a body."""

from register.index import Index
from register.spans import parse


def index(body: dict) -> Index:
    paid = parse(body["paid_on"])
    return Index(
        facets={"theme": [body["theme"]]},
        starts_from=paid and paid.first,
        derived={"is_paid": bool(paid)},
    )


def participants(body: dict) -> list[dict]:
    return [one["organisation"] for one in body["organisations"]]
