"""What is asked of programmes: what their records do not say."""

from ..rules.base import gap, when

FIRST = 120  # the place of the first, after those of the other kinds

RULES = (
    gap(
        "programme-description",
        "Description not recorded",
        "What are these programmes for?",
        "What it is for is not recorded.",
        when(lambda body: not body["description"].strip(), "what it is for"),
    ),
    gap(
        "programme-organisations",
        "Members not recorded",
        "Which organisations are in these programmes?",
        "Which organisations are in it is not recorded.",
        when(lambda body: not body["organisations"], "which organisations are in it"),
    ),
)
