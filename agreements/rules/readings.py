"""What a body says that several rules ask about: its bases, when it was made, who its parties are.

Unknown stays unknown: a rule must be able to tell it from "no".
"""

import datetime
from dataclasses import dataclass

from organisations.dates import PartialDate
from organisations.models import Organisation

from .. import terms
from ..vocabulary import Capacity, LegalBasis, PartiesRecorded, Stage

Kind, Nation = Organisation.Kind, Organisation.Nation
# 2011 c. 13 s.89 by SI 2011/3019 art. 3 and Sch. 1; 2017 c. 3 s.157 by its s.183(6)(b);
# 2017 c. 3 ss.1 to 5 by SI 2017/399 reg. 2 and Sch. para. 1.
SECTION_22A_IN_FORCE = datetime.date(2012, 1, 16)
SECTION_22A_AMENDED = datetime.date(2017, 3, 31)
ACT_OF_2017_IN_FORCE = datetime.date(2017, 4, 3)
UNKNOWN_SPAN = datetime.date.min, datetime.date.max
# Named in the Police Act 1996 s.23I(2) and (4) although they work beyond England and Wales.
NAMED_FORCES = {"british-transport-police", "civil-nuclear-constabulary"}
NAMED_POLICING_BODIES = {"british-transport-police-authority", "civil-nuclear-police-authority"}
ENGLAND_AND_WALES = {Nation.ENGLAND, Nation.WALES}


@dataclass(frozen=True)
class Person:
    """One legal person in one capacity. A group as party is each of its members."""

    slug: str
    name: str
    kind: str
    nation: str
    overseen_by: str | None  # when the edition was approved
    capacity: str
    overseers: frozenset[str]  # when the agreement was made, and who succeeded them; empty: unknown

    @property
    def is_outside_police_act(self) -> bool:
        """Known to be a force or policing body that s.23I does not reach, such as the MDP."""
        if self.kind not in (Kind.POLICE_FORCE, Kind.POLICING_BODY) or not self.nation:
            return False
        named = self.slug in NAMED_FORCES | NAMED_POLICING_BODIES
        return not named and self.nation not in ENGLAND_AND_WALES


def has_basis(body: dict, *bases: str) -> bool:
    return bool(set(bases) & set(body["legal_bases"]))


def is_s22a(body: dict) -> bool:
    """Made or to be made under section 22A, by its own account."""
    return has_basis(body, LegalBasis.S22A)


def is_made(body: dict) -> bool:
    """Not known to be only proposed, nor known without any source that speaks of an agreement."""
    return body["stage"] not in (Stage.PROPOSED, Stage.NO_AGREEMENT_KNOWN)


def is_agreement(body: dict) -> bool:
    """Made, proposed or perhaps made: something that the law on agreements can be asked about."""
    return body["stage"] != Stage.NO_AGREEMENT_KNOWN


def has_all_parties(body: dict) -> bool:
    """Whether the parties recorded are all there are: only then can they be checked."""
    parties = body["parties"]
    says_so = body["parties_recorded"] == PartiesRecorded.ALL
    return says_so and bool(parties) and not any(map(has_nobody, parties))


def has_capacities(body: dict) -> bool:
    """Whether all parties are recorded, each with its capacity, which most rules turn on."""
    return has_all_parties(body) and not any(
        party["capacity"] == Capacity.NOT_STATED for party in body["parties"]
    )


def has_nobody(party: dict) -> bool:
    """Whether the party is a group of which no member is recorded, or only as printed."""
    return is_only_printed(party) or (bool(party["group"]) and not party["group"]["members"])


def is_only_printed(party: dict) -> bool:
    """Whether the source does not say which body it means: it may be anyone."""
    return not party["organisation"] and not party["group"]


def name_of(party: dict) -> str:
    named = party["group"] or party["organisation"]
    return named["name"] if named else f"“{party['stated_as']}”"


def is_marked(date: PartialDate) -> bool:
    """Whether the source leaves the date in doubt, or gives it as "about"."""
    return date.is_marked


def certainly_before(earlier: PartialDate | None, later: PartialDate | None) -> bool:
    """Whether one date is before the other on every reading of both."""
    if earlier is None or later is None or is_marked(earlier) or is_marked(later):
        return False
    return earlier.last < later.first


def certainly_past(date: PartialDate | None, on: datetime.date) -> bool:
    """Whether the date, on every reading of it, is past or is the day itself."""
    return date is not None and not is_marked(date) and date.last <= on


def made_span(body: dict, on: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The days on which it can have been made; a proposed agreement as if made on the day."""
    if not is_made(body):
        return on, on
    made = terms.made_on(body)
    return UNKNOWN_SPAN if made is None or is_marked(made) else (made.first, made.last)


def original_parties(body: dict) -> list[Person]:
    """The parties when it was made; where that is not recorded, all that ever were."""
    made = terms.made_on(body)
    if made is None or is_marked(made):
        return persons(body["parties"])
    return persons(terms.parties_on(body, made.last)) or persons(body["parties"])


def bound_parties(body: dict, on: datetime.date) -> list[Person]:
    """The parties on the day: those who joined later have to fit the agreement as well."""
    return persons(terms.parties_on(body, on)) or original_parties(body)


def persons(parties: list[dict]) -> list[Person]:
    """Each legal person once for each capacity it acts in."""
    found = {}
    for party in parties:
        if is_only_printed(party):
            continue
        group, organisation = party["group"], party["organisation"]
        for snapshot in group["members"] or [group] if group else filter(None, [organisation]):
            person = _person(snapshot, party["capacity"])
            found[person.slug, person.capacity] = person
    return list(found.values())


def _person(snapshot: dict, capacity: str) -> Person:
    return Person(
        slug=snapshot["slug"],
        name=snapshot["name"],
        kind=snapshot.get("kind", ""),
        nation=snapshot.get("nation", "").casefold().replace(" ", "_"),
        overseen_by=snapshot.get("overseen_by"),
        capacity=capacity,
        overseers=frozenset(snapshot.get("responsible") or ()),
    )


def chief_officers(people: list[Person]) -> list[Person]:
    """Those that certainly sign as chief officers of forces that the Police Act reaches."""
    return [
        person
        for person in people
        if person.capacity == Capacity.CHIEF_OFFICER and not person.is_outside_police_act
    ]


def policing_bodies(people: list[Person]) -> list[Person]:
    """Those that are policing bodies, or can be once their capacity is recorded."""
    return [
        person
        for person in people
        if not person.is_outside_police_act
        and (
            person.capacity == Capacity.POLICING_BODY
            or (person.capacity == Capacity.NOT_STATED and person.kind in ("", Kind.POLICING_BODY))
        )
    ]
