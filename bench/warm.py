"""Warm requests a second of real server processes, beside a view of constant bytes.

One gunicorn worker serves each in turn. What counts is the CPU time that the worker and its
PostgreSQL process spend on a request: a core that does nothing else serves 1,000 ms of it a second.
"""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from .addresses import Case
from .clocks import backends, process_clock
from .requests import FailedRequestError

FEWEST, MOST = 20, 300  # requests of an address in a round
PATIENCE = 30  # seconds for the server to start


def measure(cases: Iterable[Case], rounds: int, seconds: float) -> list[dict]:
    """Requests a second of a core for each warm case and for constant bytes of its length."""
    with server() as (worker, port):
        asked = [Warm(case, worker, port, seconds) for case in cases if case.is_warm_measured]
        for _ in range(rounds):
            for each in asked:
                each.round()
        return [each.told() for each in asked]


@contextmanager
def server():
    """(process of the one worker, port) of gunicorn with the settings of this run."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "django.core.wsgi:get_wsgi_application()"]
    options = ["--workers=1", "--worker-class=gthread", "--threads=1", f"--bind=127.0.0.1:{port}"]
    options += ["--keep-alive=60", "--log-level=error"]
    process = subprocess.Popen([*command, *options], env={**os.environ, "PYTHONWARNINGS": "ignore"})
    try:
        yield worker_of(process, port), port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def worker_of(process: subprocess.Popen, port: int) -> int:
    """The one worker, once it answers."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            if numbers := children.read_text().split():
                return int(numbers[0])
        time.sleep(0.1)
    raise FailedRequestError("gunicorn did not start.")


class Warm:
    """One address and the constant bytes of its answer's length."""

    def __init__(self, case: Case, worker: int, port: int, seconds: float):
        self.case, self.worker, self.port, self.seconds = case, worker, port, seconds
        with self.connected() as connected:
            self.bytes = len(get(connected, case.product))
        self.constant = f"/constant/{self.bytes}/"
        self.product_ms: list[float] = []
        self.constant_ms: list[float] = []

    def connected(self):
        return closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60))

    def round(self) -> None:
        self.product_ms.append(self.cost(self.case.product))
        self.constant_ms.append(self.cost(self.constant))

    def cost(self, address: str) -> float:
        """CPU time of one request over a connection that stays, in milliseconds."""
        with self.connected() as connected:
            get(connected, address)
            before, until, requests = self.spent(), time.monotonic() + self.seconds, 0
            while requests < FEWEST or (requests < MOST and time.monotonic() < until):
                get(connected, address)
                requests += 1
            return (self.spent() - before) / requests / 1e6

    def spent(self) -> int:
        """CPU time of the worker and of its PostgreSQL processes so far, in nanoseconds."""
        return sum(map(process_clock, [self.worker, *backends()]))

    def told(self) -> dict:
        product, constant = map(statistics.median, (self.product_ms, self.constant_ms))
        return {
            "name": self.case.name,
            "address": self.case.product,
            "bytes": self.bytes,
            "product_ms": product,
            "constant_ms": constant,
            "share": constant / product,
        }


def get(connected: http.client.HTTPConnection, address: str) -> bytes:
    connected.request("GET", address, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
    response = connected.getresponse()
    body = response.read()
    if response.status != 200:
        raise FailedRequestError(f"{address}: {response.status}, not 200.")
    return body
