"""In what capacity each party signs, which the statutes turn on."""

from ..vocabulary import Capacity
from .base import Act, Severity, gap, law, policy, text_list
from .readings import (
    NAMED_FORCES,
    NAMED_POLICING_BODIES,
    Kind,
    is_agreement,
    is_s22a,
    persons,
)

# What kinds of organisation can sign in a capacity; any can as an “other person”. A commissioner,
# mayor or council can be a fire and rescue authority (Fire and Rescue Services Act 2004 ss.1, 4A);
# the register may name the service where the authority signs.
KINDS = {
    Capacity.CHIEF_OFFICER: {Kind.POLICE_FORCE},
    Capacity.POLICING_BODY: {Kind.POLICING_BODY, Kind.LOCAL_AUTHORITY, Kind.OTHER},
    Capacity.FIRE_AUTHORITY: {
        Kind.FIRE_AUTHORITY,
        Kind.FIRE_SERVICE,
        Kind.POLICING_BODY,
        Kind.LOCAL_AUTHORITY,
        Kind.OTHER,
    },
    Capacity.AMBULANCE_TRUST: {Kind.AMBULANCE_TRUST, Kind.OTHER},
}
POLICE_CAPACITIES = Capacity.CHIEF_OFFICER, Capacity.POLICING_BODY


def capacity_fits(body: dict):
    """A chief officer is of a police force, and so on; an unknown kind is not checked."""
    for person in persons(body["parties"]):
        fitting = KINDS.get(person.capacity)
        if fitting and person.kind and person.kind not in fitting:
            yield (
                f"{person.name} is recorded as {Capacity(person.capacity).label.lower()}, which "
                f"does not fit: it is in the directory as {Kind(person.kind).label.lower()}. "
                "Correct the party or its capacity."
            )


def has_capacity(body: dict) -> bool:
    return any(person.capacity != Capacity.NOT_STATED for person in persons(body["parties"]))


def capacity_stated(body: dict):
    """Not stated is a gap: it never means that somebody is not a party."""
    unstated = [p.name for p in persons(body["parties"]) if p.capacity == Capacity.NOT_STATED]
    if unstated:
        yield (
            f"The capacity of {text_list(unstated)} is not recorded, and the law on parties turns "
            "on it. Look in the agreement's list of parties and record it."
        )


def capacities_of_section_23i(body: dict):
    """s.23I(2) to (4): beyond the forces of England and Wales, the Act names two and their bodies.

    So the National Crime Agency, the Ministry of Defence Police and forces of Scotland and Northern
    Ireland join as other persons; British Transport Police and the Civil Nuclear Constabulary join
    through their chief constables.
    """
    for person in persons(body["parties"]):
        if person.is_outside_police_act and person.capacity in POLICE_CAPACITIES:
            yield (
                f"{person.name} is not a police force or policing body for section 22A. Record it "
                "as other person."
            )
        elif (
            person.slug in NAMED_FORCES | NAMED_POLICING_BODIES
            and person.capacity == Capacity.OTHER_PERSON
        ):
            yield (
                f"{person.name} counts as a police force or policing body for section 22A. Record "
                "the capacity in which it signed: chief officer or policing body."
            )


RULES = (
    policy(
        Severity.MUST_FIX,
        "party-capacity",
        "Capacity that does not fit the party",
        "The capacity recorded for a party does not fit what that party is.",
        capacity_fits,
        judges=has_capacity,
    ),
    gap(
        "party-capacity-not-stated",
        "Capacity of a party not stated",
        "In what capacity did each organisation join these: as chief officer, policing body, fire "
        "and rescue authority, or another?",
        "It is not recorded in what capacity every party joined.",
        capacity_stated,
        judges=lambda body: is_agreement(body) and bool(persons(body["parties"])),
    ),
    law(
        Act.POLICE,
        "23I",
        Severity.MUST_FIX,
        "s23i-capacity",
        "Forces and bodies that section 22A does or does not reach",
        "A party is recorded in a capacity that the law on these agreements does not give it.",
        capacities_of_section_23i,
        judges=lambda body: is_s22a(body) and has_capacity(body),
    ),
)
