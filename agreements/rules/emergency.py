"""The Policing and Crime Act 2017, sections 1 to 5: emergency services that agree to collaborate.

Wording read in a copy of legislation.gov.uk, revised to 2024; in force on 3 April 2017 (SI 2017/399
Sch. para. 1); England only (s.5, and the Act's explanatory notes, annex I).
"""

import datetime
from collections import Counter

from .. import terms
from ..vocabulary import Capacity, LegalBasis
from .base import Act, Severity, gap, law
from .parties import bodies_certainly_absent
from .readings import (
    ACT_OF_2017_IN_FORCE,
    Kind,
    Nation,
    Person,
    has_all_parties,
    has_basis,
    has_capacities,
    is_made,
    made_span,
    original_parties,
)
from .roles import Compliance, Roles, compliance

AMBULANCE, FIRE, POLICE, OTHER = "ambulance", "fire", "police", "other"
ROLES = {
    Capacity.AMBULANCE_TRUST: {AMBULANCE},
    Capacity.FIRE_AUTHORITY: {FIRE},
    Capacity.CHIEF_OFFICER: {POLICE},
    Capacity.POLICING_BODY: {POLICE},
    Capacity.OTHER_PERSON: {OTHER},
}
ROLES_BY_KIND = {
    Kind.AMBULANCE_TRUST: {AMBULANCE, OTHER},
    Kind.FIRE_AUTHORITY: {FIRE, OTHER},
    Kind.FIRE_SERVICE: {FIRE, OTHER},
    Kind.LOCAL_AUTHORITY: {FIRE, OTHER},
    Kind.POLICE_FORCE: {POLICE, OTHER},
    Kind.POLICING_BODY: {POLICE, FIRE, OTHER},
    "": {AMBULANCE, FIRE, POLICE, OTHER},
}


def roles_of(person: Person) -> Roles:
    """What the person may be for s.1(2): a body of each service is one “in England”."""
    roles = ROLES.get(person.capacity) or ROLES_BY_KIND.get(person.kind, {OTHER})
    if person.nation == Nation.ENGLAND:
        return frozenset(roles)
    return frozenset({OTHER}) if person.nation else frozenset(roles | {OTHER})


def two_services(count: Counter) -> bool:
    """s.1(1): one or more from one of the three services, one or more from another."""
    return sum(bool(count[service]) for service in (AMBULANCE, FIRE, POLICE)) >= 2


def applies(body: dict) -> bool:
    return has_basis(body, LegalBasis.S1_2017)


def before_the_act(body: dict, on: datetime.date):
    _, last = made_span(body, on)
    if last < ACT_OF_2017_IN_FORCE:
        yield (
            "It was made before 3 April 2017, when this power came into force, so it cannot have "
            "been made under it. Check the date; if it is right, correct the legal basis."
        )


def can_judge_parties(body: dict) -> bool:
    return applies(body) and has_all_parties(body)


def services_among_parties(body: dict) -> Compliance:
    return compliance(map(roles_of, original_parties(body)), [two_services])


def services(body: dict):
    if services_among_parties(body) is Compliance.NO:
        yield (
            "Its parties are not from two services. An agreement under section 1 needs a party "
            "from at least two of these in England: police, fire and rescue, ambulance. Check the "
            "parties and their capacities, or correct the legal basis."
        )


def services_depend(body: dict):
    if services_among_parties(body) is Compliance.DEPENDS:
        yield (
            "Whether its parties are from two services in England depends on what is not recorded: "
            "a party’s capacity, or its nation in the directory. Record them."
        )


def policing_body_joins(body: dict):
    """s.3(10), read with s.5(8): chief officers of forces in England."""
    people = [p for p in original_parties(body) if _may_matter(p)]
    if any(p.capacity == Capacity.CHIEF_OFFICER for p in people) and not any(
        POLICE in roles_of(p) and p.capacity != Capacity.CHIEF_OFFICER for p in people
    ):
        yield (
            "A chief officer is a party but no policing body is. A chief officer may join only "
            "with the policing body responsible for the force. Add the policing body, or correct "
            "the parties."
        )
    yield from bodies_certainly_absent(people)


def _may_matter(person: Person) -> bool:
    """A chief officer certainly in England; anyone else who may be, and so may be the body."""
    certain = person.nation == Nation.ENGLAND
    return certain or (not person.nation and person.capacity != Capacity.CHIEF_OFFICER)


def in_writing(body: dict):
    """s.1(3) makes writing part of what a collaboration agreement is."""
    if body["is_in_writing"] is False:
        yield (
            "It is recorded as not in writing; an agreement under section 1 must be. Put it in "
            "writing, or correct what is recorded."
        )


def withdrawal_clause(body: dict):
    if body["has_withdrawal_clause"] is False:
        yield (
            "It is recorded as having no withdrawal clause. It must let a party withdraw that "
            "thinks it no longer efficient or effective for itself. Ask the lead office to vary "
            "it, or correct what is recorded."
        )


RULES = (
    law(
        Act.POLICING_AND_CRIME,
        "1",
        Severity.MUST_FIX,
        "pca2017-before",
        "2017 Act before it was in force",
        "It is recorded as made under an Act that was not yet in force when it was made.",
        before_the_act,
        judges=lambda body: applies(body) and bool(terms.made_on(body)),
    ),
    law(
        Act.POLICING_AND_CRIME,
        "1(1) and (2)",
        Severity.MUST_FIX,
        "pca2017-services",
        "Parties not from two emergency services",
        "The parties recorded are not from two of police, fire and rescue, and ambulance, as the "
        "law asks.",
        services,
        judges=lambda body: (
            can_judge_parties(body) and services_among_parties(body) is not Compliance.DEPENDS
        ),
    ),
    gap(
        "pca2017-services-depend",
        "Parties that may not be from two emergency services",
        "In what capacity did each party join these, and in which nation is it?",
        "It cannot be told from what is recorded whether the parties are from two of police, fire "
        "and rescue, and ambulance.",
        services_depend,
        judges=can_judge_parties,
    ),
    law(
        Act.POLICING_AND_CRIME,
        "3(10)",
        Severity.MUST_FIX,
        "pca2017-chief-officer",
        "Chief officer without the policing body",
        "A chief officer is recorded as a party without the policing body responsible for the "
        "force.",
        policing_body_joins,
        judges=lambda body: applies(body) and has_capacities(body),
    ),
    law(
        Act.POLICING_AND_CRIME,
        "1(3)",
        Severity.MUST_FIX,
        "pca2017-writing",
        "2017 Act agreement not in writing",
        "An agreement under the 2017 Act must be in writing. This one is recorded as not.",
        in_writing,
        judges=lambda body: applies(body) and is_made(body) and body["is_in_writing"] is not None,
    ),
    law(
        Act.POLICING_AND_CRIME,
        "4(7)",
        Severity.MUST_FIX,
        "pca2017-withdrawal",
        "No withdrawal clause",
        "The law asks for a clause that lets a party withdraw. None is recorded.",
        withdrawal_clause,
        judges=lambda body: applies(body) and body["has_withdrawal_clause"] is not None,
    ),
)
