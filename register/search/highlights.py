"""Which words of a text a search matched: the same on both engines, from the text itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from .query import Query, Term
from .words import Compound, Word, compounds
from .words import stem as stem_of

LENGTH = 240  # characters of an excerpt, about
BEFORE = 70  # of them before the first match


@dataclass(frozen=True)
class Marked:
    """A text and the parts of it that matched, as (start, end) in characters."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()

    def __html__(self) -> Markup:
        """The text escaped, with what matched in <mark>."""
        pieces, last = [], 0
        for start, end in self.spans:
            pieces += [escape(self.text[last:start]), Markup("<mark>")]
            pieces += [escape(self.text[start:end]), Markup("</mark>")]
            last = end
        return Markup("").join([*pieces, escape(self.text[last:])])

    def cut(self, start: int, end: int) -> "Marked":
        """A part of it, with dots where something is left out."""
        before = "… " if start else ""
        after = " …" if end < len(self.text) else ""
        shift = len(before) - start
        inside = tuple((s + shift, e + shift) for s, e in self.spans if start <= s and e <= end)
        return Marked(f"{before}{self.text[start:end]}{after}", inside)


def mark(text: str, query: Query) -> Marked:
    """The text with every word that the query matches."""
    return Marked(text, _merged(_found(text, query)[0]))


def holds(text: str, query: Query) -> bool:
    """Whether the text by itself is what the query looks for."""
    terms = _found(text, query)[1]
    return len(terms) == len(query.wanted) and not _found(text, query, query.unwanted)[0]


def excerpt(passages: list[str], query: Query) -> Marked:
    """The passage that matches most of the query, cut to size; else how the text begins."""
    best, spans, most = next(iter(passages), ""), [], 0
    for passage in passages:
        found, terms = _found(passage, query)
        if len(terms) > most:
            best, spans, most = passage, found, len(terms)
        if most == len(query.wanted):
            break
    whole = Marked(best, _merged(spans))
    start = _word_start(best, whole.spans[0][0] - BEFORE) if spans else 0
    return whole.cut(start, _word_end(best, start + LENGTH))


def _word_start(text: str, place: int) -> int:
    return 0 if place <= 0 else text.find(" ", place - 1) + 1


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    end = text.rfind(" ", 0, place + 1)
    return end if end > place - LENGTH // 2 else place


def _found(text: str, query: Query, terms: tuple[Term, ...] | None = None):
    """The parts of the text that match, and the terms that they match."""
    every = _cut(text)
    flat = [word for compound in every for word in compound.words]
    stems = [word.stem for word in flat]
    spans, matched = [], set()
    for term in query.wanted if terms is None else terms:
        here = [*_in_order(term, flat, stems), *_by_itself(term, every)]
        if here:
            spans += here
            matched.add(term)
    return spans, matched


@lru_cache(maxsize=2_000)
def _cut(text: str) -> tuple[Compound, ...]:
    """The words of a text. Records share many of theirs: names, sources, labels."""
    return tuple(compounds(text))


def _in_order(term: Term, words: list[Word], stems: list[str]) -> Iterator[tuple[int, int]]:
    length = len(term.stems)
    first = term.stems[0] if term.stems else None
    for place, stem in enumerate(stems):
        if stem == first and tuple(stems[place : place + length]) == term.stems:
            yield words[place].start, words[place + length - 1].end


def _by_itself(term: Term, every: tuple[Compound, ...]) -> Iterator[tuple[int, int]]:
    """Words and compounds that a prefix begins, or that are written apart here, together there."""
    whole = term.stems[0] if len(term.stems) == 1 else term.joined
    for compound in every:
        if compound.joined and (
            stem_of(compound.joined) == whole
            or (term.prefix and compound.joined.startswith(term.prefix))
        ):
            yield compound.start, compound.end
        for word in compound.words:
            if (term.joined and word.stem == term.joined) or (
                term.prefix and word.text.startswith(term.prefix)
            ):
                yield word.start, word.end


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order, with those that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
