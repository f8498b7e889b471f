"""Canonical text of a body, its hash, and the masking of a text inside it.

Canonical text is JSON with sorted keys, no spaces, and characters as they are (UTF-8), so that
anyone can recompute a hash from a download.
"""

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

ERASED = "[erased]"


def canonical(body: dict) -> str:
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def digest(body: dict) -> str:
    return sha256(canonical(body))


def utc_text(moment: datetime.datetime) -> str:
    """A moment as the ledger and the API write it: "2026-11-22T09:30:00.000000Z"."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def mask(value: Any, text: str) -> Any:
    """The value with every occurrence of the text, in any letter case, replaced by "[erased]"."""
    if isinstance(value, dict):
        return {key: mask(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [mask(item, text) for item in value]
    if isinstance(value, str):
        return re.sub(re.escape(text), ERASED, value, flags=re.IGNORECASE)
    return value


def paths_of(value: Any, text: str, path: str = "") -> Iterator[str]:
    """JSON Pointers (RFC 6901) to the strings that hold the text, in any letter case."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths_of(item, text, f"{path}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from paths_of(item, text, f"{path}/{position}")
    elif isinstance(value, str) and re.search(re.escape(text), value, flags=re.IGNORECASE):
        yield path
