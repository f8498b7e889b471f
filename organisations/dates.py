"""Partial dates: a year, a month or a day, perhaps about or uncertain.

Old agreements say "October 2013" or "2018" as often as a full date, and the register must not
invent the rest. The notation is a subset of the Extended Date/Time Format (EDTF, ISO 8601-2:2019):
`2018`, `2013-10`, `2013-10-25`, each optionally followed by `~` (about) or `?` (uncertain).
"""

import calendar
import datetime
import re
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Left
from django.db.models.lookups import LessThanOrEqual

FIRST_YEAR, LAST_YEAR = 1800, 2199
MONTHS = list(calendar.month_name)  # MONTHS[1] is January
EDTF = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?]?)")
# What a clerk types. Day before month always: this is a British register.
TYPED = [
    re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?"),
    re.compile(r"(?:(?P<day>[0-9]{1,2})[/.-])?(?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})"),
    re.compile(
        r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? )?(?P<month>[a-z]{3,9})\.?,? (?P<year>[0-9]{4})"
    ),
]
TWO_DIGIT_YEAR = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}")
DATE_HELP = (
    "As much as is known: 25 October 2013, October 2013 or 2013. Add ~ for about, ? if unsure."
)
EXAMPLES = "Write it like 25 October 2013, 25/10/2013, October 2013, 2013-10-25 or 2018."


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or only the year.

    `text` is its EDTF form and its whole identity; the rest is worked out from it.
    """

    text: str
    year: int = field(init=False, repr=False, compare=False)
    month: int | None = field(init=False, repr=False, compare=False)
    day: int | None = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        match = EDTF.fullmatch(self.text)
        if not match:
            raise ValueError(f"{self.text!r} is not a date. {EXAMPLES}")
        parts = (int(part) if part else None for part in match.groups()[:3])
        for name, value in zip(("year", "month", "day"), parts, strict=True):
            object.__setattr__(self, name, value)
        self._check_calendar()

    def __str__(self):
        return self.text

    def _check_calendar(self):
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(
                f"{self.year} is not a year between {FIRST_YEAR} and {LAST_YEAR}. Check the year."
            )
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"{self.month} is not a month. Months run from 1 to 12.")
        if self.month is None or self.day is None:
            return
        if not 1 <= self.day <= self._days_in(self.month):
            raise ValueError(f"{self.day} {MONTHS[self.month]} {self.year} is not a date.")

    def _days_in(self, month: int) -> int:
        return calendar.monthrange(self.year, month)[1]

    @classmethod
    def parse(cls, text):
        """Read EDTF, or what a clerk types; ValueError says in plain words what is wrong."""
        words, mark = _without_mark(" ".join(text.split()))
        for pattern in TYPED:
            match = pattern.fullmatch(words.lower())
            if match:
                return cls(_edtf(**match.groupdict()) + mark)
        if TWO_DIGIT_YEAR.fullmatch(words):
            raise ValueError(f"“{text}” has a two-digit year. Write all four digits.")
        raise ValueError(f"“{text}” is not a date. {EXAMPLES}")

    @classmethod
    def from_date(cls, value):
        """The partial date that is exactly this day."""
        return cls(f"{value:%Y-%m-%d}")

    @property
    def precision(self):
        """How much is known: "year", "month" or "day"."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def is_approximate(self):
        """Marked `~`: about this date."""
        return self.text.endswith("~")

    @property
    def is_uncertain(self):
        """Marked `?`: the source leaves the date in doubt."""
        return self.text.endswith("?")

    @property
    def is_marked(self):
        """Whether the source leaves the date in doubt, or gives it as "about"."""
        return self.is_approximate or self.is_uncertain

    @property
    def first(self):
        """The earliest day it can be: a start counts from here."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self):
        """The latest day it can be: an expiry counts to here."""
        if self.month is None:
            return datetime.date(self.year, 12, 31)
        return datetime.date(self.year, self.month, self.day or self._days_in(self.month))

    def display(self):
        """The date in words, no more exact than it is known."""
        words = " ".join(
            str(part)
            for part in (self.day, self.month and MONTHS[self.month], self.year)
            if part is not None
        )
        if self.is_approximate:
            return f"about {words}"
        return f"{words} (uncertain)" if self.is_uncertain else words


def _without_mark(words):
    """Split "about October 2013" or "2018?" into the date's words and its EDTF mark."""
    lowered = words.lower()
    for prefix in ("about ", "circa ", "c. "):
        if lowered.startswith(prefix):
            return words[len(prefix) :], "~"
    if lowered.endswith("(uncertain)"):
        return words[: -len("(uncertain)")].strip(), "?"
    if words.endswith(("~", "?")):
        return words[:-1].strip(), words[-1]
    return words, ""


