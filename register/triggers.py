"""The guards that make the ledger append-only in the database itself, on both engines.

DELETE and TRUNCATE are refused. UPDATE is refused except for one thing: replacing the body of an
edition that an erasure edition of the same record lists (on PostgreSQL, which can hash, only by
the very text whose hash it lists; `verify_register` checks that on both).
"""

MESSAGE = "The ledger is append-only: register_edition takes no update and no delete."

_SQLITE_ERASED = """EXISTS (
    SELECT 1 FROM register_edition erasure, json_each(erasure.body, '$.erasure.masked') entry
    WHERE erasure.action = 'erased' AND erasure.kind = OLD.kind AND erasure.slug = OLD.slug
      AND json_extract(entry.value, '$.sequence') = OLD.sequence)"""

_FIXED_COLUMNS = (
    "sequence",
    "kind",
    "slug",
    "number",
    "action",
    "recorded_at",
    "body_sha256",
    "approval_salt",
    "approval_sha256",
    "parts_salt",
    "parts_sha256",
    "previous_hash",
    "hash",
    "submitted_by_id",
    "approved_by_id",
)

_SQLITE = {
    "register_edition_no_delete": f"""CREATE TRIGGER register_edition_no_delete
        BEFORE DELETE ON register_edition
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    "register_edition_no_update": f"""CREATE TRIGGER register_edition_no_update
        BEFORE UPDATE ON register_edition
        WHEN NOT ({" AND ".join(f"NEW.{c} IS OLD.{c}" for c in _FIXED_COLUMNS)}
                  AND {_SQLITE_ERASED})
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
}

_POSTGRESQL_SOURCE = f"""
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        IF to_jsonb(NEW) - 'body' = to_jsonb(OLD) - 'body' AND EXISTS (
            SELECT 1 FROM register_edition erasure,
                 jsonb_array_elements(erasure.body::jsonb -> 'erasure' -> 'masked') entry
            WHERE erasure.action = 'erased' AND erasure.kind = OLD.kind
              AND erasure.slug = OLD.slug
              AND (entry ->> 'sequence')::bigint = OLD.sequence
              AND entry ->> 'body_sha256' = encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex'))
        THEN RETURN NEW; END IF;
      END IF;
      RAISE EXCEPTION '{MESSAGE}';
    END """

# Temporary tables come last in the path: one named as the ledger would tell of false erasures.
_POSTGRESQL_FUNCTION = """
    CREATE OR REPLACE FUNCTION register_edition_guard() RETURNS trigger AS $${source}$$
    LANGUAGE plpgsql SET search_path = {schema}, pg_temp"""

# In the words in which PostgreSQL itself gives them back.
_POSTGRESQL = {
    "register_edition_no_change": "CREATE TRIGGER register_edition_no_change "
    "BEFORE DELETE OR UPDATE ON register_edition "
    "FOR EACH ROW EXECUTE FUNCTION register_edition_guard()",
    "register_edition_no_truncate": "CREATE TRIGGER register_edition_no_truncate "
    "BEFORE TRUNCATE ON register_edition "
    "FOR EACH STATEMENT EXECUTE FUNCTION register_edition_guard()",
}

_PRESENT_POSTGRESQL = """
    SELECT tgname, pg_get_triggerdef(t.oid, true), prosrc,
           tgenabled IN ('O', 'A') AND lanname = 'plpgsql'
           AND proconfig = ARRAY[format('search_path=%I, pg_temp', current_schema())]
    FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid JOIN pg_language l ON l.oid = prolang
    WHERE NOT tgisinternal AND tgrelid = to_regclass('register_edition')"""
_PRESENT_SQLITE = """
    SELECT name, sql, '', 1 FROM sqlite_master
    WHERE type = 'trigger' AND tbl_name = 'register_edition'"""


def install(connection) -> None:
    """Put the guards there as they have to be, if they are not. Other triggers are left alone."""
    if not set(missing(connection)) & set(_wanted(connection)):
        return
    drop(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT quote_ident(current_schema())")
            [schema] = cursor.fetchone()
            cursor.execute(_POSTGRESQL_FUNCTION.format(source=_POSTGRESQL_SOURCE, schema=schema))
        for statement in _wanted(connection).values():
            cursor.execute(statement)


def drop(connection) -> None:
    """Lift the guards. For tests that flush the database; nothing in the product calls it."""
    with connection.cursor() as cursor:
        for name in _wanted(connection):
            table = " ON register_edition" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


def missing(connection) -> list[str]:
    """The names of the guards that are not there as they have to be; empty if all are.

    They are compared by what they do: one of the right name may have no effect. A trigger that is
    none of them is named too, because it could undo what they let through.
    """
    wanted = _wanted(connection)
    is_postgresql = connection.vendor == "postgresql"
    source = _POSTGRESQL_SOURCE if is_postgresql else ""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT_POSTGRESQL if is_postgresql else _PRESENT_SQLITE)
        present = {name: (text, does, fires) for name, text, does, fires in cursor.fetchall()}
        right = {
            name
            for name, (text, does, fires) in present.items()
            if (text, does) == (wanted.get(name), source) and fires
        }
        absent = sorted(wanted.keys() - right)
        absent += sorted(f"{name} (unknown)" for name in present.keys() - wanted.keys())
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA recursive_triggers")
            if cursor.fetchone() != (1,):
                absent.append("PRAGMA recursive_triggers=ON")
    return absent


def _wanted(connection) -> dict[str, str]:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
