"""What grants are filtered and ordered by: a pure function of a body."""

from register.index import Index
from register.spans import parse


def index(body: dict) -> Index:
    paid = parse(body["paid_on"])
    return Index(
        organisations=[one["organisation"] for one in body["organisations"]],
        facets={"theme": [body["theme"]]},
        starts_from=paid and paid.first,
        derived={"is_paid": bool(paid)},
    )
