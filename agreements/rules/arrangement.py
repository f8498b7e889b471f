"""Where no agreement is known: they work together, and no source says that one was made.

The law on agreements is not applied to it, and nothing may be recorded that only an agreement has.
"""

from dataclasses import replace

from ..terms import is_arrangement
from ..vocabulary import Capacity, LegalBasis, PartiesRecorded, Term
from .base import List, Rule, Severity, gap, policy, text_list

# Bases that are agreements, or that only an agreement has.
AGREED = {
    LegalBasis.S22A,
    LegalBasis.S23,
    LegalBasis.S1_2017,
    LegalBasis.LEASE,
    LegalBasis.CONTRACT,
    LegalBasis.MEMORANDUM,
}
# The other rules that are about more than agreements.
JUDGED = {
    "start-after-expiry",
    "left-before-joining",
    "document-withheld-reason",
    "document-withheld-review",
}


def limited(rule: Rule) -> Rule:
    """The rule as it is applied: one about agreements judges nothing else."""
    if rule.list == List.GAPS or rule.id in JUDGED or rule in RULES:
        return rule
    return replace(rule, judges=lambda body: not is_arrangement(body) and rule.judges(body))


def contradictions(body: dict):
    """What only an agreement has, recorded where no agreement is known."""
    only_agreed = {
        "a legal basis that is an agreement": AGREED & set(body["legal_bases"]),
        "a date of decision": body["decided_on"],
        "a date of signing": body["signed_on"],
        "what it provides for": body["provision_kinds"],
        "that it is in writing": body["is_in_writing"],
        "how a party can withdraw": body["has_withdrawal_clause"] or body["withdrawal_terms"],
        "accountability arrangements": body["is_accountability_notified"]
        or body["accountability_arrangements"],
        "a term": body["term"] != Term.NOT_RECORDED,
        "changes of its terms": body["variations"],
        "a copy of it": [d for d in body["documents"] if d["kind"] in ("agreement", "variation")],
        "the capacity of a party": {p["capacity"] for p in body["parties"]} - {Capacity.NOT_STATED},
    }
    if found := [words for words, is_there in only_agreed.items() if is_there]:
        yield (
            f"No agreement is known, yet this is recorded: {text_list(found)}. Take it out, or set "
            "the stage to “made” or “not stated” if a source speaks of an agreement."
        )


def others(body: dict):
    if body["parties_recorded"] != PartiesRecorded.ALL:
        yield (
            "It is not recorded whether others take part. Ask the lead office, add them, and set "
            "“parties recorded” to all."
        )


RULES = (
    gap(
        "others-not-recorded",
        "Not known whether others take part",
        "Who else takes part in these, if anyone?",
        "It is not recorded whether others take part.",
        others,
        judges=is_arrangement,
    ),
    policy(
        Severity.BLOCKS,
        "no-agreement-known",
        "No agreement known, but terms of one",
        "Something is recorded that only an agreement has, and no source speaks of one.",
        contradictions,
        judges=is_arrangement,
    ),
)
