"""Made-up dates as registers have them: partial, uncertain, or whole and at the financial year."""

import datetime
from random import Random

FIRST_YEAR, LAST_YEAR = 2000, 2026


def written(random: Random, day: datetime.date) -> str:
    """A date in EDTF as a source may know it: mostly to the day, some to the month or year."""
    draw = random.random()
    text = f"{day}" if draw < 0.78 else f"{day:%Y-%m}" if draw < 0.92 else f"{day:%Y}"
    mark = random.random()
    return f"{text}~" if mark < 0.03 else f"{text}?" if mark < 0.08 else text


def start(random: Random) -> datetime.date:
    """More of late than long ago; on 1 April more often than on any other day."""
    year = FIRST_YEAR + int((LAST_YEAR - FIRST_YEAR + 1) * random.random() ** 0.6)
    if random.random() < 0.35:
        return datetime.date(year, 4, 1)
    return datetime.date(year, 1, 1) + datetime.timedelta(days=random.randrange(365))


def end(random: Random, begins: datetime.date) -> datetime.date:
    """Some whole years on: on 31 March, the day before the anniversary, or any day of that year."""
    year = begins.year + random.choice((1, 2, 3, 3, 5, 5, 5, 10))
    draw = random.random()
    if draw < 0.45:
        return datetime.date(year + (begins.month > 3), 3, 31)
    if draw < 0.75:
        anniversary = datetime.date(year, begins.month, min(begins.day, 28))
        return anniversary - datetime.timedelta(days=1)
    return datetime.date(year + 1, 1, 1) + datetime.timedelta(days=random.randrange(365))


def after(random: Random, day: datetime.date, days: int) -> datetime.date:
    return day + datetime.timedelta(days=random.randrange(1, days))
