"""Fills an empty database: tables, reference data, the product by its bulk path, the baseline."""

import io
import resource
import time

from django.core.management import call_command
from django.db import connection

from register.publication import Approved, publish_many

from .cast import Cast
from .clocks import DatabaseClock
from .generator import Register
from .plain.loading import Loader


def fill(size: int) -> dict:
    """Everything a run measures. Returns what the bulk path cost: CPU per edition in ms."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("load_reference", stdout=io.StringIO())
    register = Register(size, Cast.read(seed=1))
    facts = publish(register)
    Loader().load((index, made.number, made.slug, made.body) for index, made in register.latest())
    return facts


def make_ready() -> None:
    """The index as the code of today makes it, and tables that PostgreSQL has been through."""
    call_command("reindex", stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def publish(register: Register) -> dict:
    clock = DatabaseClock()
    making = sum_of_making(register)
    started, cpu, database = time.perf_counter(), time.process_time_ns(), clock.read()
    editions = publish_many(
        Approved(made.kind, made.slug, made.body, made.number, made.action) for made in register
    )
    spent, worked = time.process_time_ns() - cpu - making, clock.read() - database
    return {
        "editions": editions,
        "app_ms": spent / editions / 1e6,
        "database_ms": worked / editions / 1e6,
        "seconds": time.perf_counter() - started,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def sum_of_making(register: Register) -> int:
    """CPU time that the generator alone takes, in nanoseconds: no cost of the product."""
    before = time.process_time_ns()
    for _ in register:
        pass
    return time.process_time_ns() - before
