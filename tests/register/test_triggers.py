"""The guards in the database itself: what they stop, what they let through, who misses them."""

import re

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError

from register import triggers
from register.canonical import mask
from register.chain import verify
from register.models import Edition, LedgerHead
from register.publication import Approved

from .desk import plain_canonical, plain_sha256, rows

pytestmark = pytest.mark.django_db
ALL = ", ".join(f.column for f in Edition._meta.concrete_fields)
# A row that differs from edition 3 in all but the columns named, to make a conflict by them.
OTHERS = {
    "sequence": "77",
    "recorded_at": "'2001-01-01 00:00:00'",
    "slug": "'other'",
    "body": "'{}'",
}


def copied(*kept: str) -> str:
    columns = [
        f.column if f.column in kept or f.column not in OTHERS else OTHERS[f.column]
        for f in Edition._meta.concrete_fields
    ]
    return f"SELECT {', '.join(columns)} FROM register_edition WHERE sequence = 3"


def sql(statement: str):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def resave():
    edition = Edition.objects.get(sequence=3)
    edition.body = "{}"
    edition.save()


def bulk_update():
    editions = list(Edition.objects.all())
    for edition in editions:
        edition.body = "{}"
    Edition.objects.bulk_update(editions, ["body"])


def upsert():
    edition = Edition.objects.get(sequence=3)
    edition.body = "{}"
    Edition.objects.bulk_create(
        [edition], update_conflicts=True, unique_fields=["sequence"], update_fields=["body"]
    )


ATTACKS = {
    "update": lambda: Edition.objects.filter(sequence=3).update(body="{}"),
    "update all": lambda: Edition.objects.update(body="{}"),
    "update hash": lambda: Edition.objects.filter(sequence=5).update(hash="0" * 64),
    "update action": lambda: Edition.objects.filter(sequence=5).update(action="published"),
    "update who": lambda: Edition.objects.update(approved_by=None),
    "update sequence": lambda: Edition.objects.filter(sequence=5).update(sequence=6),
    "save": resave,
    "bulk update": bulk_update,
    "upsert": upsert,
    "delete one": lambda: Edition.objects.get(sequence=3).delete(),
    "delete some": lambda: Edition.objects.filter(sequence__lt=4).delete(),
    "delete raw": lambda: Edition.objects.all()._raw_delete("default"),
    "plain update": lambda: sql("UPDATE register_edition SET body = '{}'"),
    "plain delete": lambda: sql("DELETE FROM register_edition WHERE sequence = 5"),
    "plain upsert": lambda: sql(
        f"INSERT INTO register_edition ({ALL}) {copied('sequence')} "
        "ON CONFLICT (sequence) DO UPDATE SET body = '{}'"
    ),
}
SQLITE_ATTACKS = {
    "replace by sequence": f"INSERT OR REPLACE INTO register_edition ({ALL}) {copied('sequence')}",
    "replace by moment": f"REPLACE INTO register_edition ({ALL}) {copied('recorded_at')}",
    "replace by number": f"REPLACE INTO register_edition ({ALL}) {copied('slug')}",
    "update or replace": "UPDATE OR REPLACE register_edition SET sequence = 3 WHERE sequence = 2",
}
POSTGRESQL_ATTACKS = {
    "truncate": "TRUNCATE register_edition CASCADE",
    "truncate only": "TRUNCATE ONLY register_edition CASCADE",
    "merge": "MERGE INTO register_edition e USING (SELECT 3 AS n) o ON e.sequence = o.n "
    "WHEN MATCHED THEN DELETE",
}


def stopped(attack) -> None:
    connection.check_constraints()
    before = rows(Edition)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attack()
    assert rows(Edition) == before
    assert len(before) == 5


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_is_changed_or_deleted(ledger, name):
    stopped(ATTACKS[name])


@pytest.mark.sqlite
@pytest.mark.parametrize("name", SQLITE_ATTACKS)
def test_nothing_is_replaced_on_sqlite(ledger, name):
    stopped(lambda: sql(SQLITE_ATTACKS[name]))


@pytest.mark.postgresql
@pytest.mark.parametrize("name", POSTGRESQL_ATTACKS)
def test_nothing_is_truncated_on_postgresql(ledger, name):
    stopped(lambda: sql(POSTGRESQL_ATTACKS[name]))


def test_the_attacks_would_do_harm_without_the_guards(ledger):
    connection.check_constraints()
    triggers.drop(connection)
    for name in ("update", "bulk update", "upsert", "plain upsert", "save"):
        Edition.objects.filter(sequence=3).update(body="[]")
        ATTACKS[name]()
        assert Edition.objects.get(sequence=3).body == "{}", name


def test_a_current_edition_is_held_by_its_record_too(ledger):
    with pytest.raises(ProtectedError):
        Edition.objects.get(sequence=5).delete()


