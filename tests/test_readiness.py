"""Readiness: a 503 that says what is wrong, where pages could not be served."""

import copy

import pytest
import redis
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from organisations.models import ReferenceVersion
from register.models import Entry, LedgerHead
from tests.crawl import routes
from tests.factories import AgreementFactory, publish

UNANSWERED = {"api:search", "security-txt"}  # without a search, without a contact
pytestmark = pytest.mark.django_db


def refused(client) -> dict[str, str]:
    response = client.get("/ready/")
    assert response.status_code == 503
    assert response.json()["ready"] is False
    assert "no-store" in response["Cache-Control"]
    return response.json()["problems"]


def sql(statement: str):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_without_a_database(client):
    nowhere = {"HOST": "127.0.0.1", "PORT": "1", "PASSWORD": "of-the-database"}
    if connection.vendor == "sqlite":
        nowhere = {"NAME": "/nowhere/of-the-database.sqlite3"}
    whole = connections["default"]
    broken = type(whole)(copy.deepcopy(whole.settings_dict) | nowhere, "default")
    connections["default"] = broken
    try:
        problems = refused(client)
    finally:
        connections["default"] = whole
    assert problems == {"database": "The database does not answer."}


@pytest.mark.parametrize("table", ["register_searchtext", "agreements_takedown"])
def test_with_a_table_gone(client, table):
    sql(f"DROP TABLE {table}")
    assert refused(client) == {"tables": f"Tables are missing: {table}."}


def test_with_a_migration_not_applied(client):
    MigrationRecorder(connection).record_unapplied("visions", "0001_initial")
    assert refused(client) == {"migrations": "Migrations are not applied: visions.0001_initial."}


@pytest.mark.parametrize("model", [LedgerHead, ReferenceVersion])
def test_without_the_row_that_every_answer_reads(client, model):
    model.objects.all()._raw_delete("default")
    assert refused(client) == {"single_rows": f"The row is missing of: {model._meta.db_table}."}


def test_with_an_index_that_misses_an_edition(client):
    publish(AgreementFactory())
    assert client.get("/ready/").status_code == 200
    Entry.objects.update(generation=9, current_in=9)
    problem = "The index does not hold every edition of the ledger."
    assert refused(client) == {"guards_and_index": problem}
    call_command("reindex", verbosity=0)
    assert client.get("/ready/").status_code == 200


def test_a_check_that_fails_by_itself_is_a_problem_too(client, monkeypatch):
    def broken():
        sql("SELECT secret FROM nothing")

    monkeypatch.setattr("collab_portal.readiness.CHECKS", [broken])
    words = "This could not be checked; the log says why."
    assert refused(client) == {"broken": words}


def test_pages_and_answers_need_no_cache_that_answers(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    with pytest.raises(redis.ConnectionError):
        cache.get("anything")
    record = publish(AgreementFactory())
    public = [route for route in routes() if not route.is_staff and not route.arguments]
    found = [reverse(route.name) for route in public if route.name not in UNANSWERED]
    found += [f"{room}{record.slug}/" for room in ("/agreements/", "/api/v1/agreements/")]
    assert {"/", "/assurance/", "/ready/", "/search/", "/api/v1/changes/"} <= set(found)
    statuses = {address: client.get(address).status_code for address in found}
    assert statuses == dict.fromkeys(found, 200)
