"""Bulk work: PostgreSQL's COPY of every body, and the index made anew from the ledger."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from contextlib import suppress

from django.db import connection

from register.models import Edition

from . import database
from .clocks import backends, process_clock

LOOK_EVERY = 0.1  # seconds
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
    command = [sys.executable, "manage.py", "reindex", "--force"]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=database.ROOT, stdout=subprocess.DEVNULL)
    spent: dict[int, int] = {}  # by PostgreSQL process, as last seen
    ended = 0
    while not ended:
        for pid in backends():
            with suppress(OSError):  # it has just ended
                spent[pid] = process_clock(pid)
        time.sleep(LOOK_EVERY)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    seconds, editions = time.perf_counter() - started, Edition.objects.count()
    return {
        "editions": editions,
        "seconds": seconds,
        "app_ms": (usage.ru_utime + usage.ru_stime) * 1000 / editions,
        "database_ms": sum(spent.values()) / 1e6 / editions,
        "peak_mb": usage.ru_maxrss / 1024,
    }
