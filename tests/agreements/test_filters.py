"""The FilterSet of agreements by itself: what it takes, refuses and how it combines."""

import datetime

import pytest
from django.http import QueryDict

from agreements.filters import AgreementFilterSet
from register.answers import normalised
from register.models import Entry
from register.time_query import BadParameters, TimeQuery
from tests.made_up_register import LISTED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]


def filtered(query, on="2026-01-01"):
    time_query = TimeQuery.read(QueryDict(f"on={on}"))
    rows = Entry.objects.filter(kind="agreement").listed(time_query)
    return AgreementFilterSet(normalised(QueryDict(query)), rows, time_query=time_query)


def slugs(query, **kwargs):
    filters = filtered(query, **kwargs)
    filters.refuse_bad_values()
    keys = list(filters.in_order())
    entries = Entry.objects.in_bulk(keys)
    found = [entries[key].slug for key in keys]
    assert len(found) == len(set(found)), "a row twice"
    return set(found)


def test_it_takes_the_parameters_of_the_issue():
    assert AgreementFilterSet.parameters() >= {
        *("organisation", "function", "legal_basis", "section_22a", "lifecycle", "scope"),
        "ordering",
    }


def test_nothing_chosen_filters_nothing():
    assert slugs("") == slugs("organisation=&function=&lifecycle=&ordering=") == LISTED


def test_values_of_one_filter_add_up_and_filters_narrow_each_other():
    either = slugs("function=major_crime&function=other")
    assert either == slugs("function=major_crime") | slugs("function=other")
    both = slugs("function=major_crime&scope=regional")
    assert both == slugs("function=major_crime") & slugs("scope=regional") == {"forensics"}


def test_an_organisation_brings_its_predecessors_but_not_its_successors():
    assert "dogs" in slugs("organisation=northshire-police")
    assert slugs("organisation=old-northshire-police") == {"dogs"}


def test_a_member_of_a_group_takes_part_in_what_the_group_does():
    assert "legal" in slugs("organisation=southshire-police")


def test_lifecycle_is_that_of_the_day_asked_about():
    assert "forensics" in slugs("lifecycle=in_force", on="2016-01-01")
    assert "forensics" in slugs("lifecycle=expired", on="2026-01-01")
    assert "forensics" in slugs("lifecycle=proposed", on="2010-01-01")


@pytest.mark.parametrize(
    "query", ["lifecycle=active", "organisation=nobody", "with_fire=yes", "ordering=slug"]
)
def test_bad_values_are_refused_by_name(query):
    name = query.split("=")[0]
    with pytest.raises(BadParameters) as refused:
        filtered(query).refuse_bad_values()
    assert set(refused.value.problems) == {name}


def test_every_entry_has_one_period_on_any_day():
    entries = sorted(Entry.objects.values_list("pk", flat=True))
    for day in ("0001-01-01", "2012-06-01", "2020-03-31", "9999-12-31"):
        rows = Entry.objects.with_lifecycle(datetime.date.fromisoformat(day))
        assert sorted(rows.values_list("pk", flat=True)) == entries
