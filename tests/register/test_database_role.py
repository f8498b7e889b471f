"""The application's own database role: it runs the register, and cannot touch the guards."""

import re
import secrets
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from register.models import Edition

from .desk import reindex, rows

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
DOCUMENT = Path(__file__).parents[2] / "docs" / "database-role.md"
SQL = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
DENIED = "permission denied|must be owner|must be superuser"
ATTACKS = [
    "DROP TRIGGER register_edition_no_change ON register_edition",
    "ALTER TABLE register_edition DISABLE TRIGGER ALL",
    "ALTER TABLE register_edition DISABLE TRIGGER register_edition_no_change",
    "ALTER TABLE register_edition DISABLE TRIGGER USER",
    "ALTER TABLE register_edition RENAME TO another",
    "ALTER TABLE register_edition OWNER TO CURRENT_USER",
    "ALTER TRIGGER register_edition_no_change ON register_edition RENAME TO another",
    "CREATE TRIGGER zz BEFORE UPDATE ON register_edition FOR EACH ROW "
    "EXECUTE FUNCTION register_edition_guard()",
    "CREATE RULE zz AS ON DELETE TO register_edition DO INSTEAD NOTHING",
    "CREATE OR REPLACE FUNCTION register_edition_guard() RETURNS trigger "
    "AS 'BEGIN RETURN NEW; END' LANGUAGE plpgsql",
    "ALTER FUNCTION register_edition_guard() RESET search_path",
    "DROP FUNCTION register_edition_guard() CASCADE",
    "CREATE FUNCTION public.another() RETURNS int AS 'SELECT 1' LANGUAGE sql",
    "SET session_replication_role = replica",
    "TRUNCATE register_edition CASCADE",
    "TRUNCATE register_ledgerhead",
    "DROP TABLE register_edition CASCADE",
    "DELETE FROM register_edition WHERE sequence = 5",
    "UPDATE register_edition SET hash = 'x'",
    "UPDATE register_edition SET approved_by_id = NULL",
    "DELETE FROM register_ledgerhead",
    "DELETE FROM django_migrations",
]


@pytest.fixture
def as_application(ledger):
    """The rest of the test runs under a role made by the SQL of the document."""
    name = f"test_{secrets.token_hex(6)}"
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in SQL:
            cursor.execute(statement.replace("register_app", name))
        cursor.execute(f"SET LOCAL ROLE {name}")
        yield ledger
        cursor.execute("RESET ROLE")


def test_it_keeps_the_register(as_application, client):
    desk = as_application
    record = desk.draft(title="Gamma", purpose="By Mallory.")
    desk.publish(record)
    desk.publish(record, purpose="")
    desk.erase(record, "Mallory")
    desk.remove(record)
    assert Edition.objects.count() == 9
    call_command("verify_register")
    assert "9 editions indexed" in reindex()
    assert client.get("/ready/").status_code == 200
    assert client.get("/agreements/alpha/").status_code == 200


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_cannot_undo_what_was_published(as_application, attack):
    before = rows(Edition)
    denied = pytest.raises(DatabaseError, match=DENIED)
    with denied, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert rows(Edition) == before


def test_it_rewrites_no_body_that_no_erasure_lists(as_application):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Edition.objects.filter(sequence=3).update(body="{}")
