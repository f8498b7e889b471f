"""The index over the ledger: as-at answers to the microsecond, and an index made anew the same."""

import datetime
import json

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework import serializers

from organisations.dates import PartialDate
from register.kinds import Kind
from register.models import Edition, Entry, Facet, Finding, Link, Period, Tally
from tests.factories import GroupFactory, OrganisationFactory

from .desk import PARTS, Desk, asked, at, index, reindex
from .rollback import rolled_back

pytestmark = pytest.mark.django_db
MICROSECOND = datetime.timedelta(microseconds=1)
DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)
FIRST = at("2020-01-01")


def on_day(number: int):
    return time_machine.travel(FIRST + number * DAY, tick=False)


@pytest.fixture
def history(desk):
    """Published, changed, removed, republished, and a text erased: a day apart each."""
    record = desk.draft(slug="record", title="One", purpose="Mallory’s.")
    with on_day(0):
        desk.publish(record)
    with on_day(1):
        desk.publish(record, title="Two", purpose="")
    with on_day(2):
        desk.remove(record)
    with on_day(3):
        desk.publish(record, title="Three")
    with on_day(4):
        desk.erase(record, "Mallory")
    return record


# What stood from each day's noon, and whether it was listed.
STOOD = [
    (1, "published", "One", True),
    (2, "published", "Two", True),
    (3, "removed", "Two", False),
    (4, "published", "Three", True),
    (5, "erased", "Three", True),
]
MOMENTS = [(FIRST - MICROSECOND, None), (FIRST - 1000 * DAY, None)]
for day, stood in enumerate(STOOD):
    begins = FIRST + day * DAY
    MOMENTS += [(begins, stood), (begins + MICROSECOND, stood), (begins + DAY / 2, stood)]
    MOMENTS += [(begins + DAY - MICROSECOND, stood)]
MOMENTS += [(None, STOOD[-1]), (FIRST + 1000 * DAY, STOOD[-1])]


@pytest.mark.parametrize(("moment", "stood"), MOMENTS, ids=[str(moment) for moment, _ in MOMENTS])
def test_what_stood_at_each_moment(history, client, moment, stood):
    rows = Entry.objects.as_at(asked(moment))
    names = ("number", "action", "title", "is_listed")
    assert list(rows.values_list(*names)) == ([stood] if stood else [])
    is_listed = bool(stood and stood[3])
    assert Entry.objects.listed(asked(moment)).count() == is_listed
    params = {"as_at": moment.isoformat()} if moment else {}
    answer = client.get("/api/v1/agreements/", params).json()
    assert [item["edition"] for item in answer["results"]] == ([stood[0]] if is_listed else [])
    response = client.get("/api/v1/agreements/record/", params)
    assert response.status_code == (200 if stood else 404)
    if stood:
        answer = response.json()
        assert (answer["edition"], answer["action"], answer["title"], answer["is_listed"]) == stood


def test_rows_follow_each_other_without_gap_or_overlap(history):
    rows = list(Entry.objects.order_by("number"))
    assert [row.recorded_at for row in rows] == [FIRST + day * DAY for day in range(5)]
    assert [row.superseded_at for row in rows] == [row.recorded_at for row in rows[1:]] + [None]


def test_the_editions_that_were_known_by_a_moment(history, client):
    for moment, stood in MOMENTS:
        params = {"as_at": moment.isoformat()} if moment else {}
        response = client.get("/api/v1/agreements/record/editions/", params)
        numbers = [item["edition"] for item in response.json().get("results", [])]
        assert numbers == list(range(1, (stood[0] if stood else 0) + 1))


def test_a_draft_and_an_unpublished_change_are_not_in_the_index(history, desk):
    before = index()
    desk.change(history, title="Zanzibar unpublished")
    desk.change(desk.draft(title="Zanzibar draft", purpose="Zanzibar"), staff_notes="Zanzibar")
    desk.submit(desk.draft(title="Zanzibar submitted"))
    assert index() == before
    reindex()
    assert index() == before
    assert "Zanzibar" not in str(index())


def test_listed_count_is_how_many_the_register_listed_then(history, desk):
    others = [desk.draft(slug=f"other-{n}") for n in range(2)]
    for other in others:
        desk.publish(other)
    desk.remove(others[0])
    desk.remove(others[1])
    counts = Entry.objects.order_by("edition").values_list("listed_count", flat=True)
    assert list(counts) == [1, 1, 0, 1, 1, 2, 3, 2, 1]


# As-at against a naive replay of the ledger

STEPS = st.tuples(
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(["publish", "publish", "remove", "erase"]),
    st.sampled_from([-MINUTE, datetime.timedelta(0), MICROSECOND, DAY]),  # how the clock moves
)


def replay(moment: datetime.datetime) -> dict[str, tuple]:
    """What each record said at a moment and whether it was listed, by reading the ledger only."""
    stood: dict[str, tuple] = {}
    for edition in Edition.objects.order_by("sequence"):
        if edition.recorded_at <= moment:
            listed = {"published": True, "removed": False}.get(edition.action)
            listed = stood[edition.slug][3] if listed is None else listed
            body = json.loads(edition.body)
            stood[edition.slug] = (edition.number, edition.action, body["title"], listed)
    return stood


