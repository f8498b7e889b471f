"""Text into words and stems, in one way for what is stored, searched for and highlighted.

Both engines get words from here and do not split or stem text themselves. Their rules differ
(hyphens, apostrophes, numbers, stop words, two different stemmers), so their results would too.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from snowballstemmer import EnglishStemmer

LONGEST = 40  # letters of a word that count; text has no longer words, but readers may type some

_MARKS = "\u0300-\u036f"  # accents that follow their letter
_LETTER = rf"[^\W_{_MARKS}][{_MARKS}]*"
# Thousands keep together ("500,000"), and so do letters around an apostrophe ("Mayor's").
_WORD = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|{_LETTER}(?:['’ʼ‘]?{_LETTER})*)"
_COMPOUND = re.compile(rf"{_WORD}(?:[-‐‑.&_]{_WORD})*")
_WORDS = re.compile(_WORD)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its position, the form it is compared in, and its stem."""

    start: int
    end: int
    text: str

    @property
    def stem(self) -> str:
        return stem(self.text)


@dataclass(frozen=True, slots=True)
class Compound:
    """Words with nothing but a hyphen, dot or ampersand between: "Dyfed-Powys", "EM-0007".

    Mostly it is one word. `joined` is what it would be written together, so that "co-located"
    and "colocated", "EM-0007" and "em0007" find each other; empty if it is one word.
    """

    start: int
    end: int
    words: tuple[Word, ...]

    @property
    def joined(self) -> str:
        if len(self.words) == 1:
            return ""
        return "".join(word.text for word in self.words)[:LONGEST]


def compounds(text: str) -> Iterator[Compound]:
    """The words of a text in their order."""
    for match in _COMPOUND.finditer(text):
        pieces = (
            Word(match.start() + m.start(), match.start() + m.end(), normalise(m.group()))
            for m in _WORDS.finditer(match.group())
        )
        if words := tuple(word for word in pieces if word.text):
            yield Compound(match.start(), match.end(), words)


def compound_texts(text: str) -> Iterator[str]:
    """The compounds of a text, as written."""
    return (match.group() for match in _COMPOUND.finditer(text))


@lru_cache(maxsize=50_000)
def normalise(word: str) -> str:
    """A word as it is compared: no accents, no case, no punctuation, nothing but a–z and 0–9.

    Letters of other scripts are written as their numbers, so that no engine has to know them.
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    plain = (letter for letter in letters if letter.isalnum())
    return "".join(c if c.isascii() else f"u{ord(c):05x}" for c in plain)[:LONGEST]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a normalised word: "collaborat" of collaborates, collaborating, collaborated."""
    # A stemmer keeps its state in itself, so threads cannot share one; the cache makes up for it.
    return EnglishStemmer().stemWord(word)
