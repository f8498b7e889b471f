"""Section 22A of the Police Act 1996: who must be party to a collaboration agreement.

Wording read in copies of legislation.gov.uk: s.22A as inserted (2011 c. 13 s.89(2)), as it stood on
31 March 2017, and the amendment made that day (2017 c. 3 s.157(2)). Not checked: any change after
8 May 2017, when that version was superseded.
"""

import datetime
from collections import Counter

from .. import terms
from ..vocabulary import Capacity, LegalBasis
from .base import Act, Severity, gap, law, text_list
from .readings import (
    SECTION_22A_AMENDED,
    SECTION_22A_IN_FORCE,
    Kind,
    Person,
    bound_parties,
    chief_officers,
    has_all_parties,
    has_basis,
    has_capacities,
    is_made,
    is_s22a,
    made_span,
    original_parties,
    persons,
    policing_bodies,
)
from .roles import Compliance, Roles, compliance

CHIEF, BODY, OTHER = "chief officer", "policing body", "other person"
FORCE, POLICING_BODY, BODY_AND_FORCE = "force", "policing_body", "policing_body_and_force"


def roles_of(person: Person) -> Roles:
    """What the person may be for s.22A(1); one role where that is certain."""
    if person.is_outside_police_act:
        return frozenset({OTHER})
    if person.capacity == Capacity.CHIEF_OFFICER:
        return frozenset({CHIEF})
    if person.capacity == Capacity.POLICING_BODY:
        return frozenset({BODY})
    if person.capacity != Capacity.NOT_STATED:
        return frozenset({OTHER})
    by_kind = {Kind.POLICE_FORCE: {CHIEF}, Kind.POLICING_BODY: {BODY}, "": {CHIEF, BODY}}
    return frozenset(by_kind.get(person.kind, set()) | {OTHER})


def meets_first_version(count: Counter) -> bool:
    """s.22A(1) as inserted: two or more policing bodies, with or without chief officers; others
    may join (s.22A(6))."""
    return count[BODY] >= 2


def meets_present_version(count: Counter) -> bool:
    """s.22A(1) since 31 March 2017: also chief officers with one policing body and another person.

    So one force, its commissioner and a fire and rescue authority can be parties. A commissioner
    who is also the fire and rescue authority counts as both: that authority is a separate
    corporation sole (Fire and Rescue Services Act 2004 s.4A(1)). Whether a mayor, who is not,
    counts as another person is for a lawyer; the register goes by the capacities recorded.
    """
    return count[BODY] >= 2 or bool(count[BODY] and count[CHIEF] and count[OTHER])


def versions(first: datetime.date, last: datetime.date) -> list:
    """The versions of s.22A(1) that may have been in force when it was made; none before 2012."""
    tests = []
    if first < SECTION_22A_AMENDED and last >= SECTION_22A_IN_FORCE:
        tests.append(meets_first_version)
    if last >= SECTION_22A_AMENDED:
        tests.append(meets_present_version)
    return tests


def parties_when_made(body: dict, on: datetime.date) -> Compliance:
    """Whether the parties were those that s.22A(1) asked for on the day it was made."""
    tests = versions(*made_span(body, on))
    return compliance(map(roles_of, original_parties(body)), tests)


def can_judge_parties(body: dict) -> bool:
    """Whether all parties to a section 22A agreement are recorded, and no version was too early."""
    return is_s22a(body) and has_all_parties(body) and bool(_versions(body))


def _versions(body: dict) -> list:
    """The versions it is judged by; of what is only proposed those of today."""
    return versions(*made_span(body, datetime.date.max))


def is_certain(body: dict) -> bool:
    """Whether the parties can be judged without what is not recorded."""
    judged = can_judge_parties(body)
    return judged and parties_when_made(body, datetime.date.max) is not Compliance.DEPENDS


