"""Canonical text, its hash, and the masking of a text inside a body."""

import copy
import datetime
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.canonical import (
    canonical,
    digest,
    fixed_paths_of,
    is_fixed,
    mask,
    paths_of,
    sha256,
    utc_text,
)

from .desk import plain_canonical, plain_sha256

WORDS = frozenset({"scope", "functions"})
SCALARS = st.none() | st.booleans() | st.integers() | st.text("bcfgk BCFGK.*\\\"'/~é")
KEYS = st.sampled_from(["title", "purpose", "a/b", "m~n", "scope", "functions", "slug", "made_on"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4)
)
BODIES = st.dictionaries(KEYS, VALUES, max_size=6)
TEXTS = st.text("bcfgkBCFGK.*\\\"'/~é", min_size=1, max_size=3)


def test_canonical_text_is_sorted_tight_and_plain():
    body = {"z": [1, None, True, "“é”"], "a": {"y": "\u2028", "b": 'q"\\\n'}}
    text = '{"a":{"b":"q\\"\\\\\\n","y":"\u2028"},"z":[1,null,true,"“é”"]}'
    assert canonical(body) == text
    assert sha256("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
    assert digest(body) == plain_sha256(text)


@given(BODIES)
def test_canonical_text_is_one_for_one_body(body):
    shuffled = json.loads(json.dumps(dict(reversed(body.items()))))
    assert canonical(body) == canonical(shuffled) == plain_canonical(body)
    assert json.loads(canonical(body)) == body


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-11-22T09:30:00+00:00", "2026-11-22T09:30:00.000000Z"),
        ("2026-06-22T09:30:00.5+01:00", "2026-06-22T08:30:00.500000Z"),
        ("2026-11-22T09:30:00.000001-05:00", "2026-11-22T14:30:00.000001Z"),
    ],
)
def test_a_moment_is_written_in_utc_with_six_decimals(moment, text):
    assert utc_text(datetime.datetime.fromisoformat(moment)) == text


def resolve(body, pointer: str):
    """What a JSON Pointer leads to (RFC 6901)."""
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        body = body[int(step)] if isinstance(body, list) else body[step]
    return body


def leaves(value, path=(), key="") -> dict:
    """Each scalar with its path and the nearest key above it."""
    if isinstance(value, dict):
        return {k: v for n, i in value.items() for k, v in leaves(i, (*path, n), n).items()}
    if isinstance(value, list):
        return {k: v for n, i in enumerate(value) for k, v in leaves(i, (*path, n), key).items()}
    return {path: (value, key)}


@given(BODIES, TEXTS)
def test_masking_changes_exactly_the_paths_it_names(body, text):
    before = copy.deepcopy(body)
    masked = mask(body, text, WORDS)
    assert body == before
    pointers = paths_of(body, text, WORDS)
    for pointer in pointers:
        held = resolve(body, pointer)
        assert text.casefold() in held.casefold()
        assert resolve(masked, pointer) == re.sub(re.escape(text), "[erased]", held, flags=re.I)
        for name in pointer.split("/"):
            assert not is_fixed(name.replace("~1", "/").replace("~0", "~"), WORDS)
    assert len(set(pointers)) == len(pointers)
    old, new = leaves(body), leaves(masked)
    assert list(old) == list(new)
    assert sum(old[path] != new[path] for path in old) == len(pointers)
    assert paths_of(masked, text, WORDS) == []


@given(BODIES, TEXTS)
def test_every_place_that_holds_it_is_named_once(body, text):
    """What can be masked and what cannot, together, are all the strings that hold it."""
    named = paths_of(body, text, WORDS) + fixed_paths_of(body, text, WORDS)
    holding = [v for v, _ in leaves(body).values() if isinstance(v, str)]
    assert len(named) == sum(text.casefold() in value.casefold() for value in holding)


def test_masking_spares_what_the_machinery_reads():
    body = {
        "schema": "mark/1",
        "title": "Mark",
        "scope": "mark",
        "functions": ["mark", "remark"],
        "starts_on": "mark",
        "owner": {"slug": "mark", "name": "MARK", "kind": "mark"},
        "erasure": {"masked": [{"paths": ["/mark"], "body_sha256": "mark"}]},
        "sources": [{"title": "The Mark, marked", "dated_on": "mark"}],
    }
    assert mask(body, "mark", WORDS) == {
        **body,
        "title": "[erased]",
        "owner": {"slug": "mark", "name": "[erased]", "kind": "mark"},
        "sources": [{"title": "The [erased], [erased]ed", "dated_on": "mark"}],
    }
    assert paths_of(body, "mark", WORDS) == ["/title", "/owner/name", "/sources/0/title"]
    assert fixed_paths_of(body, "mark", WORDS) == [
        "/schema",
        "/scope",
        "/functions/0",
        "/functions/1",
        "/starts_on",
        "/owner/slug",
        "/owner/kind",
        "/sources/0/dated_on",
    ]
