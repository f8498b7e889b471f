"""What has to be recorded before other rules can be checked: who, under what power, and when."""

import datetime

from .. import terms
from ..vocabulary import LegalBasis, PartiesRecorded, Stage, Term
from .base import Severity, policy, text_list
from .readings import has_all_parties, has_nobody, is_made, is_only_printed


def parties_recorded(body: dict):
    """No rule about parties can be applied unless all of them are recorded."""
    if body["parties_recorded"] != PartiesRecorded.ALL:
        yield (
            "Not all parties are recorded, so the law on parties cannot be checked. Ask the "
            "lead office who the parties are, add them, and set “parties recorded” to all."
        )
    elif not body["parties"]:
        yield "It says that all parties are recorded, but none is. Add the parties."
    elif not has_all_parties(body):
        printed = [f"“{p['stated_as']}”" for p in body["parties"] if is_only_printed(p)]
        if printed:
            yield (
                f"It is not recorded which body {text_list(printed)} is, so the law on parties "
                "cannot be checked. Ask the office whose document prints it, and choose the "
                "organisation or the group instead of “only as printed”."
            )
        empty = [p["group"]["name"] for p in body["parties"] if p["group"] and has_nobody(p)]
        if empty:
            yield (
                f"Nobody is recorded as a member of {text_list(empty)}, so the law on parties "
                "cannot be checked. Ask the national role to add who is in the group."
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
    if not is_made(body):
        return
    has_end = terms.expiry_on(body, on) or terms.ended_from(body)
    missing = [
        *(["when it starts"] if not body["starts_on"] else []),
        *(["when or how it ends"] if not has_end and body["term"] != Term.UNTIL_ENDED else []),
    ]
    if missing:
        yield f"Not recorded: {' and '.join(missing)}. Add what the agreement says."


RULES = (
    policy(
        Severity.MUST_FIX,
        "parties-not-all-recorded",
        "Parties not all recorded",
        "The register does not name every party, so it cannot be checked whether the parties are "
        "those that the law asks for.",
        parties_recorded,
    ),
    policy(
        Severity.ADVICE,
        "legal-basis-not-stated",
        "Legal basis not stated",
        "The power that this agreement was made under is not recorded.",
        legal_basis_stated,
    ),
    policy(
        Severity.ADVICE,
        "stage-not-stated",
        "Made or proposed: not stated",
        "It is not recorded whether this agreement has been made or is only proposed.",
        stage_stated,
    ),
    policy(
        Severity.ADVICE,
        "dates-not-recorded",
        "Start or end not recorded",
        "The register does not hold all the dates of this agreement.",
        dates_recorded,
    ),
)
