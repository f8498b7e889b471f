"""What every test shares: the database it runs on, fast passwords, and the ledger's guards.

The ledger is append-only by database triggers, so nothing can be deleted from it, not even by the
flush that ends a transactional test. `ledger_guards` lifts them for that flush and nothing else.
"""

import gc
import os
from io import StringIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from hypothesis import settings as hypothesis_settings

from register import answers, triggers
from tests import made_up_register, services

# Few examples by default, so that the suite stays quick; HYPOTHESIS_PROFILE=assurance for more.
hypothesis_settings.register_profile("quick", max_examples=12, deadline=None)
hypothesis_settings.register_profile("assurance", max_examples=2_000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


USES_DATABASE = {"db", "transactional_db", "django_db_setup"}  # pytest-django's fixtures


def pytest_addoption(parser):
    parser.addoption(
        "--second-engine",
        action="store_true",
        help="Leave out what another database engine cannot answer otherwise (docs/testing.md).",
    )


def pytest_collection_modifyitems(config, items):
    """On the second engine, run the tests that depend on the engine."""
    if config.getoption("--second-engine"):
        config.hook.pytest_deselected(items=[each for each in items if not asks_engine(each)])
        items[:] = filter(asks_engine, items)


def pytest_collection_finish():
    """Spare what the imports made from the garbage collector, which took a fifth of the time."""
    gc.freeze()


def asks_engine(item) -> bool:
    """Whether a test asks the database what another engine could answer otherwise."""
    uses = item.get_closest_marker("django_db") or USES_DATABASE.intersection(item.fixturenames)
    if item.get_closest_marker("both_engines"):
        return True
    return bool(uses) and not item.get_closest_marker("one_engine")


def pytest_runtest_setup(item):
    """Skip a test whose service is missing, saying so; fail it where everything is required."""
    problem = next(filter(None, (check(item) for check in (needs_browser, needs_redis))), None)
    if problem and services.REQUIRE_ALL:
        pytest.fail(problem)
    problem = problem or wrong_engine(item)
    if problem:
        pytest.skip(problem)


def needs_browser(item) -> str | None:
    """Why a browser test cannot run."""
    missing = item.get_closest_marker("browser") and not services.chromium()
    return "Chromium not found" if missing else None


def needs_redis(item) -> str | None:
    """Why a Redis test cannot run."""
    problem = item.get_closest_marker("redis") and services.redis_problem()
    return f"Redis not found: {problem}" if problem else None


def wrong_engine(item) -> str | None:
    """Why a test about one database engine cannot run on the present one."""
    for vendor in ("postgresql", "sqlite"):
        if item.get_closest_marker(vendor) and connection.vendor != vendor:
            return f"about {vendor}; the database here is {connection.vendor}"
    return None


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix, tmp_path_factory
) -> None:
    """Give SQLite a real file, as in service: WAL and its locks don't apply in memory.

    One folder for each worker and run, so that several runs never meet, nor meet db.sqlite3.
    """
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session", autouse=True)
def quick_settings():
    """Hash passwords fast, and keep the cache in memory whatever the environment says."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    ):
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """No test reads what another cached, nor an answer made for another."""
    cache.clear()
    answers.clear()


@pytest.fixture(autouse=True)
def ledger_guards(request):
    """See that a transactional test starts with the ledger guarded, and lift that for its flush.

    Asking for transactional_db here makes pytest end this fixture before that one, which flushes;
    the flush migrates nothing but announces post_migrate, which puts the triggers back.
    """
    marker = request.node.get_closest_marker("django_db")
    transactional = (marker and marker.kwargs.get("transaction")) or {
        "transactional_db",
        "live_server",
    } & set(request.fixturenames)
    if not transactional:
        yield
        return
    request.getfixturevalue("transactional_db")
    missing = triggers.missing(connection)
    assert not missing, f"the ledger is unguarded: {missing}"
    yield
    triggers.drop(connection)


@pytest.fixture(scope="module")
def small_register(django_db_setup, django_db_blocker):
    """The register of tests/made_up_register.py, made once for a module and rolled back after."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_up_register.make()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def example(django_db_setup, django_db_blocker):
    """What load_example printed; the example register, loaded once for a module, rolled back."""
    output = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_example", stdout=output)
        yield output.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def redis_cache(settings):
    """The default cache in Redis, under keys that no other run uses."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": services.REDIS_URL,
            "KEY_PREFIX": f"test-{uuid4()}",
            "TIMEOUT": 60,
        }
    }
    return cache
