"""What is asked of shared visions: what their records do not say."""

from agreements.rules.base import gap, when

FIRST = 112  # the place of the first, after those of teams and sites

RULES = (
    gap(
        "vision-commitment",
        "Commitment not recorded",
        "What do these visions commit services to?",
        "What the services commit themselves to is not recorded.",
        when(lambda body: not body["commitment"].strip(), "what it commits them to"),
    ),
    gap(
        "vision-organisations",
        "Organisations not recorded",
        "Which organisations share these visions?",
        "Which organisations share it is not recorded.",
        when(lambda body: not body["organisations"], "which organisations share it"),
    ),
    gap(
        "vision-aims",
        "Aims not recorded",
        "What are the aims of these visions?",
        "Its aims are not recorded.",
        when(lambda body: not body["aims"], "its aims"),
    ),
    gap(
        "vision-launched",
        "Launch not recorded",
        "When were these visions launched?",
        "When it was launched is not recorded.",
        when(lambda body: not body["launched_on"], "when it was launched"),
    ),
    gap(
        "vision-signatories",
        "Signatories not recorded",
        "Who signed these visions, or stood for them?",
        "Who stands for it is not recorded.",
        when(lambda body: not body["signatories"], "who stands for it"),
    ),
    gap(
        "vision-review",
        "Review not recorded",
        "When are these visions to be reviewed?",
        "When it is to be reviewed is not recorded.",
        when(lambda body: not body["review_on"], "when it is to be reviewed"),
    ),
)