def play(steps) -> None:
    """Do what can be done of the steps, each at its own moment."""
    desk = Desk.open()
    records = {slug: desk.draft(slug=slug) for slug in "abc"}
    moment = FIRST
    for turn, (slug, step, later) in enumerate(steps):
        record, moment = records[slug], moment + later
        with time_machine.travel(moment, tick=False):
            if step == "publish" or not record.current_edition:
                desk.publish(record, title=f"Title {turn:03}")
            elif step == "remove" and record.is_public:
                desk.remove(record)
            elif step == "erase":
                old = record.public_title
                if "[erased]" not in old:
                    desk.change(record, title=f"Unpublished {turn:03}")
                    desk.erase(record, old)


@settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(STEPS, min_size=1, max_size=7))
def test_as_at_agrees_with_a_naive_replay(db, steps):
    with rolled_back():
        play(steps)
        recorded = Edition.objects.values_list("recorded_at", flat=True)
        near = {moment + by * MICROSECOND for moment in recorded for by in (-1, 0, 1)}
        for moment in near:
            rows = Entry.objects.as_at(asked(moment))
            told = rows.values_list("slug", "number", "action", "title", "is_listed")
            assert {slug: tuple(rest) for slug, *rest in told} == replay(moment)
            assert len(told) == len(replay(moment))
            listed = set(Entry.objects.listed(asked(moment)).values_list("slug", flat=True))
            assert listed == {slug for slug, stood in replay(moment).items() if stood[3]}
        for entry in Entry.objects.all():
            stood = replay(entry.recorded_at).values()
            assert entry.listed_count == sum(is_listed for *_, is_listed in stood)
        before = index()
        reindex()
        assert index() == before


# Reindexing


@pytest.fixture
def rich(history, desk):
    """Everything the index holds: organisations, groups, periods of every sort, links."""
    force, fire = OrganisationFactory(), OrganisationFactory(kind="fire_service")
    group = GroupFactory()
    for organisation in (fire, OrganisationFactory()):
        group.memberships.create(organisation=organisation)
    part = desk.draft(
        slug="part",
        part_of=history,
        functions=["forensics", "ict"],
        legal_bases=["s22a_police_act_1996"],
        starts_on=PartialDate("2013-10"),
        expires_on=PartialDate("2018~"),
    )
    part.parties.create(organisation=force)
    part.parties.create(group=group)
    part.variations.create(
        effective_on=PartialDate("2017"), new_expires_on=PartialDate("2023-12-31?")
    )
    desk.publish(part)
    desk.publish(part, title="Part renamed")
    desk.remove(part)
    desk.publish(part)
    return part


def test_a_new_index_is_the_same_in_every_column(rich):
    before = index()
    assert {name: len(rows) > 3 for name, rows in before.items()} == dict.fromkeys(before, True)
    assert set(before) == {"Entry", "Tally", *(part.__name__ for part in PARTS)}
    reindex()
    assert index() == before


def test_a_lost_or_wrong_index_is_made_anew_from_the_ledger(rich):
    before = index()
    Entry.objects.update(title="Wrong", is_listed=False, superseded_at=FIRST, listed_count=9)
    Facet.objects.update(title="Wrong", current_in=None)
    Period.objects.update(lifecycle="ended")
    Link.objects.update(to_slug="wrong")
    Finding.objects.update(message="Wrong")
    Tally.objects.update(change=9)
    reindex()
    assert index() == before
    for model in (Tally, *PARTS, Entry):
        model.objects.all().delete()
    reindex()
    assert index() == before


def test_reindexing_changes_no_answer(rich, client):
    addresses = [
        "/api/v1/agreements/",
        "/api/v1/agreements/?as_at=2020-01-02",
        "/api/v1/agreements/part/editions/",
        "/agreements/",
        "/agreements/record/",
        "/organisations/",
        "/",
    ]
    before = [client.get(address).content for address in addresses]
    reindex()
    assert [client.get(address).content for address in addresses] == before


# Bodies


def test_an_items_header_and_body_never_overlap(rich, client):
    """They are joined as text: a key in both would be read differently by different readers."""

    def once(pairs):
        names = [name for name, _ in pairs]
        assert len(names) == len(set(names))
        return dict(pairs)

    for address in ("", "part/", "part/editions/", "part/editions/1/"):
        content = client.get(f"/api/v1/agreements/{address}").content
        assert json.loads(content, object_pairs_hook=once)


def test_an_old_body_is_brought_to_todays_shape_step_by_step():
    def second(body):
        return {"schema": "made-up/2", "name": body["title"]}

    def third(body):
        return {"schema": "made-up/3", "names": [body["name"]]}

    class Body(serializers.Serializer):
        names = serializers.ListField(child=serializers.CharField())

    upgrades = {"made-up/1": second, "made-up/2": third}
    kind = Kind(
        *("made-up", "made-ups", None, Body, None, "made-up/3", None, list),
        upgrades=upgrades,
    )
    old = {"schema": "made-up/1", "title": "T"}
    assert kind.upgrade(old) == {"schema": "made-up/3", "names": ["T"]}
    assert kind.upgrade(kind.upgrade(old)) == kind.upgrade(old)
    assert old == {"schema": "made-up/1", "title": "T"}
    with pytest.raises(KeyError):
        kind.upgrade({"schema": "made-up/9"})
