"""Measures one loaded size, as a process: `python -m bench.measure SIZE ROUNDS SECONDS FILE`.

Product and baseline are asked in turn, so that whatever else the machine does meets both alike.
Cold: no kept answer is used, PostgreSQL's buffers are warm. Warm: the same address again.
"""

import json
import os
import platform
import sys
import time
from pathlib import Path

import django

from . import database


def main(size: int, rounds: int, seconds: float, file: Path) -> None:
    name = database.name_of(size)
    os.environ["DATABASE_URL"] = database.url_of(name)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    # What needs models can be imported only now.
    from . import addresses, bulk, cold, warm

    cases = addresses.cases(addresses.Places.read())
    costs, clock = cold.measure(cases, rounds, seconds)
    measured = {
        "size": size,
        "rounds": rounds,
        "machine": machine(),
        "database_clock": clock.words,
        "loading": database.told(name),
        "cases": costs,
        "warm": warm.measure(cases, rounds, seconds),
        "copy": bulk.copy(rounds),
        "reindex": bulk.reindex(),
    }
    file.write_text(json.dumps(measured, indent=1))


def machine() -> dict:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT version(), pg_size_pretty(pg_database_size(current_database()))")
        server, on_disk = cursor.fetchone()
    return {
        "date": time.strftime("%-d %B %Y"),
        "processor": processor(),
        "processors": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": server.split(",")[0].split(" (")[0],
        "database_size": on_disk,
        "load": round(os.getloadavg()[0], 1),
    }


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
