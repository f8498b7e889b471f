"""One request at a time through the whole WSGI application, called as a server calls it."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.core.wsgi import get_wsgi_application
from django.db import connection


class FailedRequestError(Exception):
    """An answer other than the one expected; says which and what came."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


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


def statements(request: Callable[[], object]) -> list[tuple[str, Sequence | None]]:
    """(SQL, parameters) of what a request sends to the database."""
    sent = []

    def noted(execute, sql, params, many, context):
        sent.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        request()
    return sent


def is_parallel(sent: list[tuple[str, Sequence | None]]) -> bool:
    """Whether PostgreSQL would use parallel workers for one of the statements."""
    with connection.cursor() as cursor:
        for sql, params in sent:
            if sql.lstrip(" (").upper().startswith(("SELECT", "WITH")):
                cursor.execute(f"EXPLAIN {sql}", params)
                if any("Workers Planned" in line for (line,) in cursor.fetchall()):
                    return True
    return False
