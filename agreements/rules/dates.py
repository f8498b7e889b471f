"""Dates that contradict one another, or that say the agreement's story is not finished.

Dates known to the month or marked as uncertain are checked only where every reading agrees.
"""

import datetime

from register.lifecycle import PAST_END

from .. import roles, terms
from ..terms import parse
from ..vocabulary import Lifecycle, Stage
from .base import Severity, due, policy
from .readings import (
    certainly_before,
    certainly_past,
    is_made,
    name_of,
)

TERMINATION, REPLACEMENT, NOTICE = "termination", "replacement", "notice_of_withdrawal"


def expiries(body: dict) -> list[str]:
    """Every expiry date recorded, as first agreed and as varied."""
    texts = [body["expires_on"], *(v["new_expires_on"] for v in body["variations"])]
    return [text for text in texts if text]


def has_expiry(body: dict, certain: bool) -> bool:
    return any(parse(text).is_marked is not certain for text in expiries(body))


def start_after_expiry(body: dict):
    start = parse(body["starts_on"])
    for text in expiries(body):
        if certainly_before(expiry := parse(text), start):
            yield (
                f"It is recorded as starting on {start.display()}, after it expires on "
                f"{expiry.display()}. Correct whichever is wrong."
            )


def left_before_joining(body: dict):
    for party in body["parties"]:
        joined, left = parse(party["joined_on"]), parse(party["left_on"])
        if certainly_before(left, joined):
            yield (
                f"{name_of(party)} is recorded as leaving on {left.display()}, before it joined on "
                f"{joined.display()}. Correct whichever is wrong."
            )


def decision_after_start(body: dict):
    start, decided = parse(body["starts_on"]), parse(body["decided_on"])
    if certainly_before(start, decided):
        yield (
            f"It started on {start.display()}, before it was decided on {decided.display()}. Check "
            "both dates; if they are right, say under “purpose” how that came about."
        )


def variation_before_signing(body: dict):
    signed = parse(body["signed_on"]) or parse(body["decided_on"])
    for variation in body["variations"]:
        date = parse(variation["effective_on"]) or parse(variation["made_on"])
        if certainly_before(date, signed):
            yield (
                f"A {_words(variation)} is dated {date.display()}, before the agreement was signed "
                f"or decided on {signed.display()}. Check both dates."
            )


def signed_but_proposed(body: dict, on: datetime.date):
    signed = parse(body["signed_on"])
    if body["stage"] == Stage.PROPOSED and certainly_past(signed, on):
        yield (
            f"It is recorded as proposed, but was signed on {signed.display()}. Set the stage to "
            "made, or correct the date."
        )


def undated_ending(body: dict):
    """An ending without a day leaves the register unable to say from when it counts."""
    for variation in body["variations"]:
        is_dated = variation["effective_on"] or variation["made_on"]
        if variation["kind"] in (TERMINATION, REPLACEMENT, NOTICE) and not is_dated:
            yield (
                f"A {_words(variation)} has no date, so nobody can tell from when it counts. Add "
                "when it took effect; the year alone is better than nothing."
            )


def notice_of_a_party(body: dict):
    """Who gives notice is what the notice changes."""
    for variation in body["variations"]:
        if variation["kind"] != NOTICE:
            continue
        if not variation["party"]:
            yield "A notice of withdrawal does not say which party gave it. Add the party."
        elif words := roles.notice_of_outsider(variation, body):
            yield words


def past_expiry(body: dict, on: datetime.date):
    """An agreement past its expiry and not renewed is expired: record what became of it."""
    if terms.state_on(body, on).lifecycle == Lifecycle.EXPIRED and not body["replaced_by"]:
        yield (
            f"It expired on {terms.expiry_on(body, on).display()}, and no renewal, termination or "
            "replacement is recorded. Has it been renewed? Ask the lead office what became of it: "
            "if work goes on under it, record the renewal; if not, record how it ended."
        )


def past_uncertain_expiry(body: dict, on: datetime.date):
    """The source leaves its end in doubt, so nobody can say that it has expired."""
    if terms.state_on(body, on).cause == PAST_END and not body["replaced_by"]:
        yield (
            f"Its recorded end, {terms.expiry_on(body, on).display()}, has passed, and whether it "
            "was renewed is not known. Confirm with the lead office when it ended, or that it was "
            "renewed."
        )


def has_variation(body: dict, *kinds: str) -> bool:
    return any(variation["kind"] in kinds for variation in body["variations"])


def _words(variation: dict) -> str:
    return variation["kind"].replace("_", " ")


RULES = (
    policy(
        Severity.BLOCKS,
        "start-after-expiry",
        "Start after expiry",
        "The dates recorded cannot all be right: it starts after it expires.",
        start_after_expiry,
        judges=lambda body: bool(body["starts_on"] and expiries(body)),
    ),
    policy(
        Severity.BLOCKS,
        "left-before-joining",
        "Party that left before it joined",
        "The dates recorded for a party cannot both be right: it left before it joined.",
        left_before_joining,
        judges=lambda body: any(p["joined_on"] and p["left_on"] for p in body["parties"]),
    ),
    policy(
        Severity.MUST_FIX,
        "decision-after-start",
        "Decision after start",
        "By the dates recorded, this agreement started before it was decided.",
        decision_after_start,
        judges=lambda body: bool(body["starts_on"] and body["decided_on"]),
    ),
    policy(
        Severity.MUST_FIX,
        "variation-before-signing",
        "Variation before signing",
        "By the dates recorded, this agreement was varied before it was signed.",
        variation_before_signing,
        judges=lambda body: bool(body["variations"] and (body["signed_on"] or body["decided_on"])),
    ),
    policy(
        Severity.MUST_FIX,
        "signed-but-proposed",
        "Signed, but recorded as proposed",
        "It is recorded as proposed although it has been signed.",
        signed_but_proposed,
        judges=lambda body: bool(body["signed_on"]),
    ),
    policy(
        Severity.MUST_FIX,
        "undated-ending",
        "Ending without a date",
        "It is not recorded when this agreement ended, or when a party gave notice.",
        undated_ending,
        judges=lambda body: has_variation(body, TERMINATION, REPLACEMENT, NOTICE),
    ),
    policy(
        Severity.MUST_FIX,
        "notice-party",
        "Notice of withdrawal without its party",
        "A notice of withdrawal is recorded, but not which party gave it.",
        notice_of_a_party,
        judges=lambda body: has_variation(body, NOTICE),
    ),
    due(
        Severity.MUST_FIX,
        "past-expiry",
        "Past its expiry",
        "It is past the date it was to expire, and what became of it is not recorded.",
        past_expiry,
        judges=lambda body: is_made(body) and has_expiry(body, certain=True),
    ),
    due(
        Severity.ADVICE,
        "past-uncertain-expiry",
        "Past an uncertain end: to be confirmed",
        "It is past the end that the source gives, which is uncertain; whether it was renewed is "
        "not known.",
        past_uncertain_expiry,
        judges=lambda body: is_made(body) and has_expiry(body, certain=False),
    ),
)
