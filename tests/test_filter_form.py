"""The filter form offers what occurs, each value with the count that choosing it gives."""

import html
import re
from urllib.parse import parse_qsl, urlencode

import pytest

from organisations.models import Organisation
from tests.made_up_register import LISTED
from tests.reader import items, listed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]

OPTION = re.compile(
    r'<label><input type="(checkbox|radio)" name="(\w+)" value="([^"]*)"( checked)?>'
    r"\s*([^<]*?)\s*\(([\d,]+)\)</label>"
)
VALUE = re.compile(r'<li>\s*<a class="govuk-link" href="([^"]*)">(.*?)</a>\s*\((\d+) ', re.DOTALL)
OTHERS = [
    "",
    "scope=regional",
    "organisation=northshire-police",
    "with_fire=false&owner=northshire-commissioner",
    "function=major_crime&section_22a=not_stated",
    "lifecycle=expired",
    "lifecycle=in_force&on=2019-01-01",
    "search=forensic*&scope=regional",
    "as_at=2024-01-03",
    "as_at=2024-03-01&scope=regional",
    "as_at=2024-03-01&on=2016-01-01&lifecycle=in_force&function=forensics",
    "region=east_midlands&legal_basis=s22a_police_act_1996",
    "scope=not_stated&scope=local",
    "organisation=southshire-police&organisation=southshire-commissioner",
]


def offered(page: str) -> dict[tuple[str, str], tuple[int, bool]]:
    """(filter, value) of each option of a page's form: its count, and whether it is chosen."""
    return {
        (name, html.unescape(value)): (int(count.replace(",", "")), bool(checked))
        for _, name, value, checked, _, count in OPTION.findall(page)
    }


def total(client, namespace: str, pairs) -> int:
    """How many records a list has over all its pages, by asking the API."""
    return client.get(f"/api/v1/{namespace}/?{urlencode(pairs)}").json()["count"]


def follow(client, namespace: str, query: str) -> int:
    """Choose each option of a form by itself; how many there were."""
    page = client.get(f"/{namespace}/?{query}")
    assert page.status_code == 200
    pairs = parse_qsl(query)
    found = offered(page.content.decode())
    for (name, value), (count, is_chosen) in found.items():
        others = [pair for pair in pairs if pair[0] != name]
        assert total(client, namespace, [*others, (name, value)]) == count, (query, name, value)
        assert is_chosen == ((name, value) in pairs)
        assert count or is_chosen, f"{name}={value} is offered though nothing has it"
    return len(found)


@pytest.mark.parametrize("query", OTHERS)
def test_each_option_has_the_count_that_choosing_it_gives(client, query):
    assert follow(client, "agreements", query) > 0


@pytest.mark.parametrize("query", OTHERS)
def test_every_value_that_occurs_is_offered(client, query):
    """Of a short filter; a long one offers the most frequent, and a page of its own all."""
    pairs = parse_qsl(query)
    found = offered(client.get(f"/agreements/?{query}").content.decode())
    for name, values in every_value(client).items():
        others = [pair for pair in pairs if pair[0] != name]
        occur = {value for value in values if total(client, "agreements", [*others, (name, value)])}
        chosen = {value for key, value in pairs if key == name}
        assert {value for key, value in found if key == name} == occur | chosen, name


def every_value(client) -> dict[str, list[str]]:
    """The values of each short filter, as the API describes them."""
    described = client.get("/api/v1/schema/").json()
    parameters = described["paths"]["/api/v1/agreements/"]["get"]["parameters"]
    found = {}
    for parameter in parameters:
        schema = parameter["schema"]
        values = schema.get("enum") or schema.get("items", {}).get("enum")
        if values and parameter["name"] != "ordering":
            found[parameter["name"]] = values
    assert {"scope", "lifecycle", "function", "region", "with_fire"} <= set(found)
    return found


def test_a_short_filter_that_nothing_has_is_not_on_the_form(client):
    page = client.get("/agreements/?as_at=2023-12-31").content.decode()
    assert offered(page) == {}
    assert "Nothing in the register matches." in page


def test_what_is_chosen_stays_on_the_form_though_nothing_has_it_now(client):
    page = client.get("/agreements/?scope=national&legal_basis=memorandum").content.decode()
    found = offered(page)
    assert found["scope", "national"] == found["legal_basis", "memorandum"] == (0, True)
    assert listed(client.get("/agreements/?scope=national&legal_basis=memorandum")) == []


# Organisations: typed by name, or chosen from a page of their own


@pytest.mark.parametrize(
    "typed",
    ["northshire-police", "Northshire Police", "northshire police", " Northshire  Police "],
)
def test_an_organisation_may_be_typed_by_name(client, typed):
    wanted = listed(client.get("/agreements/?organisation=northshire-police"))
    assert len(wanted) == 4
    page = client.get("/agreements/", {"organisation": typed})
    assert listed(page) == wanted
    assert items(client.get("/api/v1/agreements/", {"organisation": typed})) == wanted
    assert offered(page.content.decode())["organisation", "northshire-police"] == (4, True)


