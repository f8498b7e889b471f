"""What teams and shared sites are filtered and ordered by: pure functions of their bodies."""

from agreements.rules.base import judged
from agreements.rules.days import timeless
from register.index import Index
from register.spans import parse

from . import terms
from .rules import SITE_FIRST, SITE_RULES, TEAM_FIRST, TEAM_RULES


def team(body: dict) -> Index:
    start, trial_state = parse(body["starts_on"]), terms.trial_state(body)
    return Index(
        facets={
            "team_kind": [body["team_kind"]],
            "trial_state": [trial_state],
            "judged": [judged(TEAM_RULES, body, TEAM_FIRST)],
        },
        findings=timeless(TEAM_RULES, body, TEAM_FIRST),
        starts_from=start and start.first,
        derived={"is_start_recorded": bool(start), "trial_state": trial_state},
        periods=terms.periods(body),
    )


def in_team(body: dict) -> list[dict]:
    """The organisations in it, with a post in it or with a seat on its board."""
    people = (*body["organisations"], *body["posts"], *body["board_seats"])
    return [one["organisation"] for one in people if one["organisation"]]


def site(body: dict) -> Index:
    opened = parse(body["opened_on"])
    return Index(
        facets={
            "site_kind": [body["site_kind"]],
            "judged": [judged(SITE_RULES, body, SITE_FIRST)],
        },
        findings=timeless(SITE_RULES, body, SITE_FIRST),
        starts_from=opened and opened.first,
        derived={"is_start_recorded": bool(opened)},
        periods=terms.site_periods(body),
    )


def at_site(body: dict) -> list[dict]:
    return [one["organisation"] for one in body["organisations"]]
