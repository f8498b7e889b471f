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
    "previous_hash",
    "hash",
    "submitted_by_id",
    "approved_by_id",
)

_SQLITE = {
    "register_edition_no_delete": f"""
        CREATE TRIGGER IF NOT EXISTS register_edition_no_delete BEFORE DELETE ON register_edition
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    "register_edition_no_update": f"""
        CREATE TRIGGER IF NOT EXISTS register_edition_no_update BEFORE UPDATE ON register_edition
        WHEN NOT ({" AND ".join(f"NEW.{c} IS OLD.{c}" for c in _FIXED_COLUMNS)}
                  AND {_SQLITE_ERASED})
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
}

_POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION register_edition_guard() RETURNS trigger AS $$
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
    END $$ LANGUAGE plpgsql"""

_POSTGRESQL = {
    "register_edition_no_change": """
        CREATE OR REPLACE TRIGGER register_edition_no_change
        BEFORE UPDATE OR DELETE ON register_edition
        FOR EACH ROW EXECUTE FUNCTION register_edition_guard()""",
    "register_edition_no_truncate": """
        CREATE OR REPLACE TRIGGER register_edition_no_truncate
        BEFORE TRUNCATE ON register_edition
        FOR EACH STATEMENT EXECUTE FUNCTION register_edition_guard()""",
}


def install(connection) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for statement in _wanted(connection).values():
            cursor.execute(statement)


def drop(connection) -> None:
    """Lift the guards. For tests that flush the database; nothing in the product calls it."""
    with connection.cursor() as cursor:
        for name in _wanted(connection):
            table = " ON register_edition" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


def missing(connection) -> list[str]:
    """The names of the guards that are missing; empty if all are there."""
    wanted = set(_wanted(connection))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') "
                "AND tgrelid = to_regclass('register_edition')"
            )
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        absent = sorted(wanted - {name for (name,) in cursor.fetchall()})
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA recursive_triggers")
            if cursor.fetchone() != (1,):
                absent.append("PRAGMA recursive_triggers=ON")
    return absent


def _wanted(connection) -> dict[str, str]:
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
