"""What is asked of teams and of shared sites: gaps, and teams that outlive their agreement."""

from agreements.rules.base import Severity, gap, policy, when

TEAM_FIRST, SITE_FIRST = 64, 96  # their places, after those of agreements


def found_beyond(body: dict):
    """Nothing: the agreement's record says whether it has lapsed (agreements/assurance.py)."""
    return ()


TEAM_RULES = (
    policy(
        Severity.MUST_FIX,
        "team-outlives-agreement",
        "Team at work under an agreement that has lapsed",
        "By the dates recorded, the agreement that this team works under is over, and the team "
        "works on.",
        found_beyond,
        judges=lambda body: bool(body["agreement"]),
    ),
    gap(
        "team-purpose",
        "Purpose not recorded",
        "What are these teams for?",
        "What the team is for is not recorded.",
        when(lambda body: not body["purpose"].strip(), "what it is for"),
    ),
    gap(
        "team-organisations",
        "Organisations not recorded",
        "Which organisations are in these teams?",
        "Which organisations are in the team is not recorded.",
        when(lambda body: not body["organisations"], "which organisations are in it"),
    ),
    gap(
        "team-start",
        "Start not recorded",
        "When did these teams start, or when are they to?",
        "No day is recorded for the start of the team.",
        when(lambda body: not body["starts_on"], "the day of its start"),
    ),
    gap(
        "team-sites",
        "Place of work not recorded",
        "Where are these teams, or where are they to be?",
        "No place is recorded for the team.",
        when(lambda body: not body["sites"], "its place of work"),
    ),
    gap(
        "team-agreement",
        "Agreement not recorded",
        "Is there an agreement behind these teams, and which?",
        "Whether there is an agreement behind the team is not recorded.",
        when(lambda body: not body["agreement"], "the agreement behind it, if there is one"),
    ),
    gap(
        "team-trial",
        "Outcome of the trial not recorded",
        "What became of the trials that these teams began as?",
        "What became of the trial is not recorded.",
        when(lambda body: not body["trial"]["outcome"], "what became of its trial"),
        judges=lambda body: bool(body["trial"]),
    ),
)

SITE_RULES = (
    gap(
        "site-place",
        "Place not recorded",
        "Where are these sites?",
        "The place of the site is not recorded.",
        when(lambda body: not body["place"], "where it is"),
    ),
    gap(
        "site-opened",
        "Opening not recorded",
        "When did these sites open, or when are they to?",
        "No day is recorded for the opening of the site.",
        when(lambda body: not body["opened_on"], "the day of its opening"),
    ),
    gap(
        "site-organisations",
        "Owner or users not recorded",
        "Who owns and who uses these sites?",
        "Who owns or uses the site is not recorded.",
        when(lambda body: not body["organisations"], "who owns it and who uses it"),
    ),
)
