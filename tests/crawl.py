"""Every address of the site: found from the URLconf, and by following what the pages link to."""

import html
import io
import json
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from django.urls import get_resolver, reverse

HOST = "testserver"
HREF = re.compile(r'(?:href|src|action)="([^"]*)"')
LINK = re.compile(r"<([^>]*)>")
STAFF = ("/admin/",)
NOT_OURS = (*STAFF, "/static/")
# A filtered list as a file holds what the list holds: only whole lists are followed.
FILTERED_FILE = re.compile(r"/[^?]*\.[a-z]+\?")
MOST_PARAMETERS = 2  # of an address that is followed, or every filter would meet every other
MOST_ADDRESSES = 4_000


@dataclass(frozen=True)
class Route:
    """One line of the URLconf, with what the lines that include it add."""

    name: str
    path: str
    arguments: frozenset[str]
    callback: object

    @property
    def is_staff(self) -> bool:
        return f"/{self.path}".startswith(STAFF)


def routes(resolver=None, path="", spaces=(), arguments=frozenset()) -> Iterator[Route]:
    """Every route there is, however deep it is included."""
    for entry in (resolver or get_resolver()).url_patterns:
        whole = path + str(entry.pattern)
        regex = entry.pattern.regex
        if regex.groups != len(regex.groupindex) and not f"/{whole}".startswith(STAFF):
            pytest.fail(f"{whole} has an argument without a name, which this crawl cannot fill")
        given = arguments | set(regex.groupindex)
        if hasattr(entry, "url_patterns"):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from routes(entry, whole, inner, given)
        else:
            yield Route(":".join((*spaces, entry.name or "")), whole, given, entry.callback)


def addresses(route: Route, fills: dict[str, list]) -> list[str]:
    """The addresses of a route: `fills` gives the values of each of its arguments, by its room.

    A route that needs what nobody filled fails, so that a new page cannot escape the crawl.
    """
    found: list[dict] = [{}]
    for argument in sorted(route.arguments):
        room = re.sub(r"[^a-z]+.*", "", route.name.removeprefix("api:"))
        if f"{room} {argument}" not in fills:
            pytest.fail(f"The crawl cannot fill “{argument}” of {route.path}: add it to its fills.")
        values = fills[f"{room} {argument}"]
        found = [{**kwargs, argument: value} for kwargs in found for value in values]
    return [reverse(route.name, kwargs=kwargs) for kwargs in found]


def queries(route: Route, values: dict[str, list[str]], times: dict[str, list[str]]) -> list[str]:
    """Query strings for a route: each parameter its view takes, with each value it may have.

    Choices come from the filters themselves. A parameter whose values nobody knows fails.
    """
    view = view_of(route)
    filters = getattr(getattr(view, "filterset_class", None), "base_filters", {})
    found = []
    for name in sorted(getattr(view, "parameters", ())):
        choices = values.get(name) or choices_of(filters.get(name))
        if not choices:
            pytest.fail(f"The crawl knows no value of “{name}” of {route.path}: add one.")
        found += [{name: value} for value in choices]
    accepted = getattr(view, "times", times) if hasattr(view, "parameters") else ()
    found += [{name: value} for name in sorted(accepted) for value in times[name]]
    return [urlencode(query) for query in found]


def view_of(route: Route):
    """The view as one request would have it; a plain function has no parameters."""
    made = getattr(route.callback, "view_class", None) or getattr(route.callback, "cls", None)
    if made is None:
        return None
    view = made(**getattr(route.callback, "view_initkwargs", {}))
    view.action_map = getattr(route.callback, "actions", None) or {}
    return view


def choices_of(declared) -> list[str]:
    choices = getattr(declared, "extra", {}).get("choices") or []
    return [str(value) for value, _ in choices]


# Reading


@dataclass
class Crawl:
    """What one reader was answered, by address."""

    client: object
    seen: dict[str, tuple] = field(default_factory=dict)

    def read(self, address: str):
        response = self.client.get(address)
        body = plain(b"".join(response) if response.streaming else response.content)
        self.seen[address] = (response.status_code, sorted(response.headers.items()), body)
        return response

    def follow(self, start) -> None:
        """Read these addresses and all they lead to."""
        ahead = deque(dict.fromkeys(start))
        known = set(ahead)
        while ahead:
            assert len(self.seen) < MOST_ADDRESSES, "the crawl finds no end"
            address = ahead.popleft()
            for link in links(address, self.read(address)):
                if link not in known:
                    known.add(link)
                    ahead.append(link)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Address and all that was answered there, headers too, as plain as can be."""
        for address, (_, headers, body) in self.seen.items():
            text = body.decode() + "\n" + "\n".join(f"{k}: {v}" for k, v in headers)
            yield address, f"{text}\n{html.unescape(text)}"


def plain(body: bytes) -> bytes:
    """An answer; of a workbook, which is an archive with times in it, the text of all its parts."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


def links(address: str, response) -> list[str]:
    """The addresses of this site that an answer names."""
    kind = response.get("Content-Type", "")
    text = "" if response.streaming else response.content.decode(errors="replace")
    found = LINK.findall(response.get("Link", ""))
    if response.get("Location"):
        found.append(response["Location"])
    if kind.startswith("text/html"):
        found += [html.unescape(link) for link in HREF.findall(text)]
    elif "json" in kind and text:
        found += [each for each in strings(json.loads(text)) if each.startswith("http")]
    joined = (ours(urljoin(f"http://{HOST}{address}", link)) for link in found)
    return [link for link in joined if link]


def ours(link: str) -> str | None:
    """The address within this site, in one writing; None for what is not followed."""
    parts = urlsplit(link)
    query = sorted(parse_qsl(parts.query, keep_blank_values=True))
    if (
        parts.scheme not in {"http", "https"}
        or parts.netloc != HOST
        or len(query) > MOST_PARAMETERS
    ):
        return None
    if parts.path.startswith(NOT_OURS):
        return None
    address = f"{parts.path}?{urlencode(query)}" if query else parts.path
    return None if FILTERED_FILE.match(address) else address


def strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)
