"""What every kind does alike: lists, filters, parity of page and API, walks, few queries."""

import re

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from collab_portal.participation import participations, partners
from register import answers, kinds
from register.time_query import TimeQuery
from tests import made_up_teams
from tests.reader import items, listed, text_of
from tests.test_filter_form import follow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_kind")]

SITES, TEAMS, VISIONS = {"hq"}, {"prevention", "wider", "plain"}, {"safer"}
LISTS = {
    "teams": TEAMS,
    "teams?team_kind=co_located": {"prevention"},
    "teams?team_kind=co_located&team_kind=integrated": {"prevention", "wider"},
    "teams?trial_state=outcome_not_recorded": {"prevention"},
    "teams?trial_state=no_trial": {"wider", "plain"},
    "teams?trial_state=outcome_recorded": set(),
    "teams?lifecycle=working&on=2019-10-25": {"prevention"},
    "teams?lifecycle=proposed&on=2019-10-24": {"prevention"},
    "teams?lifecycle=not_recorded&on=2021-01-01": {"plain", "wider"},
    "teams?lifecycle=not_confirmed&on=2021-01-01": {"prevention"},
    "teams?organisation=northshire-police": {"prevention", "wider"},
    "teams?with_fire=true": {"prevention"},
    "teams?with_fire=false": {"wider", "plain"},
    "teams?owner=northshire-commissioner": TEAMS,
    "teams?owner=northshire-police": set(),
    "teams?region=london": set(),
    "teams?ordering=-title": TEAMS,
    "teams?ordering=starts": TEAMS,
    "teams?ordering=-expires": TEAMS,
    "sites": SITES,
    "sites?site_kind=headquarters": SITES,
    "sites?site_kind=station": set(),
    "sites?lifecycle=not_recorded": SITES,
    "sites?lifecycle=open": set(),
    "sites?organisation=northshire-fire": SITES,
    "sites?organisation=northshire-police": set(),
    "sites?ordering=-opened": SITES,
    "agreements?programme=together": {"agreed"},
    "programmes": {"together"},
    "programmes?organisation=northshire-police": {"together"},
    "programmes?with_fire=true": set(),
    "programmes?ordering=-updated": {"together"},
    "visions": VISIONS,
    "visions?organisation=northshire-commissioner": VISIONS,
    "visions?with_fire=true": set(),
    "visions?ordering=launched": VISIONS,
    "visions?as_at=2001-01-01": set(),
}


