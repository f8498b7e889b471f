"""Run the whole suite: on SQLite, on PostgreSQL if one answers, and in Chromium if there is one.

    make test                  everything this machine can run
    make test ARGS="-k ledger" the same, with arguments for pytest

TEST_POSTGRES_URL and TEST_REDIS_URL name other servers than those of this machine. REQUIRE_ALL=1
fails instead of skipping what cannot be run. (Plain `pytest` works too: one run, on DATABASE_URL.)
What runs where, and why: docs/testing.md.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests import services

ROOT = Path(__file__).resolve().parent.parent
# A file stays in one process, which makes its fixtures once.
PARALLEL = ("-n", "auto", "--maxprocesses", "8", "--dist", "loadfile")
NOTHING_SELECTED = 5  # pytest's exit code; fair where the caller's -k leaves a part no test


@dataclass(frozen=True)
class Part:
    """One run of pytest, and why it cannot be had here, if so."""

    name: str
    problem: str | None
    database_url: str
    markers: str
    options: tuple[str, ...] = ()

    def start(self, arguments: list[str], output=None) -> subprocess.Popen:
        """Begin it, in an environment that owes nothing to the caller's settings."""
        environment = {
            **os.environ,
            "ENVIRONMENT": "development",
            "DATABASE_URL": self.database_url,
            "CACHE_URL": "locmemcache://",
        }
        command = [sys.executable, "-m", "pytest", "--create-db", "-m", self.markers]
        return subprocess.Popen(
            [*command, *self.options, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )


def every_part() -> list[Part]:
    """The browser first: it runs beside the others, for it mostly waits."""
    name = f"collab_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"  # of this checkout alone
    postgres = urlunsplit(urlsplit(services.POSTGRES_URL)._replace(path=f"/{name}"))
    memory = "sqlite://:memory:"  # pytest makes a file of its own, never db.sqlite3
    missing = None if services.chromium() else "Chromium not found (Debian: apt install chromium)"
    return [
        Part("Browser", missing, memory, "browser"),
        Part("SQLite", None, memory, "not (postgresql or browser)", PARALLEL),
        Part(
            "PostgreSQL",
            services.postgres_problem(),
            postgres,
            "not (sqlite or redis or browser)",
            (*PARALLEL, "--second-engine"),
        ),
    ]


def main(arguments: list[str]) -> int:
    """Run each part, say which were skipped and why, and return the exit code."""
    browser, *engines = every_part()
    with tempfile.TemporaryFile() as kept:
        beside = None if browser.problem else browser.start(arguments, kept)
        failed = [part for part in engines if not part.problem and not run(part, arguments)]
        if beside:
            print(f"\n== {browser.name}, beside these ==", flush=True)
            code = beside.wait()
            kept.seek(0)
            print(kept.read().decode(errors="replace"))
            failed += [] if is_fair(code, arguments) else [browser]
    problems = {part.name: part.problem for part in (*engines, browser)}
    problems["Redis"] = services.redis_problem()
    skipped = [f"{name} tests skipped: {why}" for name, why in problems.items() if why]
    for line in ["", *skipped, *(f"{part.name} tests failed" for part in failed)]:
        print(line)
    if not skipped and not failed:
        print("Ran on SQLite and PostgreSQL, with Redis and in the browser.")
    return 1 if failed or (skipped and services.REQUIRE_ALL) else 0


def run(part: Part, arguments: list[str]) -> bool:
    """Whether a part passes."""
    print(f"\n== {part.name} ==", flush=True)
    started = time.monotonic()
    code = part.start(arguments).wait()
    print(f"== {part.name}: {time.monotonic() - started:.0f} s ==", flush=True)
    return is_fair(code, arguments)


def is_fair(code: int, arguments: list[str]) -> bool:
    """Whether pytest's exit code is no failure."""
    return not code or (code == NOTHING_SELECTED and bool(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
