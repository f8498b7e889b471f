"""The database of one size: created when absent, loaded once, kept for the next run.

It is made anew when a migration, the generator or the baseline's tables changed, as the
fingerprint kept in it tells.
"""

import hashlib
import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_URL = "postgres://postgres@127.0.0.1:5432/postgres"
MADE_FROM = (
    "*/migrations/*.py",
    "organisations/data/*.csv",
    "bench/generator.py",
    "bench/cast.py",
    "bench/dates.py",
    "bench/papers.py",
    "bench/parts.py",
    "bench/together.py",
    "bench/words.py",
    "bench/plain/models.py",
    "bench/plain/loading.py",
)


def server() -> str:
    return os.environ.get("BENCH_POSTGRES_URL", DEFAULT_URL)


def name_of(size: int) -> str:
    return f"collab_bench_{size}"


def url_of(name: str) -> str:
    """Address of a database on the server, as DATABASE_URL takes it."""
    return urlsplit(server())._replace(path=f"/{name}").geturl()


def fingerprint() -> str:
    """Changes with whatever the tables and their rows are made from."""
    digest = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def check() -> None:
    """Raises SystemExit with words if the server does not answer."""
    try:
        psycopg2.connect(server()).close()
    except psycopg2.OperationalError as error:
        raise SystemExit(
            f"PostgreSQL is needed; BENCH_POSTGRES_URL says where it is. {error}"
        ) from None


def execute(address: str, *statements) -> None:
    """Statements outside any transaction, as those about whole databases have to be."""
    connection = psycopg2.connect(address)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()


def create(name: str, template: str = "template0") -> None:
    """An empty database, or a copy of another that nobody is connected to; an old one goes."""
    drop(name)
    identifiers = sql.Identifier(name), sql.Identifier(template)
    execute(server(), sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*identifiers))


def drop(name: str) -> None:
    execute(server(), sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def told(name: str) -> dict | None:
    """What was measured while the database was loaded; None if it has to be loaded (again)."""
    try:
        connection = psycopg2.connect(url_of(name))
    except psycopg2.OperationalError:
        return None  # there is no such database, or no server: then creating it says so
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT fingerprint, facts FROM bench_loaded")
            kept, facts = cursor.fetchone()
    except (psycopg2.errors.UndefinedTable, TypeError):
        return None
    finally:
        connection.close()
    return json.loads(facts) if kept == fingerprint() else None


def keep(name: str, facts: dict) -> None:
    """Mark the database as whole, with what was measured while it was loaded."""
    table = sql.SQL("CREATE TABLE bench_loaded (fingerprint text, facts text)")
    row = sql.SQL("INSERT INTO bench_loaded VALUES ({}, {})").format(
        sql.Literal(fingerprint()), sql.Literal(json.dumps(facts))
    )
    execute(url_of(name), table, row)
