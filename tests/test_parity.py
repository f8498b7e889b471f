"""The page and the API are one list: the same records in the same order, whatever is asked."""

import itertools

import pytest

from agreements.filters import AgreementFilterSet
from agreements.vocabulary import Function, LegalBasis, Lifecycle, PublicationKind, Scope
from collab_portal.filters import OrganisationFilterSet
from organisations.models import Organisation
from register.models import Facet
from register.pagination import PARAMETERS
from tests.reader import items, listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]

TIMES = ["", "as_at=2024-02-29", "as_at=2024-01-03", "on=2012-06-01", "on=2191-01-01"]


def same_on_both(client, kind, query):
    page = listed(client.get(f"/{kind}/?{query}"))
    assert items(client.get(f"/api/v1/{kind}/?{query}")) == page
    return page


def choices_of(filterset, name):
    """Every value that a filter of a list takes, so that no new filter escapes."""
    if name in {"organisation", "owner"}:
        return list(Organisation.objects.values_list("slug", flat=True))
    if name == "search":
        return ["forensic", '"control room"', "northsh*", "vetting -alpha", "nothing like it"]
    if name == "programme":
        return [*Facet.objects.filter(name=name).values_list("value", flat=True).distinct()]
    return [value for value, _ in filterset.base_filters[name].field.choices if value]


@pytest.mark.parametrize("name", AgreementFilterSet.base_filters)
def test_every_value_of_every_filter_of_agreements(client, name):
    values = choices_of(AgreementFilterSet, name)
    assert len(values) > 1
    found = [same_on_both(client, "agreements", f"{name}={value}") for value in values]
    assert any(found)


@pytest.mark.parametrize("name", OrganisationFilterSet.base_filters)
def test_every_value_of_every_filter_of_organisations(client, name):
    for value in choices_of(OrganisationFilterSet, name):
        same_on_both(client, "organisations", f"{name}={value}")


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("ordering", ["", "ordering=-expires", "ordering=starts"])
def test_the_times_and_orders(client, time, ordering):
    same_on_both(client, "agreements", f"{time}&{ordering}")
    for lifecycle in Lifecycle.values:
        same_on_both(client, "agreements", f"{time}&{ordering}&lifecycle={lifecycle}")


PAIRS = list(itertools.combinations(["scope", "publication", "function"], 2))


@pytest.mark.parametrize("pair", PAIRS)
def test_filters_together(client, pair):
    values = {
        "scope": Scope.values,
        "publication": PublicationKind.values[:3],
        "function": Function.values[:3],
    }
    for one, other in itertools.product(*(values[name] for name in pair)):
        same_on_both(client, "agreements", f"{pair[0]}={one}&{pair[1]}={other}")


def test_repeating_a_filter_means_any_of_the_values(client):
    every = "&".join(f"legal_basis={value}" for value in LegalBasis.values)
    apart = [same_on_both(client, "agreements", f"legal_basis={v}") for v in LegalBasis.values]
    together = same_on_both(client, "agreements", every)
    assert set(together) == set(itertools.chain(*apart))
    assert len(together) == len(set(together))


@pytest.mark.parametrize(
    "query", ["lifecycle=active", "page=0", "as_at=yesterday", "colour=red", "page=9", "on=1"]
)
@pytest.mark.parametrize("kind", ["agreements", "organisations"])
def test_both_refuse_alike(client, kind, query):
    page = client.get(f"/{kind}/?{query}")
    answer = client.get(f"/api/v1/{kind}/?{query}")
    assert page.status_code == answer.status_code in {400, 404}


def test_a_list_takes_the_same_parameters_on_both(client):
    """Only the size of a page is the API's own."""
    own = {"page_size"}
    for name in AgreementFilterSet.parameters() | {"as_at", "on"} | PARAMETERS - own:
        value = {"page": "1"}.get(name, "")
        for kind in ("/agreements/", "/api/v1/agreements/"):
            assert client.get(kind, {name: value}).status_code == 200, name
