"""A query in the language of each engine, over the tokens of `documents`.

It is safe because tokens hold only letters a–z and digits, whatever was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .documents import STEM, TITLE_STEM, TITLE_WORD, WORD
from .query import Query, Term


@dataclass(frozen=True)
class Language:
    """How an engine writes words next to each other, beginnings, and the rest."""

    phrase: Callable[[list[str]], str]
    prefix: str
    both: str
    either: str
    without: str


FTS5 = Language(lambda words: f'"{" ".join(words)}"', "{}*", " AND ", " OR ", " NOT ")
TSQUERY = Language(lambda words: f"({' <-> '.join(words)})", "{}:*", " & ", " | ", " & !")


def anywhere(query: Query, language: Language) -> str:
    """What a document must hold; a term in the title counts once more towards its rank."""
    return _expression(query, language, [(STEM, WORD), (TITLE_STEM, TITLE_WORD)])


def in_title(query: Query, language: Language) -> str:
    """The same, with all that is wanted in the title."""
    return _expression(query, language, [(TITLE_STEM, TITLE_WORD)])


def _expression(query: Query, language: Language, families: list[tuple[str, str]]) -> str:
    def ways(term: Term, families) -> str:
        every = (way for family in families for way in _ways(term, language, *family))
        return f"({language.either.join(every)})"

    expression = language.both.join(ways(term, families) for term in query.wanted)
    for term in query.unwanted:
        expression = f"({expression}){language.without}{ways(term, [(STEM, WORD)])}"
    return expression


def _ways(term: Term, language: Language, stem: str, word: str):
    """The ways in which a term can be there."""
    if term.stems:
        yield language.phrase([stem + text for text in term.stems])
    if term.joined:
        yield language.phrase([stem + term.joined])
    if term.prefix:
        yield language.prefix.format(word + term.prefix)
