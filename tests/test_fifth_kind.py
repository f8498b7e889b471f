"""A kind more costs one folder, and no change to the index: made up in tests/fifth_kind/."""

import copy
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.test import override_settings

from collab_portal import jinja2
from organisations.dates import PartialDate
from register import chain, kinds, reindexing
from register.models import Action, Entry
from tests.factories import AgreementFactory, OfficeFactory, OrganisationFactory, publish
from tests.reader import items, listed, text_of
from tests.test_filter_form import follow

APP = "tests.fifth_kind"
TEMPLATES = Path(__file__).parent / "fifth_kind" / "templates"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("grants")]


def with_its_templates() -> list[dict]:
    found = copy.deepcopy(settings.TEMPLATES)
    found[0]["DIRS"].append(TEMPLATES)
    return found


@pytest.fixture(scope="module")
def installed(django_db_setup, django_db_blocker):
    """The app installed, with tables for its own records; taken out again after the module."""
    with (
        django_db_blocker.unblock(),
        override_settings(
            INSTALLED_APPS=[*settings.INSTALLED_APPS, APP],
            ROOT_URLCONF=f"{APP}.urls",
            TEMPLATES=with_its_templates(),
        ),
    ):
        tables = apps.get_app_config("fifth_kind").get_models()
        tables = list(tables)
        apps.clear_cache()  # what other models know of those that name them
        jinja2.labels.cache_clear()
        with connection.schema_editor() as editor:
            for model in tables:
                editor.create_model(model)
        yield
        with connection.schema_editor() as editor:
            for model in reversed(tables):
                editor.delete_model(model)
        kinds.unregister("grant")
    apps.clear_cache()
    jinja2.labels.cache_clear()


@pytest.fixture(scope="module")
def grants(installed, django_db_blocker):
    """Two grants, one of them for a published agreement, and a draft."""
    from tests.fifth_kind.models import Grant  # noqa: PLC0415 (its app has to be installed)

    with django_db_blocker.unblock(), transaction.atomic():
        office = OfficeFactory(slug="giver", name="The giver")
        force = OrganisationFactory(slug="force", name="A force", region="london")
        fire = OrganisationFactory(slug="fire", name="A fire service", kind="fire_service")
        agreement = AgreementFactory(slug="boats", title="Shared boats", owner=office)
        publish(agreement)
        made = {
            "engine": Grant(
                theme="equipment",
                title="A rescue boat",
                description="Amphibious rescue.",
                agreement=agreement,
                paid_on=PartialDate("2019-10"),
            ),
            "course": Grant(theme="training", title="A course of first aid"),
            "secret": Grant(theme="training", title="Unheard of"),
        }
        for slug, record in made.items():
            record.slug, record.owner = slug, office
            record.save()
            record.organisations.create(organisation=force)
        made["engine"].organisations.create(organisation=fire)
        publish(made["engine"])
        publish(made["course"])
        yield SimpleNamespace(**made)
        transaction.set_rollback(True)


def test_it_needs_no_migration_of_the_register():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(
        graph=loader.graph
    )
    assert set(changes) <= {"fifth_kind"}


FILTERS = {
    "": ["course", "engine"],
    "theme=equipment": ["engine"],
    "theme=training&theme=equipment": ["course", "engine"],
    "theme=prevention": [],
    "organisation=fire": ["engine"],
    "organisation=A force": ["course", "engine"],
    "owner=giver": ["course", "engine"],
    "region=london": ["course", "engine"],
    "with_fire=false": ["course"],
    "search=amphibious": ["engine"],
    "search=vehicles": ["engine"],
    "ordering=-title": ["engine", "course"],
    "ordering=paid": ["engine", "course"],
    "as_at=2001-01-01": [],
}


@pytest.mark.parametrize("query", FILTERS)
def test_it_is_listed_filtered_and_ordered_on_page_and_in_api(client, query):
    assert listed(client.get(f"/grants/?{query}")) == FILTERS[query]
    assert items(client.get(f"/api/v1/grants/?{query}")) == FILTERS[query]


def test_its_filters_have_counts(client):
    for query in ("", "with_fire=true", "theme=training"):
        assert follow(client, "grants", query) >= 5
    assert "A fire service" in text_of(client.get("/grants/by/organisation/"))
    assert client.get("/grants/?theme=money").status_code == 400


def test_a_record_and_its_editions_are_shown(client):
    words = text_of(client.get("/grants/engine/"))
    for said in ("A rescue boat", "Amphibious rescue.", "Equipment and vehicles", "October 2019"):
        assert said in words
    for page in ("editions/", "editions/1/"):
        assert "A rescue boat" in text_of(client.get(f"/grants/engine/{page}"))
    answer = client.get("/api/v1/grants/engine/").json()
    assert (answer["kind"], answer["schema"], answer["is_paid"]) == ("grant", "grant/1", True)
    assert answer["agreement"]["slug"] == "boats"
    assert "lifecycle" not in answer


def test_it_is_linked_from_what_it_names(client):
    page = client.get("/agreements/boats/").content.decode()
    assert "Grants that pay for it" in page
    assert 'href="/grants/engine/"' in page


def test_it_is_on_home_on_organisation_pages_and_in_the_root(client):
    words = text_of(client.get("/"))
    assert "2 grants" in words
    assert "Money given to services" in words or "money given to services" in words
    assert listed(client.get("/"))[:2] == ["course", "engine"]
    page = client.get("/organisations/fire/")
    assert "Is named in 1 grant" in text_of(page)
    assert listed(page) == ["engine"]
    assert (
        client.get("/api/v1/organisations/fire/")
        .json()["grants_url"]
        .endswith("/api/v1/grants/?organisation=fire")
    )
    root = client.get("/api/v1/").json()
    assert client.get(root["grants"]).json()["count"] == 2


def test_it_is_searched_with_all_kinds_and_alone(client):
    for query in ("q=boat*", "q=amphibious&kind=grant"):
        assert "A rescue boat" in text_of(client.get(f"/search/?{query}"))
    found = client.get("/api/v1/search/?q=boat*").json()
    assert found["counts"]["grant"] == found["counts"]["agreement"] == 1


def test_it_is_in_the_feed_and_in_the_description(client):
    feed = client.get("/api/v1/changes/?kind=grant").json()["results"]
    assert [entry["slug"] for entry in feed] == ["engine", "course"]
    described = client.get("/api/v1/schema/").json()
    parameters = described["paths"]["/api/v1/grants/"]["get"]["parameters"]
    assert "theme" in {parameter["name"] for parameter in parameters}


def test_a_draft_of_it_is_nowhere(client):
    for address in ("/", "/grants/", "/organisations/force/", "/search/?q=unheard"):
        assert "Unheard of" not in text_of(client.get(address))
    assert client.get("/grants/secret/").status_code == 404


def test_it_is_removed_erased_and_indexed_anew_like_any_other(client, grants):
    publish(grants.course, "Entered twice.", Action.REMOVED)
    assert items(client.get("/api/v1/grants/")) == ["engine"]
    grants.engine.description = ""
    grants.engine.save()
    publish(grants.engine, "Written anew.")
    publish(grants.engine, "A word had to go.", Action.ERASED, "amphibious")
    assert listed(client.get("/grants/?search=amphibious")) == []
    before = list(Entry.objects.values_list("kind", "slug", "number", "is_listed"))
    reindexing.reindex()
    assert list(Entry.objects.values_list("kind", "slug", "number", "is_listed")) == before
    assert items(client.get("/api/v1/grants/")) == ["engine"]
    assert chain.verify().editions == len(before)
