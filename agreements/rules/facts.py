"""Facts that the Police Act 1996 and the 2017 Act turn on, and the record does not say."""

from .. import terms
from .base import gap, text_list, when
from .emergency import applies as is_under_2017_act
from .parties import responsible, unmatched
from .readings import (
    Nation,
    chief_officers,
    has_all_parties,
    is_made,
    is_s22a,
    original_parties,
)

LONDON_FIRE_COMMISSIONER = "london-fire-commissioner"


def is_made_under_s22a(body: dict) -> bool:
    return is_s22a(body) and is_made(body)


def is_made_under_2017_act(body: dict) -> bool:
    return is_under_2017_act(body) and is_made(body)


def is_made_under_either(body: dict) -> bool:
    return is_made_under_s22a(body) or is_made_under_2017_act(body)


def has_chief_officers(body: dict) -> bool:
    return is_made_under_s22a(body) and bool(chief_officers(original_parties(body)))


def unsaid(body: dict) -> list[str]:
    """Who may have had to be consulted: Police Act 1996 s.23A(6), 2017 Act s.3(6) and (11)."""
    people = original_parties(body)
    if is_made_under_2017_act(body):
        people = [person for person in people if person.nation == Nation.ENGLAND]
    _, alone = unmatched(people)
    in_london = LONDON_FIRE_COMMISSIONER in {person.slug for person in people}
    is_asked = in_london and is_made_under_2017_act(body)
    names = text_list(person.name for person in alone)
    return [
        *([f"whether {names} consulted the chief officer, who is not a party"] if alone else []),
        *(["whether the Mayor of London, if not a party, was consulted"] if is_asked else []),
    ]


def consultation(body: dict):
    if not body["consultation_note"].strip():
        yield f"Not recorded: {' and '.join(unsaid(body))}. Add what the lead office says."


def responsibility(body: dict):
    unknown = [p.name for p in chief_officers(original_parties(body)) if not responsible(p)]
    if unknown:
        yield (
            f"It is not recorded which policing body is responsible for {text_list(unknown)}. Ask "
            "the national role to add it to the directory."
        )


RULES = (
    gap(
        "made-on-not-recorded",
        "Day it was made not recorded",
        "On what day were these made?",
        "The day on which it was made, whose law applies to it, is not recorded.",
        when(lambda body: terms.made_on(body) is None, "the day it was made"),
        judges=is_made_under_either,
    ),
    gap(
        "writing-not-recorded",
        "In writing: not recorded",
        "Are these in writing?",
        "It is not recorded whether it is in writing, as the law asks.",
        when(lambda body: body["is_in_writing"] is None, "whether it is in writing"),
        judges=is_made_under_either,
    ),
    gap(
        "provisions-not-recorded",
        "What it provides for not recorded",
        "Do these provide for police forces, for policing bodies, or for both?",
        "It is not recorded what kinds of provision it contains, on which the parties it needs "
        "depend.",
        when(lambda body: not body["provision_kinds"], "what kinds of provision it contains"),
        judges=is_made_under_s22a,
    ),
    gap(
        "withdrawal-not-recorded",
        "Withdrawal clause not recorded",
        "Do these let a party withdraw?",
        "It is not recorded whether it lets a party withdraw, as the law asks.",
        when(
            lambda body: body["has_withdrawal_clause"] is None,
            "whether a party may withdraw (withdrawal clause)",
        ),
        judges=is_made_under_2017_act,
    ),
    gap(
        "accountability-not-recorded",
        "Accountability arrangements not recorded",
        "Were chief officers told how they would be held to account for what is done under these?",
        "It is not recorded whether chief officers were told how they are held to account.",
        when(
            lambda body: body["is_accountability_notified"] is None,
            "how policing bodies will hold chief officers to account, if notified",
        ),
        judges=has_chief_officers,
    ),
    gap(
        "consultation-not-recorded",
        "Consultation not recorded",
        "Who was consulted before these were made?",
        "It is not recorded whether those who had to be consulted were.",
        consultation,
        judges=lambda body: (
            is_made_under_either(body) and has_all_parties(body) and bool(unsaid(body))
        ),
    ),
    gap(
        "responsible-body-not-recorded",
        "Policing body of a force not recorded",
        "Which policing body is responsible for each force that is a party to these?",
        "It is not recorded which policing body is responsible for a force.",
        responsibility,
        judges=lambda body: has_chief_officers(body) and has_all_parties(body),
    ),
)
