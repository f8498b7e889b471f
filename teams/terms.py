"""The dates of teams and sites turned into a state on any day. Pure functions of a body."""

import datetime
from functools import partial

from organisations.dates import PartialDate
from register import lifecycle
from register.lifecycle import Course, State, known_dates
from register.spans import DAY, Span, parse, spans

from .vocabulary import Lifecycle, SiteLifecycle, SiteStage, Stage, TrialDecision, TrialState

# What is known of a team when an end in doubt, or planned, has passed.
AFTER_ITS_END = {
    TrialDecision.ENDED: "it ended, on a date that is in doubt",
    TrialDecision.EXTENDED: "its trial was extended, until when is not recorded",
}
WENT_ON = {
    TrialDecision.CONTINUED: "its trial was made permanent",
    TrialDecision.EXTENDED: "its trial was extended",
}


def expiry_on(body: dict, day: datetime.date) -> PartialDate | None:
    """When it ends, or its trial is planned to; None is "not recorded", never "no end"."""
    return parse(body["ends_on"]) or _planned_end(body)


def lifecycle_on(body: dict, day: datetime.date) -> str:
    """A value of Lifecycle."""
    return state_on(body, day).lifecycle


def state_on(body: dict, day: datetime.date) -> State:
    """Where a team stands, and why. A planned end that has passed says nothing of what followed."""
    if body["stage"] == Stage.PROPOSED:
        return State(Lifecycle.PROPOSED, "recorded as proposed, not as begun")
    trial, is_planned = body["trial"], not body["ends_on"]
    course = Course(
        under_way=Lifecycle.WORKING,
        over=Lifecycle.ENDED,
        words="working",
        begins=parse(body["starts_on"]),
        ends=expiry_on(body, day),
        known=_known(body),
        end="trial’s planned end" if is_planned else "recorded end",
        is_end_planned=is_planned,
        doubt=AFTER_ITS_END.get(trial and trial["decision"], Course.doubt),
    )
    return lifecycle.state_on(course, day)


def _known(body: dict) -> dict[PartialDate, str]:
    trial = body["trial"]
    went_on = trial and trial["decision"] in WENT_ON
    return known_dates(
        (parse(body["starts_on"]), "started"),
        *([(parse(trial["decided_on"]), WENT_ON[trial["decision"]])] if went_on else []),
        (parse(body["confirmed_on"]), "working when last confirmed,"),
    )


def trial_state(body: dict) -> str:
    """A value of TrialState."""
    trial = body["trial"]
    if not trial:
        return TrialState.NO_TRIAL
    return TrialState.OUTCOME_RECORDED if trial["outcome"] else TrialState.OUTCOME_NOT_RECORDED


def periods(body: dict) -> list[Span]:
    """All of time, cut where a team's state or end may change."""
    dates = parse(body["starts_on"]), parse(body["ends_on"]) or _planned_end(body)
    days = _turning_days(*dates, _known(body))
    return spans(days, partial(state_on, body), partial(expiry_on, body))


def _planned_end(body: dict) -> PartialDate | None:
    """When its trial ends by plan, unless it was made permanent."""
    trial = body["trial"]
    if not trial or trial["decision"] == TrialDecision.CONTINUED:
        return None
    return parse(trial["planned_end_on"])


def site_state_on(body: dict, day: datetime.date) -> State:
    """Where a site stands, and why."""
    if body["stage"] in (SiteStage.PROPOSED, SiteStage.APPROVED):
        return State(SiteLifecycle.PROPOSED, "recorded as proposed or approved, not as opened")
    course = Course(
        under_way=SiteLifecycle.OPEN,
        over=SiteLifecycle.CLOSED,
        words="open",
        begins=parse(body["opened_on"]),
        ends=parse(body["closed_on"]),
        known=_site_known(body),
        start="recorded opening",
        end="recorded closing",
        doubt="whether it is closed is not known",
    )
    return lifecycle.state_on(course, day)


def _site_known(body: dict) -> dict[PartialDate, str]:
    return known_dates(
        (parse(body["opened_on"]), "opened"),
        (parse(body["confirmed_on"]), "open when last confirmed,"),
    )


def site_periods(body: dict) -> list[Span]:
    """All of time, cut where a site's state may change."""
    closes = parse(body["closed_on"])
    days = _turning_days(parse(body["opened_on"]), closes, _site_known(body))
    return spans(days, partial(site_state_on, body), lambda day: closes)


def _turning_days(begins, ends, known) -> set[datetime.date]:
    days = {begins.first} if begins else set()
    return days | ({ends.last + DAY} if ends else set()) | set(lifecycle.turning_days(known))
