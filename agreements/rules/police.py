"""Sections 22A to 23E of the Police Act 1996: how a collaboration agreement is made.

Wording read in copies of legislation.gov.uk: ss.23A, 23D and 23E as substituted (2009 c. 26 s.5)
with their amendments (2011 c. 13 Sch. 12 paras 3, 6 and 7), s.23C as it stood on 31 January 2017.
Not checked: any later change to ss.23A, 23C, 23D and 23E.
"""

from .. import terms
from .base import Act, Severity, law, text_list
from .parties import unmatched
from .readings import (
    chief_officers,
    has_all_parties,
    is_made,
    is_s22a,
    original_parties,
)


def in_writing(body: dict):
    """s.23C(2). Unknown is advice, among the facts that the Act turns on."""
    if is_s22a(body) and is_made(body) and body["is_in_writing"] is False:
        yield (
            "It is recorded as not in writing; a section 22A agreement must be. Put it in writing, "
            "or correct what is recorded."
        )


def arrangements_notified(body: dict):
    """s.23D(2): the policing body notifies its chief officer before it makes the agreement."""
    if (
        is_s22a(body)
        and is_made(body)
        and body["is_accountability_notified"] is False
        and chief_officers(original_parties(body))
    ):
        yield (
            "A chief officer is a party, but it is recorded that no policing body notified its "
            "chief officer of how it would hold them to account. The law asks for that before the "
            "agreement is made. Check, and ask the policing bodies to put it right."
        )


def arrangements_published(body: dict):
    """s.23E(2): the chief officer publishes what was notified, with what s.23E(1) asks for."""
    if (
        is_s22a(body)
        and is_made(body)
        and body["is_accountability_notified"]
        and not body["accountability_arrangements"].strip()
    ):
        yield (
            "Arrangements for holding a chief officer to account were notified, and must be "
            "published with the agreement. Add them under accountability arrangements."
        )


def facts_recorded(body: dict):
    """What the Act asks about a made agreement and the record does not say."""
    if not is_s22a(body) or not is_made(body):
        return
    people = original_parties(body)
    notified = body["is_accountability_notified"] is not None
    missing = [
        *(["the day it was made"] if terms.made_on(body) is None else []),
        *(["whether it is in writing"] if body["is_in_writing"] is None else []),
        *(["what kinds of provision it contains"] if not body["provision_kinds"] else []),
        *(
            ["how policing bodies will hold chief officers to account, if notified"]
            if chief_officers(people) and not notified
            else []
        ),
        *(_consultation_missing(body) if has_all_parties(body) else []),
        *(_responsibility_missing(people) if has_all_parties(body) else []),
    ]
    if missing:
        yield (
            f"Not recorded, and the law on section 22A agreements asks: {'; '.join(missing)}. Add "
            "what the agreement or the lead office says."
        )


def _consultation_missing(body: dict) -> list[str]:
    """s.23A(6): a policing body consults its chief officer first, unless they are a party."""
    _, alone = unmatched(original_parties(body))
    if not alone or body["consultation_note"].strip():
        return []
    names = text_list(person.name for person in alone)
    return [f"whether {names} consulted the chief officer, who is not a party"]


def _responsibility_missing(people) -> list[str]:
    unknown = [chief.name for chief in chief_officers(people) if not chief.overseen_by]
    return [f"which policing body is responsible for {text_list(unknown)}"] if unknown else []


RULES = (
    law(
        Act.POLICE,
        "23C(2)",
        Severity.MUST_FIX,
        "s23c-writing",
        "Section 22A agreement not in writing",
        "A section 22A agreement must be in writing. This one is recorded as not.",
        in_writing,
    ),
    law(
        Act.POLICE,
        "23D(2)",
        Severity.MUST_FIX,
        "s23d-notified",
        "Accountability arrangements not notified",
        "How chief officers are held to account under this agreement should have been notified to "
        "them, and is recorded as not.",
        arrangements_notified,
    ),
    law(
        Act.POLICE,
        "23E(2)",
        Severity.MUST_FIX,
        "s23e-accountability",
        "Accountability arrangements not published",
        "How chief officers are held to account under this agreement must be published with it, "
        "and is not yet.",
        arrangements_published,
    ),
    law(
        Act.POLICE,
        "22A",
        Severity.ADVICE,
        "s22a-facts-not-recorded",
        "Facts that the law on section 22A agreements asks for",
        "Some facts that the law on section 22A agreements asks about are not recorded.",
        facts_recorded,
    ),
)