@pytest.fixture(scope="module")
def every_kind(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_up_teams.make()
        transaction.set_rollback(True)


@pytest.mark.parametrize("query", LISTS)
def test_a_filter_gives_exactly_what_matches_on_page_and_in_api(client, query):
    address = query.replace("?", "/?") if "?" in query else f"{query}/"
    found = listed(client.get(f"/{address}"))
    assert set(found) == LISTS[query]
    assert items(client.get(f"/api/v1/{address}")) == found


def test_every_filter_and_order_of_every_kind_is_alike_on_page_and_in_api(client):
    for kind in kinds.every():
        described = client.get("/api/v1/schema/").json()
        operation = described["paths"][f"/api/v1/{kind.namespace}/"]["get"]
        for parameter in operation["parameters"]:
            schema = parameter["schema"]
            values = schema.get("enum") or schema.get("items", {}).get("enum") or []
            for value in values:
                query = f"{kind.namespace}/?{parameter['name']}={value}"
                assert items(client.get(f"/api/v1/{query}")) == listed(client.get(f"/{query}"))


@pytest.mark.parametrize("query", ["", "with_fire=true", "owner=northshire-commissioner"])
@pytest.mark.parametrize("time", ["", "&on=2020-01-01"])
def test_each_option_of_a_filter_has_the_count_that_choosing_it_gives(client, query, time):
    for kind in kinds.every():
        follow(client, kind.namespace, query + time)


@pytest.mark.parametrize("query", ["lifecycle=active", "team_kind=friends", "trial_state=", "x=1"])
def test_bad_values_are_refused_by_name(client, query):
    status = 200 if query == "trial_state=" else 400
    assert client.get(f"/teams/?{query}").status_code == status
    assert client.get(f"/api/v1/teams/?{query}").status_code == status


# The walk: vision → agreement → team → site → organisation, and back

STEPS = ["/visions/safer/", "/agreements/agreed/", "/teams/prevention/", "/sites/hq/"]
STEPS += ["/organisations/northshire-fire/"]
BACK = STEPS[::-1]


@pytest.mark.parametrize("walk", [STEPS, BACK])
@pytest.mark.parametrize("time", ["", "?on=2019-12-01"])
def test_the_register_is_walked_by_links_alone(client, walk, time):
    address = walk[0] + time
    for following in walk[1:]:
        page = client.get(address).content.decode()
        links = set(re.findall(r'href="([^"]*)"', page.split("<main", 1)[1]))
        address = following + time
        assert address in links, f"no link to {address}"
    assert client.get(address).status_code == 200


def test_the_walk_goes_by_the_api_too(client):
    vision = client.get("/api/v1/visions/safer/").json()
    assert [other["slug"] for other in vision["agreements"]] == ["agreed"]
    team = client.get("/api/v1/teams/prevention/").json()
    assert (team["agreement"]["slug"], team["sites"][0]["slug"]) == ("agreed", "hq")
    site = client.get("/api/v1/sites/hq/").json()
    assert "northshire-fire" in {one["organisation"]["slug"] for one in site["organisations"]}
    answer = client.get("/api/v1/organisations/northshire-fire/").json()
    assert items(client.get(answer["sites_url"])) == ["hq"]
    assert items(client.get(answer["teams_url"])) == ["prevention"]


def test_a_draft_is_linked_from_nowhere(client):
    for address in ("/", "/teams/", "/organisations/northshire-police/", "/agreements/agreed/"):
        assert "Unheard of" not in client.get(address).content.decode()
    assert client.get("/teams/draft-team/").status_code == 404


def test_names_that_are_not_public_are_on_no_page_and_in_no_answer(client):
    for address in (*STEPS, "/api/v1/teams/prevention/", "/api/v1/changes/", "/search/?q=hidden"):
        assert "Hidden" not in client.get(address).content.decode()
    assert "Shown Holder" in client.get("/teams/prevention/").content.decode()


def test_an_unknown_outcome_of_a_trial_is_shown_as_a_gap(client):
    words = text_of(client.get("/teams/prevention/")).casefold()
    for said in ("six", "about 25 april 2020", "outcome not recorded"):
        assert said in words


# What crosses kinds


def test_home_counts_every_kind(client):
    words = text_of(client.get("/?on=2020-01-01"))
    for said in ("1 agreement", "1 programme", "3 teams", "1 shared site", "1 shared vision"):
        assert said in words
    newest = listed(client.get("/"))
    assert newest == ["safer", "plain", "prevention", "wider", "hq"]


def test_home_shows_what_ends_next_of_every_kind_with_dates(client):
    assert listed(client.get("/?on=2020-01-01"))[5:] == ["prevention"]
    assert listed(client.get("/?on=2020-05-01"))[5:] == []


def asked(slug, query=""):
    """The TimeQuery of a query, and the organisation."""
    time_query = TimeQuery.read(QueryDict(query))
    return time_query, time_query.directory.organisations[slug]


def test_an_organisation_takes_part_by_kind_whoever_keeps_the_record():
    its = participations(*asked("northshire-police"))
    found = {part.kind.name: [row.slug for row in part.participant_in] for part in its}
    assert found == {
        "agreement": ["agreed"],
        "programme": ["together"],
        "team": ["prevention", "wider"],
        "vision": ["safer"],
    }
    assert [part.owner_of for part in its] == [[], [], [], []]
    assert {(part.participant_count, part.owner_count) for part in its} == {(1, 0), (2, 0)}


def test_an_office_keeps_what_it_takes_no_part_in():
    its = participations(*asked("northshire-commissioner"))
    found = {part.kind.name: (part.participant_count, part.owner_count) for part in its}
    assert found == {
        "agreement": (0, 1),
        "programme": (0, 1),
        "team": (0, 3),
        "site": (0, 1),
        "vision": (1, 1),
    }
    assert [row.slug for row in its[-1].participant_in] == ["safer"]
    assert its[-1].owner_of == []
    teams = {part.kind.name: part for part in its}["team"]
    assert [row.slug for row in teams.owner_of] == ["prevention", "wider", "plain"]
    assert teams.participant_in == []


def test_who_an_organisation_works_with_and_how_often():
    found = partners(*asked("northshire-police"))
    assert [(one.entry.slug, one.records, one.by_kind) for one in found] == [
        ("northshire-commissioner", 1, {"vision": 1}),
        ("northshire-fire", 1, {"team": 1}),
    ]
    early = asked("northshire-police", "as_at=2001-01-01")
    assert (participations(*early), partners(*early)) == ([], [])


# Queries when nothing is kept, the register version twice among them: tests/test_queries.py says
# what the others are.

LIMITS = {
    **{f"/{kind}/": 5 for kind in ("programmes", "teams", "sites", "visions")},
    **{f"/api/v1/{kind}/": 4 for kind in ("programmes", "teams", "sites", "visions")},
    "/teams/?lifecycle=working&organisation=northshire-police&region=london&ordering=-expires": 6,
    **dict.fromkeys(STEPS[:4], 6),
    **{f"/api/v1{step}": 4 for step in STEPS[:4]},
    "/agreements/agreed/": 6,
    "/api/v1/agreements/agreed/": 5,
    "/teams/prevention/editions/": 4,
    "/visions/safer/editions/1/": 4,
    "/": 8,
    "/organisations/northshire-police/": 13,
}


@pytest.mark.parametrize("address", LIMITS)
def test_a_page_costs_few_queries(client, address):
    client.get(address)
    answers.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= LIMITS[address]
