"""The kinds of record the register publishes: each app above registers its own when it is ready.

A kind ties together what the shared machinery needs of it, so that register never imports the
apps above and a further kind costs only its own fields.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import TextChoices


@dataclass(frozen=True)
class Kind:
    name: str  # "agreement": the word in the ledger and the API
    namespace: str  # "agreements": of its URLs
    record: type  # the working record staff edit
    published: type  # the index row the public filters
    serializer: type  # shapes a record into the content of a body
    schema: str  # "agreement/1": the shape that bodies have today
    summary: str = ""  # what the kind is, in a sentence, for whoever meets its list
    # The vocabularies its bodies are written in, by the names that templates call them.
    vocabularies: Mapping[str, type[TextChoices]] = field(default_factory=dict)
    # Keys of its bodies that hold words of ours, not free text: an erasure leaves them alone.
    words: frozenset[str] = frozenset()
    # From a schema to the function that brings a body of that schema one step forward.
    upgrades: Mapping[str, Callable[[dict], dict]] = field(default_factory=dict)

    @property
    def singular(self) -> str:
        return self.record._meta.verbose_name

    @property
    def plural(self) -> str:
        return self.record._meta.verbose_name_plural

    def upgrade(self, body: dict) -> dict:
        """The body in today's shape, however old the edition that holds it."""
        while body["schema"] != self.schema:
            body = self.upgrades[body["schema"]](body)
        return body


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def get(name: str) -> Kind:
    return _kinds[name]


def every() -> Iterable[Kind]:
    return _kinds.values()


def names() -> list[str]:
    return list(_kinds)


def labels() -> dict[str, dict[str, str]]:
    """The words for each value of every kind's vocabularies.

    Kinds may share the name of a vocabulary ("lifecycle"): then a value they share has one label.
    """
    found: dict[str, dict[str, str]] = {}
    for kind in every():
        for name, vocabulary in kind.vocabularies.items():
            for value, words in vocabulary.choices:
                if found.setdefault(name, {}).setdefault(value, str(words)) != str(words):
                    raise ValueError(f"{kind.name}: {name} {value} has another label elsewhere.")
    return found
