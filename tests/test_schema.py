"""The API's description of itself: whole, and true of what the API answers."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from agreements.filters import AgreementFilterSet
from tests.test_api import ENDPOINTS, ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]

CHECKS = (
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
KINDS = ("agreements", "programmes", "teams", "sites", "visions")
OPERATIONS = {
    "/api/v1/",
    *(
        f"/api/v1/{kind}/{address}"
        for kind in KINDS
        for address in ("", "{slug}/", "{slug}/editions/", "{slug}/editions/{number}/")
    ),
    *(f"/api/v1/{kind}.{{extension}}" for kind in KINDS),
    "/api/v1/assurance/",
    "/api/v1/changes/",
    "/api/v1/head/",
    "/api/v1/organisations/",
    "/api/v1/organisations/{slug}/",
    "/api/v1/search/",
}
PLAIN = {"Accept-Encoding": "identity"}  # the client under the checks decodes none
SLUGS = ["forensics", "drones", "northshire-police", "nothing"]
# Few: each runs a whole request. HYPOTHESIS_PROFILE=assurance runs longer.
few = settings(
    max_examples=max(20, settings().max_examples // 10),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def described(client):
    return client.get("/api/v1/schema/").json()


@pytest.fixture
def service(described):
    """The API as schemathesis reaches it: in this process, through WSGI."""
    schema = schemathesis.openapi.from_dict(described)
    schema.app = get_wsgi_application()
    # As Django's own test client does: the end of a request must not close the connection that
    # holds the test's transaction.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schema
    for signal in signals:
        signal.connect(close_old_connections)


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        node = node.values()
    if isinstance(node, list) or not isinstance(node, str | int | float | bool | None):
        for part in node:
            yield from references(part)


def test_it_describes_every_operation_and_only_reading(described):
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == OPERATIONS
    assert {method for path in described["paths"].values() for method in path} == {"get"}


def test_every_reference_leads_somewhere(described):
    found = set(references(described))
    assert len(found) > 10
    for reference in found:
        node = described
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]


def test_it_names_every_parameter_a_list_takes(described):
    listed = described["paths"]["/api/v1/agreements/"]["get"]["parameters"]
    assert {parameter["name"] for parameter in listed} == AgreementFilterSet.parameters() | {
        *("as_at", "on", "page", "page_size", "cursor")
    }


def test_errors_are_described_as_problems(described):
    for path in described["paths"].values():
        for status in ("400", "404"):
            assert "application/problem+json" in path["get"]["responses"][status]["content"]
    conflict = described["paths"]["/api/v1/changes/"]["get"]["responses"]["409"]
    assert "application/problem+json" in conflict["content"]


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_what_is_answered_is_what_is_described(service, endpoint):
    """On the records of the small register, with every shape of body that it has."""
    for slug in ("forensics", "dogs", "legal", "aid", "drones"):
        operation, parameters = operation_of(service, endpoint.replace("forensics", slug))
        operation.Case(path_parameters=parameters).call_and_validate(checks=CHECKS, headers=PLAIN)


def operation_of(service, endpoint):
    """The operation that answers an endpoint, and the parameters in the path."""
    parts = endpoint.strip("/").split("/") if endpoint else []
    wanted = [*parts[:1], "{slug}", "editions", "{number}"][: len(parts)]
    pairs = zip(wanted, parts, strict=True)
    parameters = {name.strip("{}"): part for name, part in pairs if "{" in name}
    return service[ROOT + "".join(f"{part}/" for part in wanted)]["GET"], parameters


@few
@given(data=st.data())
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_asked_the_answer_is_as_described(service, data, mode):
    """Parameters made up from the description itself, good ones and bad ones."""
    path = data.draw(st.sampled_from(sorted(OPERATIONS)))
    case = data.draw(service[path]["GET"].as_strategy(generation_mode=mode))
    if "slug" in case.path_parameters and mode == GenerationMode.POSITIVE:
        case.path_parameters["slug"] = data.draw(st.sampled_from(SLUGS))
    case.call_and_validate(checks=CHECKS, headers=PLAIN)
