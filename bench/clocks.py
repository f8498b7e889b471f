"""CPU time of this process and of PostgreSQL's, as Linux counts it."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

LOCAL = {"", "localhost", "127.0.0.1", "::1"}


def process_clock(pid: int) -> int:
    """CPU time that a process has used, in nanoseconds.

    Linux gives the clock of any process by its number: see clock_getcpuclockid(3).
    """
    return time.clock_gettime_ns((~pid << 3) | 2)


def stat(pid: int) -> list[str]:
    """Fields of /proc/<pid>/stat from the third, `state`, on: see proc(5)."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def parent_of(pid: int) -> int:
    return int(stat(pid)[1])


def ended_children(pid: int) -> int:
    """CPU time of a process's children that have ended, in nanoseconds, to a hundredth of a second.

    Of PostgreSQL's main process: parallel workers and closed connections, of all its databases.
    """
    fields = stat(pid)
    ticks = int(fields[13]) + int(fields[14])  # cutime, cstime
    return ticks * 1_000_000_000 // os.sysconf("SC_CLK_TCK")


def own_backend() -> int:
    """Number of the PostgreSQL process that serves this process."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def is_local() -> bool:
    """Whether PostgreSQL's processes run here, where Linux tells of them."""
    command = Path(f"/proc/{own_backend()}/cmdline")
    is_here = connection.settings_dict["HOST"] in LOCAL and command.exists()
    return is_here and b"postgres" in command.read_bytes()


def backends() -> list[int]:
    """The PostgreSQL processes at work on this database, but for this process's own.

    None if they run elsewhere: then nobody here can tell their time.
    """
    if not is_local():
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type IN ('client backend', 'parallel worker') "
            "AND pid != pg_backend_pid()"
        )
        return [pid for (pid,) in cursor.fetchall()]


@dataclass(frozen=True)
class Cost:
    """Of one request, in milliseconds of CPU time; `wall` is what a clock showed."""

    app: float
    database: float
    wall: float

    @property
    def cpu(self) -> float:
        return self.app + self.database

    def parts(self) -> tuple[float, float, float]:
        return self.app, self.database, self.wall


class DatabaseClock:
    """CPU time that PostgreSQL has spent on this process's connection, in nanoseconds.

    With the server on this machine: the process of the connection to the nanosecond; where a plan
    has parallel workers also those, which PostgreSQL's main process counts in hundredths of a
    second once they have ended. It counts the closed connections of all databases with them, so
    only such plans ask it. With the server elsewhere: the time that queries took, seen from here.
    """

    def __init__(self):
        self.waited = 0
        self.pid = own_backend()
        self.is_local = is_local()
        self.parent = parent_of(self.pid) if self.is_local else 0

    @property
    def words(self) -> str:
        if self.is_local:
            return "CPU time of the PostgreSQL process, its parallel workers included"
        return "wall time of queries, as the server is on another machine"

    def read(self, with_workers: bool = False) -> int:
        if not self.is_local:
            return self.waited
        return process_clock(self.pid) + (ended_children(self.parent) if with_workers else 0)

    def cost(self, request: Callable[[], object], with_workers: bool) -> Cost:
        """What a request costs. Reading the clocks is no part of it."""
        database = self.read(with_workers)
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        if self.is_local:
            request()
        else:
            with connection.execute_wrapper(self.wait):
                request()
        cpu, wall = time.process_time_ns() - cpu, time.perf_counter_ns() - wall
        return Cost(cpu / 1e6, (self.read(with_workers) - database) / 1e6, wall / 1e6)

    def wait(self, execute, sql, params, many, context):
        """For `connection.execute_wrapper`, with the server elsewhere."""
        before = time.perf_counter_ns()
        try:
            return execute(sql, params, many, context)
        finally:
            self.waited += time.perf_counter_ns() - before