# Masking


@pytest.fixture
def listing(desk):
    """Two published records, and a function that appends an edition which lists a masking."""
    for slug in ("alpha", "beta"):
        desk.publish(desk.draft(slug=slug, title="Mallory’s agreement"))

    def append(sequence: int, text: str, slug: str, action: str = "erased"):
        parts = Edition.objects.get(sequence=sequence).parts()
        entry = {"sequence": sequence, "paths": ["/title"], "body_sha256": plain_sha256(text)}
        entry["former_sha256"] = {"/title": parts["/title"]}
        body = {"erasure": {"masked": [entry]}}
        number = Edition.objects.of("agreement", slug).count() + 1
        approved = Approved("agreement", slug, body, number, action)
        Edition.objects.append([approved], LedgerHead.lock())

    return append


def masked_body(sequence: int) -> str:
    return plain_canonical(mask(Edition.objects.get(sequence=sequence).stored, "Mallory"))


def test_a_listed_body_can_be_masked(listing):
    text = masked_body(1)
    assert "Mallory" not in text
    listing(1, text, "alpha")
    Edition.objects.filter(sequence=1).update(body=text)
    assert Edition.objects.get(sequence=1).body == text
    assert verify().masked == 1


@pytest.mark.parametrize(
    ("sequence", "slug", "action"),
    [(2, "alpha", "erased"), (1, "beta", "erased"), (1, "alpha", "published")],
)
def test_a_body_no_erasure_of_its_record_lists_cannot_be_masked(listing, sequence, slug, action):
    text = masked_body(1)
    listing(sequence, text, slug, action)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Edition.objects.filter(sequence=1).update(body=text)


