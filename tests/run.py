"""Run the whole suite: on SQLite, on PostgreSQL if one answers, and in Chromium if there is one.

    make test                  everything this machine can run
    make test ARGS="-k ledger" the same, with arguments for pytest

TEST_POSTGRES_URL and TEST_REDIS_URL name other servers than those of this machine. REQUIRE_ALL=1
fails instead of skipping what cannot be run. (Plain `pytest` works too: one run, on DATABASE_URL.)
"""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests import services

ROOT = Path(__file__).resolve().parent.parent
PARALLEL = ["-n", "auto", "--maxprocesses", "8"]
NOTHING_SELECTED = 5  # pytest's exit code; fair where the caller's -k leaves a part no test


def main(arguments: list[str]) -> int:
    """Run each part, say which were skipped and why, and return the exit code."""
    skipped: list[str] = []
    failed: list[str] = []
    for name, problem, run in (
        ("SQLite", None, run_on_sqlite),
        ("PostgreSQL", services.postgres_problem(), run_on_postgres),
        ("Redis", services.redis_problem(), run_with_redis),
        ("Browser", browser_problem(), run_in_browser),
    ):
        if problem:
            skipped.append(f"{name} tests skipped: {problem}")
            continue
        print(f"\n== {name} ==", flush=True)
        started = time.monotonic()
        code = run(arguments)
        if code and not (code == NOTHING_SELECTED and arguments):
            failed.append(f"{name} tests failed")
        print(f"== {name}: {time.monotonic() - started:.0f} s ==", flush=True)
    print()
    for line in skipped + failed:
        print(line)
    if not skipped and not failed:
        print("Ran on SQLite and PostgreSQL, with Redis and in the browser.")
    return 1 if failed or (skipped and services.REQUIRE_ALL) else 0


def run_on_sqlite(arguments: list[str]) -> int:
    """Everything but what needs another service; on a database of its own, never db.sqlite3."""
    return pytest("sqlite://:memory:", "not (postgresql or redis or browser)", arguments, PARALLEL)


def run_on_postgres(arguments: list[str]) -> int:
    """The same tests again on PostgreSQL, in a database named after this checkout."""
    name = f"collab_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"
    url = urlunsplit(urlsplit(services.POSTGRES_URL)._replace(path=f"/{name}"))
    return pytest(url, "not (sqlite or redis or browser)", arguments, PARALLEL)


def run_with_redis(arguments: list[str]) -> int:
    """What needs a shared cache."""
    return pytest("sqlite://:memory:", "redis", arguments)


def run_in_browser(arguments: list[str]) -> int:
    """What needs a browser; the tests start the site as a process of its own."""
    return pytest("sqlite://:memory:", "browser", arguments)


def browser_problem() -> str | None:
    """Why browser tests cannot run here, or None if they can."""
    return None if services.chromium() else "Chromium not found (Debian: apt install chromium)"


def pytest(database_url: str, markers: str, arguments: list[str], options=()) -> int:
    """One run of pytest in an environment that owes nothing to the caller's settings."""
    environment = {
        **os.environ,
        "ENVIRONMENT": "development",
        "DATABASE_URL": database_url,
        "CACHE_URL": "locmemcache://",
    }
    command = [sys.executable, "-m", "pytest", "--create-db", "-m", markers, *options, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
