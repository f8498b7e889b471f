"""Reviews: the office's own policy, every so many months.

No statute asks for them. Police Act 1996 ss.22B and 22C and Policing and Crime Act 2017 s.2 are
duties to keep under consideration whether to collaborate, not to review agreements already made
(wording read in copies of legislation.gov.uk).
"""

import datetime

from django.conf import settings

from register.spans import months_after

from .. import terms
from ..terms import parse
from .base import Severity, due, gap
from .readings import is_made, is_marked

USUAL_INTERVAL = 12


def interval() -> int:
    """Months between reviews. The one setting that the rules read."""
    return getattr(settings, "REVIEW_INTERVAL_MONTHS", USUAL_INTERVAL)


def is_running(body: dict, on: datetime.date) -> bool:
    """Whether there is, for all the register knows, something to review."""
    return terms.may_be_in_force(body, on)


def done(body: dict, on: datetime.date) -> list[dict]:
    """The reviews held by the day, in order; those without a date last."""
    held = [review for review in body["reviews"] if _held_on(review) <= on]
    return sorted(held, key=_held_on)


def due_by(body: dict, on: datetime.date) -> datetime.date | None:
    """When the next review is due: as the last review set it, else by the interval."""
    reviews = done(body, on)
    if reviews and (planned := parse(reviews[-1]["next_review_on"])):
        return planned.last
    last = parse(reviews[-1]["reviewed_on"]) if reviews else terms.made_on(body)
    return None if last is None or is_marked(last) else months_after(last.last, interval())


def has_review_date(body: dict) -> bool:
    """Whether there is a date to reckon a review from."""
    return terms.made_on(body) is not None or bool(body["reviews"])


def overdue(body: dict, on: datetime.date):
    day = due_by(body, on)
    if is_running(body, on) and day and day < on:
        yield (
            f"Its review was due by {day.day} {day:%B %Y}. Review it and record the outcome, or "
            "set the next date."
        )


def unknown(body: dict, on: datetime.date):
    if is_running(body, on) and due_by(body, on) is None:
        yield (
            "No review is recorded, and no date to reckon the next from. Ask the lead office when "
            "it was last reviewed, or review it now."
        )


def _held_on(review: dict) -> datetime.date:
    date = parse(review["reviewed_on"])
    return date.first if date else datetime.date.min


RULES = (
    due(
        Severity.ADVICE,
        "review-overdue",
        "Review overdue",
        "It is due to be reviewed, and no review since is recorded.",
        overdue,
        judges=lambda body: is_made(body) and has_review_date(body),
    ),
    gap(
        "review-not-recorded",
        "Review not recorded",
        "When were these last reviewed, and when are they next?",
        "The register does not say when this agreement was last reviewed.",
        unknown,
        judges=is_made,
    ),
)
