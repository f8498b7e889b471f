"""No address that answers with an error answers "not modified", whatever tag the reader holds."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from tests.crawl import routes, view_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]
MISSING = {"slug": "none", "number": 99, "sha256": "0" * 64, "extension": "csv"}
EVERYWHERE = [{"colour": "red"}, {"page": "99999"}, {"as_at": "2999-01-01"}, {"on": "x"}]
# They take no parameters, and read no record.
WITHOUT_ERRORS = {"api:schema", "ready", "security-txt", "api:root", "api:docs"}
PUBLIC = {r.name: r for r in routes() if not r.is_staff and r.name not in WITHOUT_ERRORS}


def wrong(route) -> list[str]:
    """Addresses of a route that each ask for something that is not there or cannot be."""
    kwargs = {name: MISSING[name] for name in route.arguments}
    address = reverse(route.name, kwargs=kwargs)
    view = view_of(route)
    filters = getattr(getattr(view, "filterset_class", None), "base_filters", {})
    asked = {*getattr(view, "parameters", ()), *filters} - {"search", "q"}
    queries = EVERYWHERE + [{name: '"nobody\x00'} for name in sorted(asked)]
    found = [f"{address}?{urlencode(query)}" for query in queries]
    return found if set(route.arguments) <= {"extension"} else [address, *found]


@pytest.mark.parametrize("name", PUBLIC)
def test_an_error_comes_before_not_modified(client, name):
    tags = {client.get("/agreements/")["ETag"], client.get("/api/v1/agreements/")["ETag"]}
    errors = 0
    for address in wrong(PUBLIC[name]):
        plain = client.get(address).status_code
        for sent, method in (("*", client.head), (", ".join(tags), client.get)):
            answer = method(address, headers={"if-none-match": sent})
            assert answer.status_code == plain or plain == 200, address
        errors += plain >= 400
    assert errors >= 3
