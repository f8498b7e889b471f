"""Bulk work: PostgreSQL's COPY of every body, and the index made anew from the ledger."""

import os
import shutil
import statistics
import subprocess
import sys
import time

from django.db import connection

from register.models import Edition

from . import database
from .clocks import DatabaseClock

COPY = "COPY (SELECT body FROM register_edition ORDER BY sequence) TO STDOUT"


def copy(rounds: int) -> dict | None:
    """Seconds for psql to read every body of the ledger; None where there is no psql."""
    psql = shutil.which("psql")
    if not psql:
        return None
    address = database.url_of(connection.settings_dict["NAME"])
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        subprocess.run(
            [psql, address, "-qc", COPY], stdout=subprocess.DEVNULL, check=True, timeout=600
        )
        seconds.append(time.perf_counter() - started)
    return {"editions": Edition.objects.count(), "seconds": statistics.median(seconds)}


def reindex() -> dict:
    """What `manage.py reindex` of the whole ledger takes: time, CPU per edition, memory."""
    clock = DatabaseClock()
    started, before = time.perf_counter(), clock.read()
    command = [sys.executable, "manage.py", "reindex", "--force"]
    process = subprocess.Popen(command, cwd=database.ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    seconds, editions = time.perf_counter() - started, Edition.objects.count()
    return {
        "editions": editions,
        "seconds": seconds,
        "app_ms": (usage.ru_utime + usage.ru_stime) * 1000 / editions,
        "database_ms": (clock.read() - before) / 1e6 / editions,
        "peak_mb": usage.ru_maxrss / 1024,
    }
