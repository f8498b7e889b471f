"""What publication counts as it goes is what a fresh count finds, on any day."""

import datetime
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations.dates import PartialDate
from register import counts, kinds
from register.index import facets_of
from register.models import Entry, Finding, Period, Tally
from tests.factories import OrganisationFactory, TeamFactory, publish

from .desk import Desk, asked, reindex
from .rollback import rolled_back

pytestmark = pytest.mark.django_db
NAMES = {"organisation", "owner", "scope", "function", "lifecycle", "rule", "rule_owner"}
DAY = datetime.timedelta(days=1)
DATES = st.sampled_from([None, "2013-10", "2018~", "2023-12-31?", "2190"])
CHANGES = st.fixed_dictionaries(
    {
        "scope": st.sampled_from(["local", "regional"]),
        "functions": st.sampled_from([[], ["forensics"], ["forensics", "ict"]]),
        "legal_bases": st.sampled_from([[], ["s22a_police_act_1996"]]),
        "starts_on": DATES,
        "expires_on": DATES,
    }
)
STEPS = st.tuples(
    st.sampled_from("ab"),
    st.sampled_from(["publish", "publish", "parties", "remove", "erase"]),
    CHANGES,
)


def counted(kind: kinds.Kind, day: datetime.date) -> Counter:
    """(name, value): how many records listed now have it on a day, by reading their bodies."""
    found: Counter = Counter()
    for entry in Entry.objects.current().filter(kind=kind.name).select_related("edition"):
        body = entry.edition.content
        index = kind.index(body)
        found.update(facets_of(index, body, list(kind.participants(body))))
        found.update(
            ("lifecycle", span.lifecycle)
            for span in index.periods
            if span.starts_on <= day <= span.ends_on
        )
        rules = [one.rule for one in index.findings if one.starts_on <= day <= one.ends_on]
        found.update(("rule", rule) for rule in rules)
        found.update(("rule_owner", body["owner"]["slug"]) for _ in rules)
    return found


def days() -> set[datetime.date]:
    """Every day on which a count could change, and those around it."""
    turning = {
        day
        for model in (Period, Finding)
        for day in model.objects.values_list("starts_on", flat=True)
    }
    near = {day + by * DAY for day in turning - {datetime.date.min} for by in (-1, 0, 1)}
    return near | {datetime.date.min, datetime.date.max}


def agree() -> None:
    """Whatever is asked of the tallies, they say what a fresh count says."""
    for kind in kinds.every():
        for day in days():
            want = counted(kind, day)
            names = {name for name, _ in want} | NAMES
            told = counts.tallied(asked(on=day), names, kind=kind.name)
            flat = {
                (name, value): n for name, values in told.items() for value, n in values.items()
            }
            assert flat == want, (kind.name, day)
        listed = Entry.objects.current().filter(kind=kind.name).count()
        assert counts.total(kind.name, asked()) == listed


def play(steps) -> None:
    desk = Desk.open()
    parties = [OrganisationFactory(kind=kind) for kind in ("police_force", "fire_service")]
    records = {slug: desk.draft(slug=slug) for slug in "ab"}
    publish(TeamFactory(owner=desk.office))  # of another kind, and counted apart
    for turn, (slug, step, change) in enumerate(steps):
        record = records[slug]
        if step == "parties":
            record.parties.create(organisation=parties[record.parties.count() % 2])
        if step in {"publish", "parties"} or not record.current_edition:
            dates = {n: change[n] and PartialDate(change[n]) for n in ("starts_on", "expires_on")}
            if not _is_backwards(dates):
                change = change | dates
                desk.publish(record, **change, title=f"Title {turn:03}", purpose="By Mallory.")
        elif step == "remove" and record.is_public:
            desk.remove(record)
        elif step == "erase" and "Mallory" in record.current_edition.content["purpose"]:
            desk.change(record, purpose="")
            desk.erase(record, "Mallory")
        agree()


def _is_backwards(dates) -> bool:
    """The database takes no agreement that expires before it starts."""
    starts_on, expires_on = dates["starts_on"], dates["expires_on"]
    return bool(starts_on and expires_on and expires_on.last < starts_on.first)


@settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(STEPS, min_size=1, max_size=5))
def test_tallies_are_a_fresh_count_whatever_is_done(db, steps):
    with rolled_back():
        play(steps)
        reindex()
        agree()


def test_they_count_something_of_every_sort(ledger):
    agreement = ledger.draft(
        slug="dated",
        scope="local",
        functions=["forensics"],
        starts_on=PartialDate("2013-10"),
        expires_on=PartialDate("2018"),
    )
    agreement.parties.create(organisation=OrganisationFactory())
    ledger.publish(agreement)
    told = counts.tallied(asked(), NAMES, kind="agreement")
    assert set(told) >= NAMES
    assert told["scope"] == {"local": 1, "not_stated": 1}
    assert told["owner"] == {ledger.office.slug: 2}
    agree()


def test_documents_are_not_counted(ledger):
    assert not Tally.objects.filter(name__in=["document", "taken_down"]).exists()
