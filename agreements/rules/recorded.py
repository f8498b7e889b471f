"""What has to be recorded before other rules can be checked: who, under what power, and when."""

import datetime

from .. import terms
from ..vocabulary import LegalBasis, PartiesRecorded, Stage, Term
from .base import gap, text_list
from .readings import (
    has_all_parties,
    has_nobody,
    is_agreement,
    is_made,
    is_only_printed,
    name_of,
)


def parties_recorded(body: dict):
    """No rule about parties can be applied unless all of them are recorded."""
    if body["parties_recorded"] != PartiesRecorded.ALL:
        yield (
            "The parties recorded are not known to be all of them, so the law on parties cannot be "
            "checked. Ask the "
            "lead office who the parties are, add them, and set “parties recorded” to all."
        )
    elif not body["parties"]:
        yield "It says that all parties are recorded, but none is. Add the parties."
    elif not has_all_parties(body):
        groups = [name_of(p) for p in body["parties"] if p["group"] and has_nobody(p)]
        if groups:
            yield (
                f"Nobody is recorded as a member of {text_list(groups)}, so the law on parties "
                "cannot be checked. Ask the national role to add who is in the group."
            )


def parties_identified(body: dict):
    """What is printed as “Derbyshire” may be the force, its commissioner or the county council."""
    unknown = [name_of(party) for party in body["parties"] if is_only_printed(party)]
    if unknown:
        yield (
            f"The source names {text_list(unknown)}, which may be more "
            "than one body. Ask the office whose document prints it which is meant, and choose "
            "that instead of “only as printed”."
        )


def legal_basis_stated(body: dict):
    """Without a legal basis nobody can say whether it is a section 22A agreement."""
    if not set(body["legal_bases"]) - {LegalBasis.NOT_STATED}:
        yield (
            "No legal basis is recorded, so it cannot be said whether it is a section 22A "
            "agreement. Look in the agreement's opening clauses, or ask the lead office."
        )


def stage_stated(body: dict):
    """Duties to publish begin when an agreement is made."""
    if body["stage"] == Stage.NOT_STATED:
        yield (
            "It is not recorded whether the agreement has been made or is only proposed. Ask the "
            "lead office and set the stage."
        )


def dates_recorded(body: dict, on: datetime.date):
    """An agreement without a start counts as in force until it expires, so say what is missing."""
    has_end = terms.expiry_on(body, on) or terms.ended_from(body)
    missing = [
        *(["when it starts"] if not body["starts_on"] else []),
        *(["when or how it ends"] if not has_end and body["term"] != Term.UNTIL_ENDED else []),
    ]
    if missing:
        yield f"Not recorded: {' and '.join(missing)}. Add what the agreement says."


def purpose_recorded(body: dict):
    if not body["purpose"].strip():
        yield "What it is for is not recorded. Say so in a sentence or two."


def functions_recorded(body: dict):
    if not body["functions"]:
        yield "What kind of work it is about is not recorded. Tick what fits."


RULES = (
    gap(
        "purpose-not-recorded",
        "Purpose not recorded",
        "What are these for?",
        "What it is for is not recorded.",
        purpose_recorded,
    ),
    gap(
        "functions-not-recorded",
        "Kind of work not recorded",
        "What kind of work are these about?",
        "What kind of work it is about is not recorded.",
        functions_recorded,
    ),
    gap(
        "parties-not-all-recorded",
        "Parties not known to be all recorded",
        "Which other organisations are parties to these, or are the parties recorded all of them?",
        "The parties recorded are not known to be all, so it cannot be checked whether they are "
        "those that the law asks for.",
        parties_recorded,
        judges=lambda body: not terms.is_arrangement(body),
    ),
    gap(
        "party-only-in-words",
        "Party known only as printed",
        "Which organisations do the sources mean by the names that they print?",
        "A party is known only by the words of the source, which may mean more than one body.",
        parties_identified,
        judges=lambda body: bool(body["parties"]),
    ),
    gap(
        "legal-basis-not-stated",
        "Legal basis not stated",
        "Under which power were these made?",
        "The power that this agreement was made under is not recorded.",
        legal_basis_stated,
        judges=is_agreement,
    ),
    gap(
        "stage-not-stated",
        "Made or proposed: not stated",
        "Have these been made, or are they only proposed?",
        "It is not recorded whether this agreement has been made or is only proposed.",
        stage_stated,
    ),
    gap(
        "dates-not-recorded",
        "Start or end not recorded",
        "When did these start, and when or how do they end?",
        "The register does not hold all the dates of this agreement.",
        dates_recorded,
        judges=is_made,
    ),
)
