"""How many records stand where, in words: what is known first, and what is not known said so."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .kinds import Kind
from .lifecycle import NOT_CONFIRMED, NOT_RECORDED


@dataclass(frozen=True)
class Standing:
    """How many records of a kind stand somewhere, and the list that shows them."""

    records: int
    lifecycle: str
    words: str

    def __str__(self):
        return f"{self.records:,} {self.words}" if self.records else f"none {self.words}"


def standings(
    kind: Kind, by_lifecycle: Mapping[str, int], by_cause: Mapping[str, int], apart: int = 0
) -> list[Standing]:
    """How many are known to be under way; of the others, what is known of them.

    `apart`: how many of them the kind calls otherwise.
    """
    words = dict(kind.vocabularies["lifecycle"])
    if kind.apart and apart:
        words |= {name: f"{words[name]} or {own}" for name, own in kind.apart.lifecycles.items()}
    under_way = by_lifecycle.get(kind.under_way, 0)
    found = [Standing(under_way, kind.under_way, f"known to be {words[kind.under_way].lower()}")]
    for lifecycle, label in words.items():
        if lifecycle == NOT_CONFIRMED:
            found += [
                Standing(by_cause.get(cause, 0), lifecycle, text)
                for cause, text in kind.not_confirmed.items()
            ]
        elif lifecycle != kind.under_way:
            text = "not recorded" if lifecycle == NOT_RECORDED else label.lower()
            found.append(Standing(by_lifecycle.get(lifecycle, 0), lifecycle, text))
    return [one for one in found if one.records or one.lifecycle == kind.under_way]


def of_states(kind: Kind, states: Iterable[tuple[str, str]]) -> list[Standing]:
    """The same of records given by their lifecycle and the cause that it is not confirmed."""
    states = list(states)
    by_cause = Counter(cause for _, cause in states)
    return standings(kind, Counter(lifecycle for lifecycle, _ in states), by_cause)
