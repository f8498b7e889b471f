"""What a body is filtered, ordered, counted and linked by, made by one pure function of its kind.

The register stores it in the tables of `models/index.py`; `manage.py reindex` makes them again.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .spans import ALL_TIME, Span

FIRE_KINDS = {"fire_service", "fire_authority"}


@dataclass(frozen=True)
class FindingSpan:
    """What a rule finds in a body on each day of a run, both ends included."""

    rule: str  # its id
    place: int  # in the order of its kind's rules
    starts_on: datetime.date
    ends_on: datetime.date
    message: str


@dataclass(frozen=True)
class Index:
    """Everything the index holds of one body."""

    facets: Mapping[str, Iterable[str]] = field(default_factory=dict)
    reference: str = ""
    starts_from: datetime.date | None = None  # the day that lists order it by
    # What the API derives from the body, the same on every day.
    derived: Mapping[str, Any] = field(default_factory=dict)
    periods: Iterable[Span] = (ALL_TIME,)  # all of time, cut where the lifecycle changes
    findings: Iterable[FindingSpan] = ()
    documents: Mapping[str, bool] = field(default_factory=dict)  # by SHA-256: whether taken down


def facets_of(index: Index, body: dict, participants: list[dict]) -> set[tuple[str, str]]:
    """(name, value) of each facet: those of the kind, and those that every kind has."""
    with_fire = any(o["kind"] in FIRE_KINDS or o["is_fire_authority"] for o in participants)
    every_kind = {
        "organisation": (o["slug"] for o in participants),
        "region": (o["region"] for o in participants if o["region"]),
        "owner": [body["owner"]["slug"]],
        "with_fire": ["true" if with_fire else "false"],
    }
    facets = {**every_kind, **index.facets}
    return {(name, value) for name, values in facets.items() for value in values}


def named_records(body: dict, *keys: str) -> Iterator[dict]:
    """The other records that a body names under these keys."""
    for _, other in _named(body, keys):
        yield other


def links_of(body: dict, *keys: str) -> Iterator[tuple[str, str, str]]:
    """(relation, kind, slug) of the other records that a body names under these keys."""
    for key, other in _named(body, keys):
        yield key, other["kind"], other["slug"]


def _named(body: dict, keys: Iterable[str]) -> Iterator[tuple[str, dict]]:
    for key in keys:
        value = body[key]
        for other in value if isinstance(value, list) else [value] if value else []:
            yield key, other
