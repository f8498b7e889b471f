"""Partial dates: what is read, what is refused and in which words, and what is stored."""

import calendar
import datetime
import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from organisations.dates import PartialDate, PartialDateField, covers
from organisations.models import FormerName, Organisation

DAYS = st.dates(datetime.date(1800, 1, 1), datetime.date(2199, 12, 31))
MARKS = st.sampled_from(["", "~", "?"])
PRECISIONS = st.sampled_from([4, 7, 10])


@st.composite
def partial_dates(draw):
    return PartialDate(draw(DAYS).isoformat()[: draw(PRECISIONS)] + draw(MARKS))


@given(partial_dates())
def test_edtf_and_words_both_read_back(date):
    assert PartialDate.parse(str(date)) == date
    assert PartialDate.parse(date.display()) == date


@given(partial_dates())
def test_first_and_last_enclose_exactly_its_precision(date):
    assert date.first <= date.last
    days = (date.last - date.first).days + 1
    leap = calendar.isleap(date.year)
    expected = {
        "day": 1,
        "month": calendar.monthrange(date.year, date.month or 1)[1],
        "year": 366 if leap else 365,
    }
    assert days == expected[date.precision]


@given(DAYS)
def test_every_day_in_clerks_formats(day):
    date = PartialDate.from_date(day)
    for text in (f"{day:%d/%m/%Y}", f"{day.day} {day:%B} {day.year}", f"{day.day} {day:%b %Y}"):
        assert PartialDate.parse(text) == date
    assert date.first == date.last == day


@given(st.text(max_size=14))
def test_anything_typed_is_read_or_refused_with_a_message(text):
    try:
        date = PartialDate.parse(text)
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        assert PartialDate(date.text) == date


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2018", "2018"),
        ("2013-10", "2013-10"),
        ("2013-10-25", "2013-10-25"),
        ("25/10/2013", "2013-10-25"),
        ("5/1/2013", "2013-01-05"),
        ("25.10.2013", "2013-10-25"),
        ("25-10-2013", "2013-10-25"),
        ("25 October 2013", "2013-10-25"),
        ("25th October, 2013", "2013-10-25"),
        ("25 OCTOBER 2013", "2013-10-25"),
        ("October 2013", "2013-10"),
        ("Oct 2013", "2013-10"),
        ("Sept. 2013", "2013-09"),
        ("10/2013", "2013-10"),
        ("  October   2013 ", "2013-10"),
        ("2018~", "2018~"),
        ("2013-10 ?", "2013-10?"),
        ("about October 2013", "2013-10~"),
        ("c. 2013", "2013~"),
        ("31 December 2023 (uncertain)", "2023-12-31?"),
        ("31/12/2023?", "2023-12-31?"),
    ],
)
def test_what_clerks_type(typed, edtf):
    assert str(PartialDate.parse(typed)) == edtf


