"""What of a body is searched, and the tokens of it in the index."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from ..canonical import is_fixed
from ..kinds import Kind
from ..shapes import UNSAID, Field
from .words import compound_texts, compounds
from .words import stem as stem_of

# The first letter of a token is its family, so that one column of either engine can hold them all
# and no token looks like a number or an address to it.
TITLE_STEM, TITLE_WORD, STEM, WORD = "t", "u", "s", "w"
BREAK = "x"  # between two passages: no phrase can match across it

# A text beyond this is not searched: PostgreSQL counts positions in a document to 16,383.
MOST_WORDS = 12_000

SKIPPED_KEYS = frozenset({"url", "media_type"})
FIRST_KEYS = ("purpose", "commitment", "description")  # what an excerpt best begins with
LAST_KEYS = ("owner", "sources", "change_note")


def heading(body: dict) -> str:
    """What counts as title: what else it is called, and the reference where the kind has one."""
    names = (body["title"], *body.get("other_titles", ()), body.get("reference"))
    return " ".join(filter(None, names))


def passages(kind: Kind, body: dict) -> list[str]:
    """Every text of the body but its title: what people wrote, and the labels of our words."""
    places = {key: -len(FIRST_KEYS) + n for n, key in enumerate(FIRST_KEYS)}
    places |= {key: n for n, key in enumerate(LAST_KEYS, start=1)}
    keys = sorted((key for key in body if key != "title"), key=lambda key: places.get(key, 0))
    texts = (text for key in keys for text in _texts(body[key], key, kind.shape.get(key), kind))
    lines = (" ".join(unicodedata.normalize("NFC", text).split()) for text in texts)
    return list(dict.fromkeys(filter(None, lines)))


def _texts(value: Any, key: str, field: Field | None, kind: Kind) -> Iterator[str]:
    """The texts under a key; `field` is what its shape says of it, if it is in the shape."""
    if isinstance(value, dict):
        children = field.children if field and field.children else {}
        for name, item in value.items():
            yield from _texts(item, name, children.get(name), kind)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, key, field, kind)
    elif isinstance(value, str) and value not in UNSAID:
        if field and field.choices and value in field.choices:
            yield field.choices[value]
        elif not is_fixed(key, kind.coded_keys) and key not in SKIPPED_KEYS:
            yield value


def tokens(title: str, text: str) -> str:
    """The index entry of a document: its title by itself, then all of it."""
    of_title = line_tokens(unicodedata.normalize("NFC", title))
    lines = [of_title, *_within_limit(map(line_tokens, text.split("\n")))]
    of_all = _family(STEM, WORD, lines)
    return " ".join([*_family(TITLE_STEM, TITLE_WORD, [of_title]), *of_all])


class LineTokens(NamedTuple):
    """What a line gives the index: its stems in their order, and its words, each once."""

    stems: tuple[str, ...]
    words: frozenset[str]
    joined: frozenset[str]  # compounds written together


# Records share many of their lines (names of organisations, labels, titles of sources) and most of
# their words.
@lru_cache(maxsize=5_000)
def line_tokens(line: str) -> LineTokens:
    every = [compound_tokens(text) for text in islice(compound_texts(line), MOST_WORDS)]
    return LineTokens(
        tuple(stem for one in every for stem in one.stems),
        frozenset().union(*(one.words for one in every)),
        frozenset().union(*(one.joined for one in every)),
    )


@lru_cache(maxsize=50_000)
def compound_tokens(text: str) -> LineTokens:
    """What one compound gives, as if it were the line."""
    every = list(compounds(text))
    words = [word for compound in every for word in compound.words]
    return LineTokens(
        tuple(word.stem for word in words),
        frozenset(word.text for word in words),
        frozenset(compound.joined for compound in every if compound.joined),
    )


def _within_limit(lines: Iterator[LineTokens]) -> Iterator[LineTokens]:
    """The lines that are searched: whole ones, until the text is too long."""
    words_left = MOST_WORDS
    for line in lines:
        words_left -= len(line.stems)
        if words_left < 0:
            return
        yield line


def _family(stem: str, word: str, lines: list[LineTokens]) -> Iterator[str]:
    """Stems in the order of the text, for phrases; then each different word once, for prefixes."""
    for line in lines:
        yield from (stem + text for text in line.stems)
        yield BREAK
    joined = frozenset().union(*(line.joined for line in lines))
    for text in sorted(joined):
        yield from (stem + stem_of(text), BREAK)
    words = frozenset().union(*(line.words for line in lines))
    yield from (word + text for text in sorted(words | joined))
