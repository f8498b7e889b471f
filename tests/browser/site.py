"""The real site on the example register, as a process of its own on a database of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent.parent
STARTS_WITHIN_SECONDS = 60
STAFF_NAME = "browser-test"
STAFF_PASSWORD = "only-on-this-machine-for-this-run"


@dataclass(frozen=True)
class Site:
    """A running site, and an agreement and a staff sign-in to be found on it."""

    address: str
    agreement: str

    def url(self, path: str) -> str:
        """The full address of a path."""
        return self.address + path

    def public_paths(self) -> list[str]:
        """Every kind of public page, and one that does not exist."""
        agreement = f"/agreements/{self.agreement}/"
        return [
            "/",
            "/agreements/",
            agreement,
            f"{agreement}editions/",
            f"{agreement}editions/1/",
            f"{agreement}?as_at=2001-01-01",
            "/agreements/?lifecycle=expired&as_at=yesterday",
            "/assurance/",
            "/teams/",
            "/teams/co-located-prevention-team-derbyshire/",
            "/sites/joint-headquarters-derbyshire/",
            "/visions/",
            "/visions/making-derbyshire-safer-together/",
            "/search/?q=forensics",
            "/organisations/",
            "/organisations/leicestershire-police/",
            "/no-such-page/",
        ]


@contextmanager
def example_site(folder: Path) -> Iterator[Site]:
    """Migrate and load the example into a new SQLite file in `folder`, and serve it meanwhile."""
    port = free_port()
    environment = {
        **os.environ,
        "ENVIRONMENT": "development",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "CACHE_URL": "locmemcache://",
        "DJANGO_SUPERUSER_PASSWORD": STAFF_PASSWORD,
    }
    for command in (
        ["migrate", "--verbosity=0"],
        ["load_example"],
        ["createsuperuser", "--noinput", f"--username={STAFF_NAME}", "--email=test@example.org"],
    ):
        manage(command, environment)
    log = folder / "site.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield wait_for(f"http://127.0.0.1:{port}", process, log)
    finally:
        process.terminate()
        process.wait(timeout=10)


def manage(command: list[str], environment: dict[str, str]) -> None:
    """One management command; what it printed becomes the error if it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(address: str, process: subprocess.Popen, log: Path) -> Site:
    """The site, once it answers."""
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{address}/api/v1/agreements/", timeout=10) as answer:
                return Site(address, json.load(answer)["results"][0]["slug"])
        except HTTPError:
            raise
        except URLError:
            time.sleep(0.2)
    raise RuntimeError(f"the site did not start:\n{log.read_text(errors='replace')}")
