"""The terms that bind: variations folded into dates, and dates into a state on any day.

Pure functions of a body. The index stores what they find as periods, pages and API read those.
"""

import datetime
from functools import partial

from organisations.dates import PartialDate
from register import lifecycle
from register.lifecycle import Course, State, known_dates
from register.spans import DAY, Span, parse, spans

from .vocabulary import Lifecycle, Stage, Term, VariationKind

ENDINGS = {VariationKind.TERMINATION, VariationKind.REPLACEMENT}
UNDOING = {*ENDINGS, VariationKind.NOTICE_OF_WITHDRAWAL}
MAY_BE_IN_FORCE = {Lifecycle.IN_FORCE, Lifecycle.NOT_CONFIRMED, Lifecycle.NOT_RECORDED}


def folded_variations(body: dict) -> list[tuple[datetime.date, dict]]:
    """Variations with the day each counts from, in that order.

    That day is the first day of its effect date, else of the date it was made. One with neither
    follows the variation entered before it: its place in the story is known, its day is not.
    """
    folded, latest = [], datetime.date.min
    for variation in body["variations"]:
        date = parse(variation["effective_on"]) or parse(variation["made_on"])
        latest = date.first if date else latest
        folded.append((latest, variation))
    return sorted(folded, key=lambda entry: entry[0])


def expiry_on(body: dict, day: datetime.date) -> PartialDate | None:
    """The expiry date that binds on the day; None is "not recorded", never "no expiry"."""
    expires = parse(body["expires_on"])
    for counts_from, variation in folded_variations(body):
        if counts_from <= day and variation["new_expires_on"]:
            expires = parse(variation["new_expires_on"])
    return expires


def made_on(body: dict) -> PartialDate | None:
    """When it was made: signed, else decided, else started. The law of that day applies."""
    return parse(body["signed_on"] or body["decided_on"] or body["starts_on"])


def begins_on(body: dict) -> PartialDate | None:
    """The date it counts from: its start, or its signing where no start is recorded."""
    return parse(body["starts_on"] or body["signed_on"])


def ending_of(body: dict) -> tuple[datetime.date, dict] | None:
    """The first termination or replacement to take effect, with the day it counts from."""
    return next((one for one in folded_variations(body) if one[1]["kind"] in ENDINGS), None)


def ended_from(body: dict) -> datetime.date | None:
    """The first day on which a termination or replacement had taken effect; None if none did."""
    ending = ending_of(body)
    return ending and ending[0]


def lifecycle_on(body: dict, day: datetime.date) -> str:
    """A value of Lifecycle."""
    return state_on(body, day).lifecycle


def may_be_in_force(body: dict, day: datetime.date) -> bool:
    """Whether it is in force, for all the register knows; not if its recorded end has passed."""
    state = state_on(body, day)
    return state.lifecycle in MAY_BE_IN_FORCE and state.cause != lifecycle.PAST_END


def state_on(body: dict, day: datetime.date) -> State:
    """The lifecycle, and the reason. A start counts from its first day, an expiry to its last."""
    if body["stage"] == Stage.PROPOSED:
        return State(Lifecycle.PROPOSED, "recorded as proposed, not as made")
    begins, ending = begins_on(body), ending_of(body)
    if ending and day >= ending[0] and not (begins and day < begins.first):
        return _ended(ending[1])
    return lifecycle.state_on(_course(body, day), day)


def _ended(variation: dict) -> State:
    words = "replaced" if variation["kind"] == VariationKind.REPLACEMENT else "ended"
    date = parse(variation["effective_on"] or variation["made_on"])
    if date is None:
        return State(Lifecycle.ENDED, f"{words} on a date that is not recorded")
    words = f"{words} with effect from {date.display()}"
    if not date.is_marked:
        return State(Lifecycle.ENDED, words)
    return State(Lifecycle.NOT_CONFIRMED, f"{words}; the date is in doubt", lifecycle.IN_DOUBT)


def _course(body: dict, day: datetime.date) -> Course:
    words = state_words(body)
    return Course(
        under_way=Lifecycle.IN_FORCE,
        over=Lifecycle.EXPIRED,
        words=words,
        begins=begins_on(body),
        ends=expiry_on(body, day),
        known=known_on(body),
        doubt=Course.doubt if is_arrangement(body) else "whether it was renewed is not known",
        without_end="it lasts until it is ended"
        if body["term"] == Term.UNTIL_ENDED
        else "its end is not recorded",
    )


def is_arrangement(body: dict) -> bool:
    """Whether they work together, and no source says that an agreement was made."""
    return body["stage"] == Stage.NO_AGREEMENT_KNOWN


def state_words(body: dict) -> str:
    """What is in force is an agreement; an arrangement without one is under way."""
    return "under way" if is_arrangement(body) else "in force"


def known_on(body: dict) -> dict[PartialDate, str]:
    """The days on which it is known to have been in force, and how."""
    words = state_words(body)
    changes = (one for one in body["variations"] if one["kind"] not in UNDOING)
    return known_dates(
        (begins_on(body), "started" if body["starts_on"] else "signed"),
        *((parse(one["made_on"]), f"{words} when it was changed,") for one in changes),
        *((parse(one["reviewed_on"]), f"{words} when reviewed,") for one in body["reviews"]),
        (parse(body["confirmed_on"]), f"{words} when last confirmed,"),
    )


def parties_on(body: dict, day: datetime.date) -> list[dict]:
    """The parties bound on the day: joined by its end, not left before it, no notice in effect.

    Of a group, the members that gave notice are left out. A date not recorded excludes nobody.
    """
    gone = {
        variation["party"]["slug"]
        for counts_from, variation in folded_variations(body)
        if variation["kind"] == VariationKind.NOTICE_OF_WITHDRAWAL
        and variation["party"]
        and counts_from <= day
    }
    return [
        party
        for party in (_without(party, gone) for party in body["parties"])
        if party and _is_in(party, day)
    ]


def _without(party: dict, gone: set[str]) -> dict | None:
    if not party["group"]:
        organisation = party["organisation"]
        return None if organisation and organisation["slug"] in gone else party
    members = [member for member in party["group"]["members"] if member["slug"] not in gone]
    if party["group"]["members"] and not members:
        return None
    return {**party, "group": {**party["group"], "members": members}}


def _is_in(party: dict, day: datetime.date) -> bool:
    joined, left = parse(party["joined_on"]), parse(party["left_on"])
    return not (joined and day < joined.first) and not (left and day > left.last)


def periods(body: dict) -> list[Span]:
    """All of time, cut where the lifecycle or the binding expiry may change."""
    return spans(turning_days(body), partial(state_on, body), partial(expiry_on, body))


def turning_days(body: dict) -> set[datetime.date]:
    """The days on which its state or its expiry may change; more do no harm."""
    begins = begins_on(body)
    expiries = [body["expires_on"], *(v["new_expires_on"] for v in body["variations"])]
    return (
        ({begins.first} if begins else set())
        | {counts_from for counts_from, _ in folded_variations(body)}
        | {parse(expiry).last + DAY for expiry in expiries if expiry}
        | set(lifecycle.turning_days(known_on(body)))
    )