def test_a_short_form_and_a_former_name_will_do(client):
    force = Organisation.objects.get(slug="southshire-police")
    force.aliases.create(name="Souths")
    force.former_names.create(name="Southshire Constabulary")
    wanted = listed(client.get("/agreements/?organisation=southshire-police"))
    for typed in ("Southshire Constabulary", "Souths"):
        assert listed(client.get("/agreements/", {"organisation": typed})) == wanted
        assert listed(client.get("/agreements/", {"owner": typed})) == []


@pytest.mark.parametrize("name", ["organisation", "owner"])
def test_an_organisation_that_nobody_knows_is_named_and_kept_as_typed(client, name):
    typed = 'Nobody’s "Police" <b>'
    asked = {name: typed, "scope": "local", "search": "dogs"}
    page = client.get("/agreements/", asked)
    assert page.status_code == 400
    assert f"The register knows no organisation called “{typed}”." in text_of(page)
    text = page.content.decode()
    box = re.search(rf'<input[^>]* id="id_{name}"[^>]*>', text)[0]
    assert html.unescape(re.search(r'value="([^"]*)"', box)[1]) == typed
    assert 'name="scope" value="local" checked' in text
    search = re.search(r'<input[^>]* name="search"[^>]*>', text)[0]
    assert 'value="dogs"' in search
    answer = client.get("/api/v1/agreements/", asked)
    assert answer.status_code == 400
    (problem,) = answer.json()["parameters"]
    assert (problem["name"], typed in problem["detail"]) == (name, True)


def test_of_several_organisations_those_that_are_known_stay_chosen(client):
    query = "organisation=northshire-police&organisation=Nobody"
    page = client.get(f"/agreements/?{query}")
    assert page.status_code == 400
    text = page.content.decode()
    box = re.search(r'<input[^>]* id="id_organisation"[^>]*>', text)[0]
    assert 'value="Nobody"' in box
    assert 'name="organisation" value="northshire-police" checked' in text


PAGES = [
    "",
    "?scope=regional",
    "?lifecycle=expired&with_fire=false",
    "?as_at=2024-01-02",
    "?as_at=2024-03-01&on=2016-01-01&lifecycle=in_force",
]


@pytest.mark.parametrize("query", PAGES)
@pytest.mark.parametrize("name", ["organisation", "owner"])
def test_a_page_lists_every_organisation_that_occurs(client, name, query):
    page = client.get(f"/agreements/by/{name}/{query}")
    assert page.status_code == 200
    values = VALUE.findall(page.content.decode())
    pairs = parse_qsl(query.removeprefix("?"))
    found = {}
    for address, words, count in values:
        path, _, asked = html.unescape(address).partition("?")
        assert path == "/agreements/"
        given = parse_qsl(asked)
        (slug,) = [value for key, value in given if key == name]
        assert sorted(pair for pair in given if pair[0] != name) == sorted(pairs)
        assert (
            total(client, "agreements", given) == int(count) == found.setdefault(slug, int(count))
        )
        assert html.unescape(words) == Organisation.objects.get(slug=slug).name
    occur = {
        slug
        for slug in Organisation.objects.values_list("slug", flat=True)
        if total(client, "agreements", [*pairs, (name, slug)])
    }
    assert set(found) == occur


def test_its_names_are_in_their_order(client):
    page = client.get("/agreements/by/organisation/").content.decode()
    names = [html.unescape(words) for _, words, _ in VALUE.findall(page)]
    assert names == sorted(names, key=str.casefold)
    assert len(names) > 3


@pytest.mark.parametrize(
    "query", ["colour=red", "scope=everywhere", "organisation=nobody", "as_at=soon", "page=1"]
)
@pytest.mark.parametrize("name", ["organisation", "owner"])
def test_such_a_page_refuses_what_cannot_be_answered(client, name, query):
    response = client.get(f"/agreements/by/{name}/?{query}")
    assert response.status_code == 400
    assert query.partition("=")[0] in text_of(response)
    assert "ETag" not in response


def test_the_form_leads_to_it_with_the_filters_kept(client, monkeypatch):
    monkeypatch.setattr("register.facets.SHOWN", 1)
    page = client.get("/agreements/?scope=regional&as_at=2024-03-01").content.decode()
    link = re.search(r'href="(/agreements/by/organisation/[^"]*)"', page)[1]
    assert sorted(parse_qsl(html.unescape(link).partition("?")[2])) == [
        ("as_at", "2024-03-01"),
        ("scope", "regional"),
    ]
    assert client.get(html.unescape(link)).status_code == 200


def test_every_listed_record_is_counted_once_in_a_filter_of_one_value(client):
    found = offered(client.get("/agreements/").content.decode())
    for name in ("scope", "lifecycle", "section_22a", "publication", "with_fire", "owner"):
        assert sum(n for (key, _), (n, _) in found.items() if key == name) == len(LISTED)
