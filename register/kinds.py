"""The kinds of record the register publishes. Each app above registers its own when it is ready.

A kind holds what the shared code needs to know of it, so that register never imports the apps
above, and a further kind needs only its own fields.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.urls import reverse
from rest_framework.serializers import Serializer

from .index import Index
from .shapes import Choices, Field, completed, shape_of, vocabularies

PLACE = "the-slug-goes-here"  # in an address that was reversed once for every record


@dataclass(frozen=True)
class Apart:
    """Records with one value of a facet, which a kind calls and counts otherwise than the rest."""

    facet: str  # the facet's name, and its key in the body
    value: str
    participants: str  # the facet that holds the organisations in such records
    singular: str
    plural: str
    lifecycles: Mapping[str, str]  # its words for lifecycles, where they differ from the kind's


@dataclass(frozen=True)
class Kind:
    name: str  # "agreement": the word in the ledger and the API
    namespace: str  # "agreements": of its URLs
    record: type[Model]  # the working record staff edit
    serializer: type[Serializer]  # shapes a record into the content of a body
    edition: type[Serializer]  # the serializer of an edition as the API gives it: header and body
    schema: str  # "agreement/1": the shape that bodies have today
    index: Callable[[dict], Index]  # what a body is filtered, ordered and linked by: pure
    # The organisations that take part, as a body names them; one may come twice.
    participants: Callable[[dict], Iterable[dict]]
    summary: str = ""  # what the kind is, in a sentence, for readers of its list
    # From a schema to the function that brings a body of that schema one step forward.
    upgrades: Mapping[str, Callable[[dict], dict]] = field(default_factory=dict)
    under_way: str = ""  # the lifecycle between beginning and end; empty: it has none
    apart: Apart | None = None
    # Colours of GOV.UK tags by lifecycle.
    colours: Mapping[str, str] = field(default_factory=dict)
    # The rules that check its bodies, by id; each has `title`, `public`, `citation`,
    # `list`, `question` (of a gap) and `judges(body)`.
    rules: Mapping[str, Any] = field(default_factory=dict)
    first_rule: int = 0  # the place of the first of them among the rules of all kinds
    # Of an entry at the time asked about: what rules find that look at other records too.
    findings_beyond: Callable[[Any, Any], list[dict]] | None = None
    # Names of the settings that the index depends on: with another value it is made again.
    rule_settings: tuple[str, ...] = ()
    # Of slugs: by slug, the SHA-256 of each copy that staff took down at once, and whether that is
    # confirmed. In no edition: read beside it. A change renews `LedgerHead.notices`.
    taken_down: Callable[[Collection[str]], Mapping[str, Mapping[str, bool]]] | None = None
    # By the cause that something is not confirmed: the words for how many are, as home counts them.
    not_confirmed: Mapping[str, str] = field(default_factory=dict)
    # By each key that names other records: the heading on those records' pages for this kind.
    relations: Mapping[str, str] = field(default_factory=dict)

    @property
    def singular(self) -> str:
        return str(self.record._meta.verbose_name)

    @property
    def plural(self) -> str:
        return str(self.record._meta.verbose_name_plural)

    @property
    def everything(self) -> str:
        """What all its records are called together."""
        return f"{self.plural} and {self.apart.plural}" if self.apart else self.plural

    def _apart(self, body: Mapping) -> Apart | None:
        return self.apart if self.apart and body[self.apart.facet] == self.apart.value else None

    def called(self, body: Mapping) -> str:
        """What a record with this body is called."""
        apart = self._apart(body)
        return apart.singular if apart else self.singular

    def lifecycle_label(self, body: Mapping, lifecycle: str) -> str:
        """The word for where a record with this body stands."""
        apart = self._apart(body)
        own = apart.lifecycles if apart else {}
        return own.get(lifecycle) or self.vocabularies["lifecycle"].get(lifecycle, lifecycle)

    def counted(self, total: int, apart: int = 0) -> str:
        """How many records there are: “23 agreements, 3 arrangements”."""
        rest = total - apart
        found = [f"{rest:,} {self.singular if rest == 1 else self.plural}"]
        if self.apart and apart:
            found.append(f"{apart:,} {self.apart.singular if apart == 1 else self.apart.plural}")
        return ", ".join(found if rest or not apart else found[1:])

    def page_of(self, slug: str) -> str:
        """Address of a record's page: reversed once, because lists have many."""
        return self._page.replace(PLACE, slug)

    @cached_property
    def _page(self) -> str:
        return reverse(f"{self.namespace}:detail", args=[PLACE])

    @cached_property
    def shape(self) -> Mapping[str, Field]:
        """The keys of its content."""
        return shape_of(self.serializer())

    @cached_property
    def vocabularies(self) -> dict[str, Choices]:
        """The choices of each key of its editions that has any, by the path of the key."""
        return vocabularies(shape_of(self.edition()))

    @cached_property
    def coded_keys(self) -> frozenset[str]:
        """Keys that hold values of vocabularies, not free text: an erasure leaves them alone."""
        return frozenset(path.rpartition(".")[2] for path in vocabularies(self.shape))

    def completeness(self, body: dict, findings: list[dict]) -> tuple[int, int]:
        """How many of the facts that apply to a body are recorded, and how many apply."""
        asked = [rule for rule in self.rules.values() if rule.question and rule.judges(body)]
        return len(asked) - sum(bool(one["rule"].question) for one in findings), len(asked)

    def upgrade(self, body: dict) -> dict:
        """The body of an edition of any age in today's shape.

        A key added since without a new schema is null, empty text or an empty list. Returns the
        same object if nothing has to change.
        """
        while body["schema"] != self.schema:
            body = self.upgrades[body["schema"]](body)
        return completed(body, self.shape)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def unregister(name: str) -> None:
    """For tests that make a kind up."""
    _kinds.pop(name)


def get(name: str) -> Kind:
    return _kinds[name]


def every() -> Iterable[Kind]:
    return _kinds.values()


def names() -> list[str]:
    return list(_kinds)


def rules() -> dict[int, Any]:
    """The rules of every kind, by their places."""
    return {
        place: rule
        for kind in every()
        for place, rule in enumerate(kind.rules.values(), kind.first_rule)
    }


def labels() -> dict[str, Choices]:
    """The words for each value of every kind's vocabularies.

    Kinds may share a path ("lifecycle"): then a value they share has one label.
    """
    found: dict[str, Choices] = {}
    for kind in every():
        for path, choices in kind.vocabularies.items():
            for value, words in choices.items():
                if found.setdefault(path, {}).setdefault(value, words) != words:
                    raise ValueError(f"{kind.name}: {path} {value} has another label elsewhere.")
    return found
