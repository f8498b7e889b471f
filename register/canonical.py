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

# Keys of every kind's bodies whose values code reads: an erasure leaves them as they are.
FIXED_KEYS = frozenset(
    {"schema", "erasure", "slug", "kind", "overseen_by", "nation", "region", "reference"}
    | {"media_type", "ons_code", "police_uk_id"}
)


def canonical(body: dict | list) -> str:
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def digest(body: dict | list) -> str:
    return sha256(canonical(body))


def utc_text(moment: datetime.datetime) -> str:
    """A moment as the ledger and the API write it: "2026-11-22T09:30:00.000000Z"."""
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def mask(body: Any, text: str, words: frozenset[str] = frozenset(), key: str = "") -> Any:
    """The body with every occurrence of the text, in any letter case, replaced by "[erased]".

    Only text that people wrote is masked: dates, addresses, values of vocabularies and hashes stay,
    because code reads them. `words` names a kind's own keys of that sort.
    """
    if is_fixed(key, words):
        return body
    if isinstance(body, dict):
        return {name: mask(item, text, words, name) for name, item in body.items()}
    if isinstance(body, list):
        return [mask(item, text, words, key) for item in body]
    if isinstance(body, str):
        return re.sub(re.escape(text), ERASED, body, flags=re.IGNORECASE)
    return body


def paths_of(body: Any, text: str, words: frozenset[str] = frozenset()) -> list[str]:
    """JSON Pointers (RFC 6901) to the strings people wrote that hold the text, in any case."""
    return [path for path, keys in _holding(body, text) if not _any_fixed(keys, words)]


def fixed_paths_of(body: Any, text: str, words: frozenset[str] = frozenset()) -> list[str]:
    """JSON Pointers to the strings that hold the text and cannot be masked."""
    return [path for path, keys in _holding(body, text) if _any_fixed(keys, words)]


def is_fixed(key: str, words: frozenset[str]) -> bool:
    return key in FIXED_KEYS or key in words or key.endswith(("_on", "sha256"))


def _any_fixed(keys: tuple[str, ...], words: frozenset[str]) -> bool:
    return any(is_fixed(key, words) for key in keys)


def _holding(
    value: Any, text: str, path: str = "", keys: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(pointer, keys on the way) of each string that holds the text, except in `erasure`."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name != "erasure":
                pointer = f"{path}/{name.replace('~', '~0').replace('/', '~1')}"
                yield from _holding(item, text, pointer, (*keys, name))
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from _holding(item, text, f"{path}/{position}", keys)
    elif isinstance(value, str) and re.search(re.escape(text), value, flags=re.IGNORECASE):
        yield path, keys