def test_masking_changes_the_body_and_nothing_else(listing):
    text = masked_body(1)
    listing(1, text, "alpha")
    for other in ({"hash": "0" * 64}, {"body_sha256": plain_sha256(text)}, {"approved_by": None}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            Edition.objects.filter(sequence=1).update(body=text, **other)


@pytest.mark.postgresql
def test_postgresql_takes_only_the_very_text_listed(listing):
    text = masked_body(1)
    listing(1, text, "alpha")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Edition.objects.filter(sequence=1).update(body=text + " ")


@pytest.mark.sqlite
def test_what_sqlite_cannot_hash_verification_finds(listing):
    text = masked_body(1)
    listing(1, text, "alpha")
    Edition.objects.filter(sequence=1).update(body=text + " ")
    with pytest.raises(CommandError, match=r"edition 1 \(agreement alpha, edition 1\): its body"):
        call_command("verify_register")


# Missing guards

NAMES = (
    ("register_edition_no_change", "register_edition_no_truncate")
    if connection.vendor == "postgresql"
    else ("register_edition_no_delete", "register_edition_no_update")
)


def is_missed(client, *absent: str) -> None:
    """The system check, verify_register and readiness all say exactly what is missing."""
    errors = run_checks(tags=[Tags.database], databases=["default"])
    told = f"The ledger is not guarded against changes. Missing or altered: {', '.join(absent)}."
    assert [(error.id, error.msg) for error in errors] == [("register.E001", told)]
    with pytest.raises(SystemCheckError, match=r"register\.E001"):
        call_command("check", databases=["default"])
    with pytest.raises(CommandError, match=f"missing or altered: {re.escape(', '.join(absent))}"):
        call_command("verify_register")
    response = client.get("/ready/")
    assert (response.status_code, response.json()) == (
        503,
        {"ready": False, "problems": {"guards_and_index": told}},
    )


def is_whole(client) -> None:
    assert triggers.missing(connection) == []
    call_command("check", databases=["default"])
    response = client.get("/ready/")
    assert (response.status_code, response.json()) == (200, {"ready": True, "problems": {}})


def test_guards_in_place_are_not_missed(client):
    is_whole(client)


@pytest.mark.parametrize("name", NAMES)
def test_a_dropped_guard_is_missed_and_migrate_puts_it_back(client, name):
    table = " ON register_edition" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER {name}{table}")
    is_missed(client, name)
    call_command("migrate", verbosity=0)
    is_whole(client)


def test_the_hint_is_a_command_that_works(client):
    """Plain `migrate` on the command line runs the very check that fails, and would stop at it."""
    triggers.drop(connection)
    with pytest.raises(SystemCheckError):
        call_command("migrate", verbosity=0, skip_checks=False)
    [error] = run_checks(tags=[Tags.database], databases=["default"])
    assert "manage.py migrate --skip-checks" in error.hint
    call_command("migrate", "--skip-checks", verbosity=0)
    is_whole(client)


@pytest.mark.sqlite
def test_sqlite_without_recursive_triggers_is_missed(client):
    sql("PRAGMA recursive_triggers=OFF")
    try:
        is_missed(client, "PRAGMA recursive_triggers=ON")
    finally:
        sql("PRAGMA recursive_triggers=ON")
    is_whole(client)


@pytest.mark.postgresql
@pytest.mark.parametrize("state", ["DISABLE", "ENABLE REPLICA"])
def test_a_guard_that_does_not_fire_is_missed(client, state):
    sql(f"ALTER TABLE register_edition {state} TRIGGER {NAMES[0]}")
    is_missed(client, NAMES[0])


@pytest.mark.postgresql
def test_a_guard_of_that_name_elsewhere_does_not_count(client):
    sql(f"DROP TRIGGER {NAMES[0]} ON register_edition")
    sql(
        f"CREATE TRIGGER {NAMES[0]} BEFORE UPDATE ON register_ledgerhead "
        "FOR EACH ROW EXECUTE FUNCTION register_edition_guard()"
    )
    is_missed(client, NAMES[0])


# Guards of the right names that guard nothing

EFFECTLESS = {
    "sqlite": {
        "never": "CREATE TRIGGER {} BEFORE {} ON register_edition WHEN 0 "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        "nothing": "CREATE TRIGGER {} BEFORE {} ON register_edition BEGIN SELECT 1; END",
        "elsewhere": "CREATE TRIGGER {} BEFORE {} ON register_entry "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    },
    "postgresql": {
        "never": "CREATE TRIGGER {} BEFORE {} ON register_edition FOR EACH {} WHEN (false) "
        "EXECUTE FUNCTION register_edition_guard()",
        "nothing": "CREATE FUNCTION idle() RETURNS trigger AS 'BEGIN RETURN NEW; END' "
        "LANGUAGE plpgsql; CREATE TRIGGER {} BEFORE {} ON register_edition FOR EACH {} "
        "EXECUTE FUNCTION idle()",
        "after": "CREATE TRIGGER {} AFTER {} ON register_edition FOR EACH {} "
        "EXECUTE FUNCTION register_edition_guard()",
    },
}[connection.vendor]
EVENTS = {
    "register_edition_no_change": ("DELETE OR UPDATE", "ROW"),
    "register_edition_no_truncate": ("TRUNCATE", "STATEMENT"),
    "register_edition_no_delete": ("DELETE", ""),
    "register_edition_no_update": ("UPDATE", ""),
}


@pytest.mark.parametrize("how", EFFECTLESS)
@pytest.mark.parametrize("name", NAMES)
def test_a_guard_without_effect_is_missed_and_migrate_puts_it_right(client, name, how):
    event, each = EVENTS[name]
    if how == "never" and event == "TRUNCATE":
        return  # PostgreSQL refuses it
    sql(f"DROP TRIGGER {name}{' ON register_edition' if each else ''}")
    sql(EFFECTLESS[how].format(name, event, each))
    is_missed(client, name)
    call_command("migrate", verbosity=0)
    is_whole(client)


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "change",
    [
        "CREATE OR REPLACE FUNCTION register_edition_guard() RETURNS trigger AS "
        "'BEGIN RETURN NEW; END' LANGUAGE plpgsql SET search_path = public, pg_temp",
        "ALTER FUNCTION register_edition_guard() RESET search_path",
        "ALTER FUNCTION register_edition_guard() SET search_path = pg_temp, public",
    ],
)
def test_a_guard_whose_function_was_changed_is_missed(client, change):
    sql(change)
    is_missed(client, *NAMES)
    call_command("migrate", verbosity=0)
    is_whole(client)


def test_a_trigger_that_nobody_knows_is_named(client):
    sql(
        {
            "sqlite": "CREATE TRIGGER zz AFTER INSERT ON register_edition BEGIN SELECT 1; END",
            "postgresql": "CREATE FUNCTION idle() RETURNS trigger AS 'BEGIN RETURN NEW; END' "
            "LANGUAGE plpgsql; CREATE TRIGGER zz BEFORE UPDATE ON register_edition FOR EACH ROW "
            "EXECUTE FUNCTION idle()",
        }[connection.vendor]
    )
    is_missed(client, "zz (unknown)")


@pytest.mark.postgresql
def test_a_temporary_table_named_as_the_ledger_erases_nothing(listing):
    """The guard would read it first, and take its erasure for one of the register."""
    text = masked_body(1)
    sql("CREATE TEMPORARY TABLE forged ON COMMIT DROP AS TABLE register_edition")
    sql("ALTER TABLE forged RENAME TO register_edition")
    listing(1, text, "alpha")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(f"UPDATE public.register_edition SET body = '{text}' WHERE sequence = 1")


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_migrate_puts_back_what_a_rebuilt_table_lost(client):
    with connection.schema_editor() as editor:
        editor._remake_table(Edition)
    is_missed(client, *NAMES)
    call_command("migrate", verbosity=0)
    is_whole(client)
