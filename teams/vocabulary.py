"""The words teams and sites are described with: values as the API gives them, labels for people."""

from django.db.models import TextChoices


class TeamKind(TextChoices):
    """How closely those in it work together."""

    CO_LOCATED = "co_located", "Co-located team"
    INTEGRATED = "integrated", "Integrated team"
    JOINT_UNIT = "joint_unit", "Joint unit"


class Stage(TextChoices):
    """Whether a source says that a team began, or only that it is to."""

    PROPOSED = "proposed", "Proposed"
    BEGUN = "begun", "Begun"
    NOT_STATED = "not_stated", "Not stated"


class Lifecycle(TextChoices):
    """The lifecycle of a team on a date. Derived, never typed."""

    PROPOSED = "proposed", "Proposed"
    WORKING = "working", "Working"
    NOT_CONFIRMED = "not_confirmed", "Not confirmed"
    ENDED = "ended", "Ended"
    NOT_RECORDED = "not_recorded", "Dates not recorded"


class TrialDecision(TextChoices):
    """What was decided at the end of a trial."""

    NOT_RECORDED = "not_recorded", "Not recorded"
    CONTINUED = "continued", "Made permanent"
    EXTENDED = "extended", "Trial extended"
    ENDED = "ended", "Ended"


class TrialState(TextChoices):
    """Whether a team is or was a trial, and whether its outcome is recorded."""

    NO_TRIAL = "no_trial", "No trial"
    OUTCOME_RECORDED = "outcome_recorded", "Trial, outcome recorded"
    OUTCOME_NOT_RECORDED = "outcome_not_recorded", "Trial, outcome not recorded"


class SiteKind(TextChoices):
    HEADQUARTERS = "headquarters", "Headquarters"
    TRAINING_CENTRE = "training_centre", "Training centre"
    STATION = "station", "Station"
    CONTROL_ROOM = "control_room", "Control room"
    OFFICE = "office", "Office"
    OTHER = "other", "Other"


class SiteStage(TextChoices):
    """Whether a source says that a site opened, or only that it is to."""

    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    OPENED = "opened", "Opened"
    NOT_STATED = "not_stated", "Not stated"


class SiteLifecycle(TextChoices):
    """The lifecycle of a site on a date. Derived, never typed."""

    PROPOSED = "proposed", "Proposed"
    OPEN = "open", "Open"
    NOT_CONFIRMED = "not_confirmed", "Not confirmed"
    CLOSED = "closed", "Closed"
    NOT_RECORDED = "not_recorded", "Dates not recorded"


class SiteRole(TextChoices):
    """What an organisation is to a site it shares."""

    OWNER = "owner", "Owner"
    OCCUPIER = "occupier", "Occupier"
    NOT_STATED = "not_stated", "Not stated"
