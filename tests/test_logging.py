"""What goes wrong in production is recorded: on stderr, with its traceback."""

import subprocess
import sys
from pathlib import Path

from .test_settings import COMPLETE, outer

ROOT = Path(__file__).resolve().parent.parent
# One request to the application as a server would make it, of a database without any table.
REQUEST = """
from wsgiref.util import setup_testing_defaults
from collab_portal.wsgi import application
environ = {"wsgi.url_scheme": "https", "HTTP_HOST": "register.example", "PATH_INFO": "/teams/"}
setup_testing_defaults(environ)
application(environ, lambda status, headers: print(status))
"""


def test_an_error_of_a_view_leaves_its_traceback_on_stderr():
    process = subprocess.run(
        [sys.executable, "-c", REQUEST],
        env=outer() | COMPLETE,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.stdout == "500 Internal Server Error\n", process.stderr
    recorded = "ERROR django.request: Internal Server Error: /teams/\nTraceback (most recent"
    assert process.stderr.count(recorded) == 1, process.stderr
    assert "OperationalError: no such table: register_ledgerhead" in process.stderr
