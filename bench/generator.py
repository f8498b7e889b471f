"""A made-up register as large as one asks, the same for the same seed, at flat memory.

Shaped as real registers are: about five parties an agreement (most have two to six, a few name a
group or every force), 1.3 editions a record, functions, legal bases and owners unevenly spread.
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.utils.text import slugify

from register import kinds

from . import parts, together, words
from .cast import Cast

NOTHING_STATED: dict = {"other_titles": [], "stated": []}
APPROVAL = {"second_person_approval": True, "erasure": None}
# Every so many agreements comes one of these: 5, 2 and 1 in a hundred.
EVERY = {"site": 50, "team": 20, "vision": 100}
FUNCTIONS = list(words.SUBJECTS)
LATER_EDITIONS = (0.24, 0.06)  # the share of agreements with two or more, and with three
LONGEST_WAIT = 2000  # agreements published between two editions of one


@dataclass(frozen=True)
class Made:
    """One edition to publish, in the order in which the register published them."""

    kind: str
    slug: str
    body: dict
    action: str = "published"
    number: int = 1


@dataclass(frozen=True)
class Register:
    """Agreements 1 to `size`, and the teams, sites and visions that go with so many.

    Everything about a record follows from the seed, its kind and its number, so that whoever
    names it can be made without keeping it.
    """

    size: int
    cast: Cast
    seed: int = 1

    def __iter__(self) -> Iterator[Made]:
        later: list[tuple[int, int, int]] = []  # (when, number of the record, of its edition)
        for index in range(1, self.size + 1):
            yield self.agreement(index, 1)
            self._plan(later, index, index, 2)
            while later and later[0][0] <= index:
                yield from self._later(later)
            for kind, step in EVERY.items():
                if index % step == 0:
                    yield getattr(self, kind)(index // step)
        while later:
            yield from self._later(later)

    def _later(self, later) -> Iterator[Made]:
        when, index, number = heapq.heappop(later)
        yield self.agreement(index, number)
        self._plan(later, when, index, number + 1)

    def _plan(self, later, when: int, index: int, number: int) -> None:
        if number <= self.editions(index):
            wait = self.random("wait", index, number).randrange(1, LONGEST_WAIT)
            heapq.heappush(later, (when + wait, index, number))

    def editions(self, index: int) -> int:
        """How many editions an agreement has."""
        draw = self.random("editions", index).random()
        return 1 + sum(draw < share for share in LATER_EDITIONS)

    def latest(self) -> Iterator[tuple[int, Made]]:
        """(number, last edition) of each agreement: the register as it stands."""
        for index in range(1, self.size + 1):
            yield index, self.agreement(index, self.editions(index))

    def random(self, *key) -> Random:
        return Random(f"{self.seed} {key}")

    # What others name a record by

    def named(self, kind: str, index: int) -> dict:
        """A record as the body of another names it."""
        random = self.random(kind, "name", index)
        function = random.choices(FUNCTIONS, cum_weights=words.falling(len(FUNCTIONS)))[0]
        subject = random.choice(words.SUBJECTS[function].split("|"))
        place = self.cast.snapshots[self.cast.force(random)]["name"]
        form = words.FORMS.draw(random) if kind == "agreement" else kind
        adjective = words.ADJECTIVES.draw(random)
        title = f"{adjective} {subject} {form}, {place}"
        title = title[0].upper() + title[1:]
        return {
            "kind": kind,
            "slug": f"{slugify(title)[:100]}-{index}",
            "reference": f"BM-{index:06}" if kind == "agreement" else None,
            "title": title,
        }

    def earlier(self, random: Random, kind: str, most: int) -> dict | None:
        """Any record with a number up to `most`; None if there is none."""
        return self.named(kind, random.randint(1, most)) if most > 0 else None

    # Bodies

    def agreement(self, index: int, number: int) -> Made:
        random = self.random("agreement", index)
        named = self.named("agreement", index)
        body = {"title": named["title"], "reference": named["reference"]}
        body |= parts.agreement(random, self.cast)
        others = {"part_of": 0.08, "replaced_by": 0.03}
        for key, share in others.items():
            wanted = random.random() < share
            body[key] = self.earlier(random, "agreement", index - 1) if wanted else None
        for edition in range(2, number + 1):
            parts.revise(self.random("agreement", index, edition), body)
        return self._made("agreement", named["slug"], body, number)

    def team(self, index: int) -> Made:
        random = self.random("team", index)
        named, agreements = self.named("team", index), index * EVERY["team"]
        company = self.cast.company(random, random.choice((2, 2, 3, 3, 4, 6)))
        sites = [self.earlier(random, "site", agreements // EVERY["site"])]
        body = {"title": named["title"], "owner": self.cast.owner(random, company)}
        body |= together.team(random, self.cast, company)
        body["sites"] = [site for site in sites if site and random.random() < 0.6]
        body["agreement"] = self.earlier(random, "agreement", agreements)
        body["part_of"] = None
        return self._made("team", named["slug"], body)

    def site(self, index: int) -> Made:
        random = self.random("site", index)
        named = self.named("site", index)
        company = self.cast.company(random, random.choice((2, 2, 2, 3, 3, 4)))
        body = {"title": named["title"], "owner": self.cast.owner(random, company)}
        body |= together.site(random, self.cast, company)
        return self._made("site", named["slug"], body)

    def vision(self, index: int) -> Made:
        random = self.random("vision", index)
        named, agreements = self.named("vision", index), index * EVERY["vision"]
        company = self.cast.company(random, random.choice((3, 4, 5, 6)))
        body = {"title": named["title"], "owner": self.cast.owner(random, company)}
        body |= together.vision(random, self.cast, company)
        for key, kind, most in (
            ("agreements", "agreement", agreements),
            ("teams", "team", agreements // EVERY["team"]),
        ):
            drawn = [self.earlier(random, kind, most) for _ in range(random.randint(1, 4))]
            by_slug = {other["slug"]: other for other in drawn}
            body[key] = [by_slug[slug] for slug in sorted(by_slug)]
        return self._made("vision", named["slug"], body)

    def _made(self, kind: str, slug: str, body: dict, number: int = 1) -> Made:
        note = "First published." if number == 1 else "Brought up to date with the latest papers."
        approval = {
            **NOTHING_STATED,
            **APPROVAL,
            "schema": kinds.get(kind).schema,
            "change_note": note,
        }
        return Made(kind, slug, body | approval, number=number)
