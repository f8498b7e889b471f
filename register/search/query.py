"""The query that a reader typed. Everything typed means something: the only errors are nothing to
search for, or too much.

    fire safety       both words, in any form of theirs; the last may be unfinished
    "fire safety"     these words next to each other
    collab*           words that begin so
    -fire -"a b"      without that word or phrase

All else is plain text: AND, OR, NOT, brackets, quotes that nobody closed.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from .words import Compound, compounds
from .words import stem as stem_of

LONGEST = 200

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PART = re.compile(
    r"""(?P<without>(?<!\S)-(?=["“”]|[^\W\d_]))?(?:"(?P<phrase>[^"]*)"|(?P<chunk>[^\s"]+))"""
)

# Too common to insist on; they count in phrases, and where nothing else was typed.
COMMON = frozenset(
    re.findall(r"\w+", "a an and are as at be by for from in is of on or the to with")
)


@dataclass(frozen=True)
class Term:
    """One term that has to match, in any of its forms."""

    stems: tuple[str, ...] = ()  # these, next to each other
    joined: str = ""  # or this one stem: a compound written together
    prefix: str = ""  # or a word that begins so
    is_without: bool = False  # it must not be there

    @property
    def is_common(self) -> bool:
        return len(self.stems) == 1 and self.stems[0] in COMMON and not self.is_without


@dataclass(frozen=True)
class Query:
    """The terms of a search; all of those wanted have to be there."""

    text: str
    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, text: str) -> "Query":
        """Raises ValueError, in words for the reader, if there is nothing or too much to find."""
        if len(text) > LONGEST:
            raise ValueError(f"Give at most {LONGEST} characters; these are {len(text):,}.")
        terms = tuple(_terms(text.translate(_QUOTES)))
        if not terms:
            raise ValueError("Give a word or a number to search for.")
        if all(term.is_without for term in terms):
            terms = tuple(Term(t.stems, t.joined, t.prefix) for t in terms)
        wanted = tuple(term for term in terms if not term.is_common)
        if all(term.is_without for term in wanted):
            wanted = terms
        return cls(text.strip(), tuple(dict.fromkeys(wanted)))

    @cached_property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.is_without)

    @cached_property
    def unwanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.is_without)


def _terms(text: str):
    for part in _PART.finditer(text):
        is_without = bool(part["without"])
        if part["phrase"] is not None:
            stems = tuple(w.stem for c in compounds(part["phrase"]) for w in c.words)
            if stems:
                yield Term(stems, is_without=is_without)
            continue
        for compound in compounds(part["chunk"]):
            end = part.start("chunk") + compound.end
            yield _term(compound, text[end : end + 1], is_without)


def _term(compound: Compound, following: str, is_without: bool) -> Term:
    """A word as typed. `following` is the character after it; none: it may be unfinished."""
    written = compound.joined or compound.words[0].text
    if following == "*":
        return Term(prefix=written, is_without=is_without)
    return Term(
        stems=tuple(word.stem for word in compound.words),
        joined=stem_of(compound.joined) if compound.joined else "",
        prefix="" if following or is_without else written,
        is_without=is_without,
    )
