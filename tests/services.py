"""Which of the things some tests need are to be found on this machine: Chromium, databases."""

import os
import shutil
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import redis

POSTGRES_URL = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

# Set by .ci/run: a test that cannot run is then a failure, not a skip.
REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"


def chromium() -> str | None:
    """The path of the system's Chromium."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def postgres_problem(url: str = POSTGRES_URL) -> str | None:
    """Why tests cannot use this PostgreSQL, or None if they can."""
    maintenance = urlunsplit(urlsplit(url)._replace(scheme="postgresql", path="/postgres"))
    try:
        connection = psycopg2.connect(maintenance, connect_timeout=3)
    except (psycopg2.Error, UnicodeDecodeError) as error:
        return str(error).strip().splitlines()[0]
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            )
            may_create = cursor.fetchone()[0]
    finally:
        connection.close()
    return None if may_create else "its user may not create databases"


def redis_problem(url: str = REDIS_URL) -> str | None:
    """Why tests cannot use this Redis, or None if they can."""
    client = redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=2)
    try:
        client.ping()
    except redis.RedisError as error:
        return str(error)
    finally:
        client.close()
    return None


def without_password(url: str) -> str:
    """The address of a service, fit for printing."""
    parts = urlsplit(url)
    if parts.password is None:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", ":***@")))