def s22a_parties(body: dict, on: datetime.date):
    if parties_when_made(body, on) is Compliance.NO:
        yield (
            "These parties cannot make a section 22A agreement. It takes two or more policing "
            "bodies, with or without chief officers; or, since 31 March 2017, one or more chief "
            "officers with one policing body and at least one other person. Check the parties and "
            "their capacities; if they are right, check the legal basis with the lead office."
        )


def s22a_parties_depend(body: dict, on: datetime.date):
    if parties_when_made(body, on) is Compliance.DEPENDS:
        yield (
            "Whether these parties could make a section 22A agreement depends on what is not "
            "recorded: the day it was made (the law changed on 31 March 2017), or in what capacity "
            "a party joined. Record the date it was signed and every party’s capacity."
        )


def s22a_before_2012(body: dict, on: datetime.date):
    """A date that reaches 16 January 2012, such as “2012”, leaves s.22A possible."""
    _, last = made_span(body, on)
    if last >= SECTION_22A_IN_FORCE:
        return
    if not any(day >= SECTION_22A_IN_FORCE for day, _ in terms.folded_variations(body)):
        yield (
            "It was made before 16 January 2012, when section 22A came into force, so it cannot "
            "have been made under it. Check the date; if it is right, set the legal basis to "
            "section 23."
        )


def s23_after_2012(body: dict, on: datetime.date):
    """s.23(1), the power itself, was omitted on 16 January 2012 (2011 c. 13 Sch. 12 para. 2(3))."""
    first, _ = made_span(body, on)
    if first >= SECTION_22A_IN_FORCE:
        yield (
            "It was made on or after 16 January 2012, when section 22A replaced the power in "
            "section 23. Check the date; if it is right, set the legal basis to section 22A."
        )


def power_lost(body: dict, on: datetime.date):
    """By the law on the day asked about: s.23C(6) speaks of “a particular time”."""
    tests = versions(on, on)
    if not (terms.may_be_in_force(body, on) and tests):
        return
    if parties_when_made(body, on) is Compliance.NO:
        return
    if compliance(map(roles_of, persons(terms.parties_on(body, on))), tests) is Compliance.NO:
        yield (
            "Since a party left, those that remain could not make a section 22A agreement, and "
            "each that lacks the power must cease to be a party. Record who has joined in its "
            "place, or the variation or termination that followed."
        )


def provisions(body: dict, on: datetime.date):
    """What s.22A(3) to (5) ask of the parties for the kinds of provision that it contains.

    Which forces a provision relates to is not recorded, so this finds only what is wrong whichever
    they are. Provision about support by one policing body for another, or for its force, takes two.
    """
    people, kinds = bound_parties(body, on), set(body["provision_kinds"])
    if kinds & {FORCE, BODY_AND_FORCE}:
        if not any(CHIEF in roles_of(person) for person in people):
            yield (
                "It contains provision about a police force, but no chief officer of police is a "
                "party. Add the chief officer of each force that the provision relates to."
            )
        if not policing_bodies(people):
            yield (
                "It contains provision about a police force, but no policing body is a party. Add "
                "the policing body responsible for each force that the provision relates to."
            )
        yield from bodies_certainly_absent(people)
    if kinds & {POLICING_BODY, BODY_AND_FORCE} and len(policing_bodies(people)) < 2:
        yield (
            "It contains provision about support by one policing body for another or for its "
            "force, but fewer than two policing bodies are parties. Add each policing body that "
            "the provision relates to."
        )


def unmatched(people: list[Person]) -> tuple[list[Person], list[Person]]:
    """Chief officers whose policing body is not a party, and policing bodies of none of them."""
    chiefs = [person for person in chief_officers(people) if responsible(person)]
    bodies = policing_bodies(people)
    present = {body.slug for body in bodies}
    needed = {slug for chief in chiefs for slug in responsible(chief)}
    return (
        [chief for chief in chiefs if not responsible(chief) & present],
        [body for body in bodies if body.slug not in needed],
    )


