"""Whether a site is shared, and whether it has opened. Pure functions of a body."""

import datetime

from register.spans import parse


def is_shared(body: dict) -> bool:
    """Whether two organisations at least are recorded at the site, in whatever role."""
    return len({one["organisation"]["slug"] for one in body["organisations"]}) > 1


def is_planned_on(body: dict, day: datetime.date) -> bool:
    """Whether it certainly had not opened by the day, on every reading of the date recorded."""
    opened = parse(body["opened_on"])
    return opened is not None and day < opened.first
