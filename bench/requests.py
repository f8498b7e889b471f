"""One request at a time through the whole WSGI application, and what it costs.

The application is called in this process, as a server calls it, so that what is counted is its
own work. CPU time is read in nanoseconds: this process's own, and that of its PostgreSQL process.
"""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from django.core.wsgi import get_wsgi_application
from django.db import connection

TICKS_A_SECOND = 100  # of /proc/<pid>/stat on Linux (USER_HZ)
LOCAL = {"", "localhost", "127.0.0.1", "::1"}


class FailedRequestError(Exception):
    """An answer other than the one expected; says which and what came."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Cost:
    """Of one request, in milliseconds of CPU time; `wall` is what a clock showed."""

    app: float
    database: float
    wall: float

    @property
    def cpu(self) -> float:
        return self.app + self.database


class Application:
    """The site, called as a server calls it."""

    @cached_property
    def wsgi(self):
        return get_wsgi_application()

    def get(self, address: str, **headers: str) -> Answer:
        """The answer to a GET. `headers` are WSGI's: HTTP_IF_NONE_MATCH and the like."""
        parts = urlsplit(address)
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **headers,
        }
        told = {}

        def start_response(status, headers, exc_info=None):
            told["status"], told["headers"] = int(status[:3]), dict(headers)

        response = self.wsgi(environ, start_response)
        try:
            body = b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()
        return Answer(told["status"], told["headers"], body)

    def expect(self, status: int, address: str, **headers: str) -> Answer:
        """As `get`. Raises FailedRequestError if the status is another."""
        answer = self.get(address, **headers)
        if answer.status != status:
            start = answer.body[:300].decode(errors="replace")
            raise FailedRequestError(f"{address}: {answer.status}, not {status}. {start}")
        return answer


class DatabaseClock:
    """CPU time that PostgreSQL has spent on this process's connection, in nanoseconds.

    With the server on this machine: the process of the connection to the nanosecond, and its
    parallel workers, which PostgreSQL's main process counts in hundredths of a second once they
    have ended. With the server elsewhere: the time that queries took, as seen from here.
    """

    def __init__(self):
        self.waited = 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.pid = cursor.fetchone()[0]
        self.is_local = connection.settings_dict["HOST"] in LOCAL and self._is_postgres()

    @property
    def words(self) -> str:
        if self.is_local:
            return "CPU time of the PostgreSQL process, its parallel workers included"
        return "wall time of queries, as the server is on another machine"

    def read(self) -> int:
        if not self.is_local:
            return self.waited
        # Linux gives the CPU clock of any process by its number: see clock_getcpuclockid(3).
        own = time.clock_gettime_ns((~self.pid << 3) | 2)
        return own + self._workers()

    def wait(self, execute, sql, params, many, context):
        """For `connection.execute_wrapper`, with the server elsewhere."""
        before = time.perf_counter_ns()
        try:
            return execute(sql, params, many, context)
        finally:
            self.waited += time.perf_counter_ns() - before

    def _is_postgres(self) -> bool:
        command = Path(f"/proc/{self.pid}/cmdline")
        return command.exists() and b"postgres" in command.read_bytes()

    def _stat(self, pid: int) -> list[str]:
        """Fields of /proc/<pid>/stat from the third, `state`, on: see proc(5)."""
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()

    def _workers(self) -> int:
        parent = self._stat(int(self._stat(self.pid)[1]))
        ticks = int(parent[13]) + int(parent[14])  # cutime, cstime
        return ticks * 1_000_000_000 // TICKS_A_SECOND


def cost(clock: DatabaseClock, request: Callable[[], object], times: int) -> Cost:
    """The mean cost of a request made so many times in a row."""
    started, cpu, database = time.perf_counter_ns(), time.process_time_ns(), clock.read()
    for _ in range(times):
        request()
    spent = (
        time.process_time_ns() - cpu,
        clock.read() - database,
        time.perf_counter_ns() - started,
    )
    return Cost(*(nanoseconds / times / 1e6 for nanoseconds in spent))


def queries(request: Callable[[], object]) -> int:
    """How many statements a request sends to the database."""
    count = 0

    def counted(execute, sql, params, many, context):
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        request()
    return count
