"""The Fire and Rescue Services Act 2004, sections 13, 15 and 16: help between fire authorities.

Wording read in a copy of legislation.gov.uk, revised to date. The Act is of England and Wales.
"""

from ..vocabulary import Capacity, LegalBasis
from .base import Act, Severity, law, text_list
from .readings import (
    ENGLAND_AND_WALES,
    Person,
    has_basis,
    has_capacities,
    original_parties,
)

# Legal bases under which others than fire and rescue authorities may be party as well.
NOT_POWERS = {LegalBasis.S13, LegalBasis.NOT_STATED, LegalBasis.MEMORANDUM, LegalBasis.INTENT}


def may_be_authority(person: Person) -> bool:
    """A fire and rescue authority under the Act, or perhaps where its nation is not recorded."""
    if person.nation and person.nation not in ENGLAND_AND_WALES:
        return False
    return person.capacity == Capacity.FIRE_AUTHORITY


def may_be_another(person: Person) -> bool:
    """Someone else than a fire and rescue authority."""
    return person.capacity != Capacity.FIRE_AUTHORITY


def judges_parties(basis: str):
    """Rules about the parties of what was made under this basis."""
    return lambda body: has_basis(body, basis) and has_capacities(body)


def reinforcement_scheme(body: dict):
    """s.13(1), (2). Others may be party where the agreement rests on a further power too."""
    people = original_parties(body)
    authorities = [person for person in people if may_be_authority(person)]
    if len(authorities) < 2:
        yield (
            "A reinforcement scheme is between fire and rescue authorities, and fewer than two are "
            "parties. Check the parties and their capacities, or correct the legal basis."
        )
    others = [person.name for person in people if person not in authorities]
    if others and not set(body["legal_bases"]) - NOT_POWERS:
        yield (
            f"A reinforcement scheme is between fire and rescue authorities alone, and "
            f"{text_list(others)} is not one by what is recorded. Check the capacity, or add the "
            "further legal basis."
        )


def other_employers(body: dict):
    """s.15(1), (2). Whether the partner employs fire-fighters is not something the body records."""
    people = original_parties(body)
    if not any(map(may_be_authority, people)):
        yield (
            "No fire and rescue authority is a party, and arrangements under section 15 are made "
            "by one. Check the parties and their capacities, or correct the legal basis."
        )
    if not any(map(may_be_another, people)):
        yield (
            "Every party is a fire and rescue authority. Arrangements under section 15 are with "
            "another employer of fire-fighters, never between authorities: correct the parties, or "
            "set the legal basis to section 13 or 16."
        )


def discharge_by_others(body: dict):
    """s.16(1). Who extinguishes fires must employ fire-fighters (s.16(2)): not in the body."""
    people = original_parties(body)
    if not any(map(may_be_authority, people)):
        yield (
            "No fire and rescue authority is a party, and arrangements under section 16 are about "
            "an authority’s functions. Check the parties and their capacities, or correct the "
            "legal basis."
        )
    if len({person.slug for person in people}) == 1:
        yield (
            "Only one party is recorded, and arrangements under section 16 are with another "
            "authority or person. Add the other party."
        )


RULES = (
    law(
        Act.FIRE,
        "13(1) and (2)",
        Severity.MUST_FIX,
        "frsa-s13",
        "Reinforcement scheme with wrong parties",
        "A reinforcement scheme is between fire and rescue authorities. The parties recorded are "
        "not.",
        reinforcement_scheme,
        judges=judges_parties(LegalBasis.S13),
    ),
    law(
        Act.FIRE,
        "15(1) and (2)",
        Severity.MUST_FIX,
        "frsa-s15",
        "Arrangement with an employer of fire-fighters: wrong parties",
        "This kind of arrangement is between a fire and rescue authority and another employer of "
        "fire-fighters. The parties recorded are not.",
        other_employers,
        judges=judges_parties(LegalBasis.S15),
    ),
    law(
        Act.FIRE,
        "16(1)",
        Severity.MUST_FIX,
        "frsa-s16",
        "Discharge of functions by others: wrong parties",
        "This kind of arrangement is between a fire and rescue authority and another authority or "
        "person. The parties recorded are not.",
        discharge_by_others,
        judges=judges_parties(LegalBasis.S16),
    ),
)