@pytest.mark.parametrize(
    ("edtf", "words", "first", "last"),
    [
        ("2013-10-25", "25 October 2013", "2013-10-25", "2013-10-25"),
        ("2013-10", "October 2013", "2013-10-01", "2013-10-31"),
        ("2018", "2018", "2018-01-01", "2018-12-31"),
        ("2013-10~", "about October 2013", "2013-10-01", "2013-10-31"),
        ("2023-12-31?", "31 December 2023 (uncertain)", "2023-12-31", "2023-12-31"),
        ("2024-02", "February 2024", "2024-02-01", "2024-02-29"),
        ("2023-02", "February 2023", "2023-02-01", "2023-02-28"),
    ],
)
def test_words_first_and_last(edtf, words, first, last):
    date = PartialDate(edtf)
    assert (date.display(), date.first.isoformat(), date.last.isoformat()) == (words, first, last)
    assert date.is_approximate == edtf.endswith("~")
    assert date.is_uncertain == edtf.endswith("?")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31 February 2020", "31 February 2020 is not a date."),
        ("2020-02-31", "31 February 2020 is not a date."),
        ("31/02/2020", "31 February 2020 is not a date."),
        ("29/02/2023", "29 February 2023 is not a date."),
        ("29 February 1900", "29 February 1900 is not a date."),
        ("10/25/2013", "25 is not a month. Months run from 1 to 12."),
        ("2013-13", "13 is not a month. Months run from 1 to 12."),
        ("0/10/2013", "0 October 2013 is not a date."),
        ("25 Octember 2013", "“Octember” is not the name of a month."),
        ("25/10/13", "“25/10/13” has a two-digit year. Write all four digits."),
        ("1799", "1799 is not a year between 1800 and 2199. Check the year."),
        ("2200-01", "2200 is not a year between 1800 and 2199. Check the year."),
    ],
)
def test_refusals_say_what_is_wrong(typed, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        PartialDate.parse(typed)


@pytest.mark.parametrize("typed", ["", "soon", "2018~?", "2018%", "2018-1X", "٢٠١٨", "2018/2019"])
def test_refusals_of_no_date_at_all_give_examples(typed):
    with pytest.raises(ValueError, match="Write it like 25 October 2013"):
        PartialDate.parse(typed)


def test_leap_day():
    assert PartialDate.parse("29/02/2024").first == datetime.date(2024, 2, 29)


def test_only_the_normal_form_makes_a_partial_date():
    with pytest.raises(ValueError, match="is not a date"):
        PartialDate("October 2013")


def test_is_a_value():
    assert PartialDate("2013-10") == PartialDate.parse("Oct 2013") != PartialDate("2013-10~")
    assert len({PartialDate("2013"), PartialDate("2013")}) == 1


class DateForm(forms.Form):
    when = PartialDateField(null=True, blank=True).formfield()


def test_the_form_keeps_what_was_typed_and_says_why():
    form = DateForm({"when": "31 February 2020"})
    assert form.errors == {"when": ["31 February 2020 is not a date."]}
    assert 'value="31 February 2020"' in form.as_p()


def test_the_form_takes_words_longer_than_the_column():
    form = DateForm({"when": "about 25 September 2013"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"when": PartialDate("2013-09-25~")}


def test_the_form_shows_a_date_in_words_and_sees_no_change_in_them():
    initial = {"when": PartialDate("2013-10")}
    assert 'value="October 2013"' in DateForm(initial=initial).as_p()
    assert not DateForm({"when": "2013-10"}, initial=initial).has_changed()
    assert DateForm({"when": "2013"}, initial=initial).has_changed()
    assert DateForm({"when": "nonsense"}, initial=initial).has_changed()


def test_blank_is_not_recorded():
    form = DateForm({"when": "  "})
    assert form.is_valid()
    assert form.cleaned_data == {"when": None}


@pytest.mark.django_db
class TestStored:
    @pytest.fixture
    def organisation(self):
        return Organisation.objects.create(name="A", slug="a", kind="other")

    def test_round_trip(self, organisation):
        row = FormerName.objects.create(organisation=organisation, name="B", from_on="Oct 2013")
        assert row.from_on == PartialDate("2013-10")
        row.refresh_from_db()
        assert (row.from_on, row.until_on) == (PartialDate("2013-10"), None)
        assert list(FormerName.objects.values_list("from_on", "until_on")) == [
            (PartialDate("2013-10"), None)
        ]
        assert FormerName.objects.filter(from_on=PartialDate("2013-10")).get() == row
        assert FormerName.objects.filter(from_on="October 2013").get() == row

    def test_a_day_object_is_a_partial_date_too(self, organisation):
        day = datetime.date(2013, 10, 25)
        row = FormerName.objects.create(organisation=organisation, name="B", from_on=day)
        assert str(row.from_on) == "2013-10-25"

    def test_nonsense_is_never_stored(self, organisation):
        row = FormerName(organisation=organisation, name="B", from_on="31/02/2020")
        with pytest.raises(ValidationError) as refusal:
            row.full_clean()
        assert refusal.value.message_dict == {"from_on": ["31 February 2020 is not a date."]}
        with pytest.raises(ValidationError):
            row.save()
        assert not FormerName.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "day", "is_covered"),
    [
        (None, None, "1850-01-01", True),
        ("2013-10", None, "2013-09-30", False),
        ("2013-10", None, "2013-10-01", True),
        (None, "2013-10", "2013-10-31", True),
        (None, "2013-10", "2013-11-01", False),
        ("2013~", "2013?", "2013-01-01", True),
        ("2013~", "2013?", "2013-12-31", True),
        ("2013~", "2013?", "2014-01-01", False),
    ],
)
def test_a_time_between_partial_dates_covers_its_end_days(first, last, day, is_covered):
    dates = [text and PartialDate(text) for text in (first, last)]
    assert covers(*dates, datetime.date.fromisoformat(day)) is is_covered