def _edtf(year, month, day):
    """The EDTF text of the parts a pattern found; a month may be a number, name or short name."""
    text = year
    if month:
        text += f"-{int(month) if month.isdigit() else _month_number(month):02}"
    if day:
        text += f"-{int(day):02}"
    return text


def _month_number(name):
    for number in range(1, 13):
        full = MONTHS[number].lower()
        if name in (full, full[:3]) or (name == "sept" and number == 9):
            return number
    raise ValueError(f"“{name.title()}” is not the name of a month.")


def _to_python(value):
    """PartialDate or None from whatever a form, a fixture or a caller gives."""
    if value is None or value == "" or isinstance(value, PartialDate):
        return value or None
    if isinstance(value, datetime.date):
        return PartialDate.from_date(value)
    try:
        text = str(value).strip()
        return PartialDate.parse(text) if text else None
    except ValueError as error:
        raise ValidationError(str(error), code="invalid") from error


class PartialDateFormField(forms.CharField):
    """A text box for a partial date. What was typed stays in the box when it can't be read."""

    def to_python(self, value):
        return _to_python(value)

    def prepare_value(self, value):
        return value.display() if isinstance(value, PartialDate) else value


class PartialDateField(models.CharField):
    """Stores a partial date as EDTF text; in Python it is a PartialDate, or None for not recorded.

    Text keeps exactly what is known and compares alike on every database; what must be queried by
    day is derived from `.first` and `.last` when an edition is published.
    """

    description = "Partial date (EDTF)"
    # For the type checker: what a model's attribute of this field takes, and what it gives.
    _pyi_private_set_type: PartialDate | datetime.date | str | None  # type: ignore[assignment]
    _pyi_private_get_type: PartialDate  # type: ignore[assignment]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", len("2013-10-25~"))
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        return PartialDate(value) if value else None

    def to_python(self, value):
        return _to_python(value)

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return None if value is None else str(value)

    def pre_save(self, model_instance, add):
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def run_validators(self, value):
        super().run_validators("" if value is None else str(value))

    def formfield(self, **kwargs):
        # Words are longer than the EDTF text they become, so the column's width is no limit here.
        return super().formfield(
            **{"form_class": PartialDateFormField, **kwargs, "max_length": None}
        )


def covers(first: PartialDate | None, last: PartialDate | None, day: datetime.date) -> bool:
    """Whether a time between two partial dates takes in a day.

    A start counts from its first day, an end to its last; a date not recorded excludes no day.
    """
    return (first is None or first.first <= day) and (last is None or day <= last.last)


def check_order(instance, first, last, message=""):
    """Refuse a pair of partial dates that cannot be in this order on any reading of them."""
    start, end = getattr(instance, first), getattr(instance, last)
    if start and end and start.first > end.last:
        raise ValidationError({last: message or f"{end.display()} is before {start.display()}."})


def years_in_order(first, last):
    """The part of `check_order` that a database can check, as a constraint's condition."""
    return (
        models.Q(**{f"{first}__isnull": True})
        | models.Q(**{f"{last}__isnull": True})
        | models.Q(LessThanOrEqual(Left(first, 4), Left(last, 4)))
    )
