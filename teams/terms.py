"""A team's dates and trial turned into its lifecycle on any day. Pure functions of a body."""

import datetime
from functools import partial

from organisations.dates import PartialDate
from register.spans import DAY, Span, parse, spans

from .vocabulary import Lifecycle, TrialDecision, TrialState


def expiry_on(body: dict, day: datetime.date) -> PartialDate | None:
    """When it ends, or its trial is planned to; None is "not recorded", never "no end"."""
    return parse(body["ends_on"]) or _planned_end(body)


def lifecycle_on(body: dict, day: datetime.date) -> str:
    """A value of Lifecycle. A start counts from its first day, an end to its last.

    After the planned end of a trial whose outcome nobody recorded, the lifecycle is not recorded.
    """
    starts, ends, planned_end = parse(body["starts_on"]), parse(body["ends_on"]), _planned_end(body)
    if starts and day < starts.first:
        return Lifecycle.PLANNED
    if ends:
        return Lifecycle.ENDED if day > ends.last else Lifecycle.WORKING
    if planned_end:
        return Lifecycle.NOT_RECORDED if day > planned_end.last else Lifecycle.WORKING
    return Lifecycle.WORKING if starts else Lifecycle.NOT_RECORDED


def trial_state(body: dict) -> str:
    """A value of TrialState."""
    trial = body["trial"]
    if not trial:
        return TrialState.NO_TRIAL
    return TrialState.OUTCOME_RECORDED if trial["outcome"] else TrialState.OUTCOME_NOT_RECORDED


def periods(body: dict) -> list[Span]:
    """All of time, cut where the lifecycle or the end may change."""
    starts = parse(body["starts_on"])
    ends = filter(None, (parse(body["ends_on"]), _planned_end(body)))
    turning_days = {end.last + DAY for end in ends} | ({starts.first} if starts else set())
    return spans(turning_days, partial(lifecycle_on, body), partial(expiry_on, body))


def _planned_end(body: dict) -> PartialDate | None:
    """When its trial ends by plan, unless it was made permanent."""
    trial = body["trial"]
    if not trial or trial["decision"] == TrialDecision.CONTINUED:
        return None
    return parse(trial["planned_end_on"])
