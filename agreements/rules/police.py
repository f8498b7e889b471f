"""Sections 22A to 23E of the Police Act 1996: how a collaboration agreement is made.

Wording read in copies of legislation.gov.uk: ss.23A, 23D and 23E as substituted (2009 c. 26 s.5)
with their amendments (2011 c. 13 Sch. 12 paras 3, 6 and 7), s.23C as it stood on 31 January 2017.
Not checked: any later change to ss.23A, 23C, 23D and 23E.
"""

from .base import Act, Severity, law
from .readings import chief_officers, is_made, is_s22a, original_parties


def is_made_under_s22a(body: dict) -> bool:
    return is_s22a(body) and is_made(body)


def in_writing(body: dict):
    """s.23C(2)."""
    if body["is_in_writing"] is False:
        yield (
            "It is recorded as not in writing; a section 22A agreement must be. Put it in writing, "
            "or correct what is recorded."
        )


def arrangements_notified(body: dict):
    """s.23D(2): the policing body notifies its chief officer before it makes the agreement."""
    if body["is_accountability_notified"] is False:
        yield (
            "A chief officer is a party, but it is recorded that no policing body notified its "
            "chief officer of how it would hold them to account. The law asks for that before the "
            "agreement is made. Check, and ask the policing bodies to put it right."
        )


def arrangements_published(body: dict):
    """s.23E(2): the chief officer publishes what was notified, with what s.23E(1) asks for."""
    if not body["accountability_arrangements"].strip():
        yield (
            "Arrangements for holding a chief officer to account were notified, and must be "
            "published with the agreement. Add them under accountability arrangements."
        )


RULES = (
    law(
        Act.POLICE,
        "23C(2)",
        Severity.MUST_FIX,
        "s23c-writing",
        "Section 22A agreement not in writing",
        "A section 22A agreement must be in writing. This one is recorded as not.",
        in_writing,
        judges=lambda body: is_made_under_s22a(body) and body["is_in_writing"] is not None,
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
        judges=lambda body: (
            is_made_under_s22a(body)
            and body["is_accountability_notified"] is not None
            and bool(chief_officers(original_parties(body)))
        ),
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
        judges=lambda body: is_made_under_s22a(body) and bool(body["is_accountability_notified"]),
    ),
)