def responsible(chief: Person) -> frozenset[str]:
    """Who was responsible for the force when the agreement was made, or took over since.

    Where that is not known, who was when the edition was approved.
    """
    present = [chief.overseen_by] if chief.overseen_by else []
    return chief.overseers or frozenset(present)


def bodies_certainly_absent(people: list[Person]):
    """A message where a chief officer's policing body is certainly not a party.

    Who is responsible for a force changes (commissioners gave way to mayors). Where it is not known
    who was on the day, a policing body that seems to belong to nobody may have been the one.
    """
    alone, spare = unmatched(people)
    certain = [chief for chief in alone if chief.overseers]
    if policing_bodies(people) and (certain or len(alone) > len(spare)):
        alone = certain or alone
        yield (
            f"The chief officer of {_names(alone)} is a party, but the "
            "policing body responsible for that force is not. Add the policing body, or correct "
            "the parties."
        )


def unmatched_to_check(body: dict):
    """s.22A(3), (5), (8): what only someone who has read the agreement knows."""
    people = original_parties(body)
    alone, spare = unmatched(people)
    if spare and not alone and chief_officers(people):
        yield (
            f"No chief officer is a party for {_names(spare)}. If the provision about police "
            "forces relates to their forces, add the chief officers."
        )


def _names(people: list[Person]) -> str:
    return text_list(person.name for person in people)


RULES = (
    law(
        Act.POLICE,
        "22A",
        Severity.MUST_FIX,
        "s22a-before-2012",
        "Section 22A before it was in force",
        "It is recorded as a section 22A agreement, but was made before that section was in force.",
        s22a_before_2012,
        judges=lambda body: (
            is_s22a(body) and not has_basis(body, LegalBasis.S23) and bool(terms.made_on(body))
        ),
    ),
    law(
        Act.POLICE,
        "23",
        Severity.MUST_FIX,
        "s23-after-2012",
        "Section 23 after it was replaced",
        "It is recorded as made under section 23, but was made after section 22A replaced it.",
        s23_after_2012,
        judges=lambda body: (
            has_basis(body, LegalBasis.S23) and not is_s22a(body) and bool(terms.made_on(body))
        ),
    ),
    law(
        Act.POLICE,
        "22A(1)",
        Severity.MUST_FIX,
        "s22a-parties",
        "Parties that cannot make a section 22A agreement",
        "The parties recorded are not those that the law asks for in a section 22A agreement.",
        s22a_parties,
        judges=is_certain,
    ),
    gap(
        "s22a-parties-depend",
        "Parties that may not be able to make a section 22A agreement",
        "On what day were these made, and in what capacity did each party join?",
        "It cannot be told from what is recorded whether the parties are those that the law asks "
        "for in a section 22A agreement.",
        s22a_parties_depend,
        judges=can_judge_parties,
    ),
    law(
        Act.POLICE,
        "22A(3) to (5)",
        Severity.MUST_FIX,
        "s22a-provisions",
        "Parties that the kind of provision needs",
        "Someone who must be a party, for what this agreement provides, is not recorded as one.",
        provisions,
        judges=lambda body: (
            is_s22a(body) and has_capacities(body) and bool(body["provision_kinds"])
        ),
    ),
    law(
        Act.POLICE,
        "22A(3), (5) and (8)",
        Severity.ADVICE,
        "s22a-unmatched",
        "Chief officers and policing bodies that do not match",
        "The chief officers and policing bodies recorded do not match one another.",
        unmatched_to_check,
        judges=lambda body: (
            is_s22a(body)
            and has_capacities(body)
            and bool(set(body["provision_kinds"]) & {FORCE, BODY_AND_FORCE})
            and all(map(responsible, chief_officers(original_parties(body))))
        ),
    ),
    law(
        Act.POLICE,
        "23C(6)",
        Severity.MUST_FIX,
        "s23c-power-lost",
        "Remaining parties without power",
        "Since a party left, those that remain are not those that the law asks for.",
        power_lost,
        judges=lambda body: is_made(body) and is_certain(body),
    ),
)
