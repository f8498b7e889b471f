"""Answers to public requests, kept whole in memory for as long as they are right.

An answer is kept under its address, the register version and today's date in London, so nothing has
to be invalidated: when anything public changes, the key changes. The version is read before and
after an answer is made, and the answer is kept only if both are the same, so that no answer mixes
two versions or is kept under a version that it does not show.
"""

import datetime
import gzip
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import brotli
from cachetools import LRUCache
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from .version import LONDON, RegisterVersion

COMPRESSED_FROM = 500  # bytes; below, compression costs more than it saves
TRIES = 3  # to make an answer that no publication came between


@dataclass
class Answer:
    """A 200 as bytes: in the encodings that somebody has asked for, each made once."""

    headers: dict[str, str]
    body: bytes
    encoded: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, response: HttpResponse) -> "Answer":
        return cls(dict(response.items()), response.content)

    @property
    def size(self) -> int:
        """About what it takes in memory, with its compressed forms."""
        return len(self.body) * 3 // 2 + 1_000

    def in_encoding(self, encoding: str) -> bytes:
        if encoding not in self.encoded:
            self.encoded[encoding] = ENCODERS[encoding](self.body)
        return self.encoded[encoding]


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=4),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}


class Store:
    """The answers that this process keeps. The least recently used go when memory is full."""

    def __init__(self):
        self._lock = threading.Lock()
        self._builders: dict[tuple, threading.Lock] = defaultdict(threading.Lock)
        self.clear()

    def clear(self) -> None:
        with self._lock:
            self._answers = LRUCache(settings.ANSWERS_BYTES, getsizeof=lambda answer: answer.size)

    def get(self, key: tuple) -> Answer | None:
        with self._lock:
            return self._answers.get(key)

    def keep(self, key: tuple, answer: Answer) -> None:
        with self._lock:
            if answer.size * 8 <= self._answers.maxsize:
                self._answers[key] = answer

    def get_or_make(self, key: tuple, make: Callable[[], HttpResponse]) -> Answer | HttpResponse:
        """The answer, made by one thread while others that ask for it wait."""
        with self._builders[key]:
            try:
                return self.get(key) or make()
            finally:
                self._builders.pop(key, None)


_store: Store | None = None


def store() -> Store:
    global _store
    if _store is None:
        _store = Store()
    return _store


def clear() -> None:
    """Drop every answer. For tests and measurements."""
    store().clear()


def respond(request: HttpRequest, make: Callable[[RegisterVersion], HttpResponse]) -> HttpResponse:
    """The answer to a GET or HEAD: kept, or made by `make` from the register version.

    Only an answer that is known to be a 200 can be "not modified".
    """
    request.GET = normalised(request.GET)
    version = RegisterVersion.read()
    today = timezone.localdate(timezone=LONDON)
    key = _key(request, version, today)
    answer = store().get(key)
    if answer is None:
        answer = store().get_or_make(key, lambda: _made(request, make, version, today))
    return _response(request, answer) if isinstance(answer, Answer) else answer


def normalised(params: QueryDict) -> QueryDict:
    """Query parameters without empty ones, sorted by name: such addresses ask for the same."""
    if not params:
        return params
    kept = QueryDict(mutable=True)
    for name, values in sorted(params.lists()):
        if given := [value for value in values if value]:
            kept.setlist(name, given)
    kept._mutable = False
    return kept


def _key(request: HttpRequest, version: RegisterVersion, today: datetime.date) -> tuple:
    asked = urlencode([(n, v) for n, values in request.GET.lists() for v in values])
    where = request.scheme, request.get_host(), request.path
    return (*where, asked, str(version), version.generation, today, settings.RELEASE)


def _made(request, make, version: RegisterVersion, today: datetime.date) -> Answer | HttpResponse:
    for _ in range(TRIES):
        before = version
        response = make(before)
        if response.streaming:
            _tag(response, before, today)
            return _streamed(request, response)
        # A record was perhaps not found because the index was replaced meanwhile.
        version = RegisterVersion.read()
        is_whole = (str(before), before.generation) == (str(version), version.generation)
        if is_whole:
            break
    if response.status_code != 200:
        return response
    # Tagged with the version that was read first: the content can be newer than it, never older.
    _tag(response, before, today)
    answer = Answer.of(response)
    if is_whole:
        store().keep(_key(request, before, today), answer)
    return answer


def _streamed(request: HttpRequest, response: StreamingHttpResponse) -> HttpResponse:
    """A file that is written while it is sent, which nothing keeps: a 304, or the file."""
    unchanged = get_conditional_response(request, response["ETag"], response=response)
    if request.method == "HEAD":
        response.streaming_content = iter(())
    return unchanged


def _tag(response: HttpResponseBase, version: RegisterVersion, today: datetime.date) -> None:
    """ETag and Last-Modified. They leave out the address: caches keep them by address anyway."""
    midnight = datetime.datetime.combine(today, datetime.time.min, LONDON)
    newest = max(version.changed_at or midnight, midnight)
    response["ETag"] = f'W/"{version}-{today:%Y%m%d}-{settings.RELEASE}"'
    response["Last-Modified"] = http_date(newest.timestamp())
    response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])


def _response(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The response: 304, or the answer in an encoding that the reader accepts."""
    # Only the ETag counts: a date cannot tell two changes within a second apart.
    unchanged = get_conditional_response(request, answer.headers["ETag"])
    if unchanged is not None:
        for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
            unchanged[name] = answer.headers[name]
        return unchanged
    encoding = _encoding(request) if len(answer.body) >= COMPRESSED_FROM else ""
    response = HttpResponse(answer.in_encoding(encoding) if encoding else answer.body)
    for name, value in answer.headers.items():
        response[name] = value
    if encoding:
        response["Content-Encoding"] = encoding
    return response


def _encoding(request: HttpRequest) -> str:
    """The best encoding that the reader accepts; empty for none."""
    accepted = request.headers.get("Accept-Encoding", "")
    if not accepted:
        return ""
    names = {
        part.split(";")[0].strip()
        for part in accepted.lower().split(",")
        if not part.replace(" ", "").endswith((";q=0", ";q=0.0"))
    }
    return next((encoding for encoding in ENCODERS if encoding in names), "")
