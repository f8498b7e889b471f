"""The directory: the same few queries whatever its size, names and members by the day."""

import dataclasses
import datetime

import pytest

from organisations.dates import PartialDate
from organisations.directory import Directory
from organisations.models import (
    Alias,
    FormerName,
    Group,
    GroupMembership,
    Organisation,
    PoliceFirePair,
    ReferenceVersion,
    Succession,
)

pytestmark = pytest.mark.django_db


def organisation(slug, name=None, kind="policing_body", **fields):
    return Organisation.objects.create(slug=slug, name=name or slug.title(), kind=kind, **fields)


@pytest.fixture
def bodies():
    """a was succeeded by b, b by c and by d."""
    made = {slug: organisation(slug) for slug in "abcd"}
    for old, new in ("ab", "bc", "bd"):
        Succession.objects.create(predecessor=made[old], successor=made[new])
    return made


@pytest.mark.parametrize("size", [1, 200])
def test_queries_do_not_grow(size, django_assert_num_queries):
    group = Group.objects.create(name="G", slug="g")
    for number in range(size):
        one = organisation(f"o{number}")
        Alias.objects.create(organisation=one, name=f"alias {number}")
        FormerName.objects.create(organisation=one, name=f"former {number}", until_on="2010")
        GroupMembership.objects.create(group=group, organisation=one)
    with django_assert_num_queries(8):  # the version and seven tables
        directory = Directory.current()
    assert len(directory.organisations) == len(directory.groups["g"].members) == size


def test_is_read_once_for_each_version(django_assert_num_queries):
    organisation("a")
    version = ReferenceVersion.current()
    first = Directory.at(version)
    with django_assert_num_queries(0):
        assert Directory.at(version) is first


def test_a_write_makes_a_new_one():
    one = organisation("a", "Old name")
    assert Directory.current().names() == {"a": "Old name"}
    one.name = "New name"
    one.save()
    assert Directory.current().names() == {"a": "New name"}


def test_cannot_be_changed():
    organisation("a")
    directory = Directory.current()
    with pytest.raises(dataclasses.FrozenInstanceError):
        directory.organisations["a"].name = "B"
    with pytest.raises(TypeError):
        directory.organisations["b"] = directory.organisations["a"]


def test_entry_says_everything():
    body = organisation("body", "Body", is_fire_authority=True)
    force = organisation(
        "force",
        "Force",
        "police_force",
        short_name="F",
        nation="england",
        region="yorkshire_and_the_humber",
        ons_code="E23000001",
        police_uk_id="force",
        website="https://force.example",
        overseen_by=body,
        source="a page",
        unverified="region;website",
    )
    fire = organisation("fire", "Fire", "fire_service", governance="mayor", overseen_by=body)
    PoliceFirePair.objects.create(police_force=force, fire_service=fire, is_verified=True)
    Alias.objects.create(organisation=force, name="Forcey")
    group = Group.objects.create(name="Two", slug="two", note="n", source="s")
    GroupMembership.objects.create(group=group, organisation=force, joined_on="2013")
    directory = Directory.current()
    entry = directory.organisations["force"]
    labels = (entry.kind_label, entry.nation_label, entry.region_label)
    assert labels == ("Police force", "England", "")
    assert dataclasses.asdict(entry) == {
        "pk": force.pk,
        "slug": "force",
        "name": "Force",
        "short_name": "F",
        "kind": "police_force",
        "nation": "england",
        "region": "",
        "ons_code": "E23000001",
        "police_uk_id": "force",
        "website": "",
        "overseen_by": "body",
        "is_fire_authority": False,
        "governance": "",
        "source": "a page",
        "oversees": (),
        "former_names": (),
        "aliases": ("Forcey",),
        "took_over_from": (),
        "replaced_by": (),
        "groups": (("two", dataclasses.asdict(PartialDate("2013")), None),),
        "fire_partners": ("fire",),
        "police_partners": (),
    }
    assert directory.organisations["fire"].police_partners == ("force",)
    assert directory.organisations["body"].oversees == ("fire", "force")
    two = directory.groups["two"]
    assert (two.pk, two.name, two.note, two.source) == (group.pk, "Two", "n", "s")


def test_names_on_a_date():
    one = organisation("a", "Now")
    FormerName.objects.create(organisation=one, name="First", until_on="2005")
    FormerName.objects.create(organisation=one, name="Second", from_on="2006", until_on="2012-11")
    FormerName.objects.create(organisation=one, name="When?", from_on="1990")
    directory = Directory.current()
    names = {
        year: directory.name_on("a", datetime.date.fromisoformat(year))
        for year in ("1999-01-01", "2005-12-31", "2006-01-01", "2012-11-30", "2012-12-01")
    }
    assert names == {
        "1999-01-01": "First",
        "2005-12-31": "First",
        "2006-01-01": "Second",
        "2012-11-30": "Second",
        "2012-12-01": "Now",
    }


def test_predecessors_however_far_back(bodies):
    directory = Directory.current()
    assert directory.with_predecessors(["c"]) == {"a", "b", "c"}
    assert directory.with_predecessors(["a"]) == {"a"}
    assert directory.with_predecessors(["c", "d"]) == {"a", "b", "c", "d"}
    assert directory.with_predecessors([]) == set()
    assert directory.with_predecessors(["unknown"]) == {"unknown"}
    assert directory.organisations["b"].predecessors == ("a",)
    assert directory.organisations["b"].successors == ("c", "d")


def test_predecessors_in_a_circle_end(bodies):
    Succession.objects.create(predecessor=bodies["c"], successor=bodies["a"])
    assert Directory.current().with_predecessors(["a"]) == {"a", "b", "c"}


def test_what_nobody_has_checked_is_left_out(bodies):
    force = organisation("force", kind="police_force", overseen_by=bodies["a"])
    fire = organisation("fire", kind="fire_service", ons_code="E31000001", is_fire_authority=True)
    for one, fields in ((force, "overseen_by"), (fire, "ons_code;is_fire_authority")):
        one.unverified = fields
        one.save()
    PoliceFirePair.objects.create(police_force=force, fire_service=fire)
    Succession.objects.filter(predecessor=bodies["b"]).update(is_verified=False)
    directory = Directory.current()
    known = directory.organisations
    assert (known["force"].overseen_by, known["a"].oversees) == (None, ())
    assert (known["fire"].ons_code, known["fire"].is_fire_authority) == ("", False)
    assert known["force"].fire_partners == known["fire"].police_partners == ()
    assert directory.predecessors("c") == frozenset()
    assert directory.predecessors("b") == {"a"}
    assert directory.overseers_on("force", datetime.date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("slug", "day", "overseers"),
    [
        ("force", "2012-11-21", ["authority"]),
        ("force", "2012-11-22", ["commissioner"]),
        ("force", "2028-05-07", ["commissioner"]),
        ("force", "2028-05-08", ["mayor"]),
        ("fire", "2018-11-15", []),
        ("commissioner", "2020-01-01", []),
        ("unknown", "2020-01-01", []),
    ],
)
@pytest.mark.parametrize("recorded", ["commissioner", "mayor"])
def test_who_oversaw_whom_on_a_day(slug, day, overseers, recorded):
    """Whether staff have entered the present overseer before or after the day it changes."""
    authority = organisation("authority")
    fire_authority = organisation("fire-authority", kind="fire_authority", is_fire_authority=True)
    commissioner = organisation("commissioner", is_fire_authority=True)
    mayor = organisation("mayor", is_fire_authority=True)
    for old, new, on in (
        (authority, commissioner, "2012-11-22"),
        (fire_authority, commissioner, "2018-11-15"),
        (commissioner, mayor, "2028-05-08"),
    ):
        Succession.objects.create(predecessor=old, successor=new, on=on)
    overseer = Organisation.objects.get(slug=recorded)
    organisation("force", kind="police_force", overseen_by=overseer)
    organisation("fire", kind="fire_service", overseen_by=overseer)
    directory = Directory.current()
    assert directory.overseers_on(slug, datetime.date.fromisoformat(day)) == overseers


@pytest.mark.parametrize(
    ("on", "known"), [(None, False), ("2012-11-22?", False), ("2012~", False), ("2012", True)]
)
def test_a_succession_in_doubt_leaves_the_overseer_unknown(bodies, on, known):
    Succession.objects.filter(successor=bodies["b"]).update(on=on)
    organisation("force", kind="police_force", overseen_by=bodies["b"])
    Succession.objects.exclude(successor=bodies["b"]).delete()
    directory = Directory.current()
    on_days = [directory.overseers_on("force", datetime.date(year, 6, 1)) for year in (2011, 2013)]
    assert on_days == ([["a"], ["b"]] if known else [[], []])
    assert directory.overseers_on("force", datetime.date(2012, 6, 1)) == []


def test_of_several_that_became_one_none_is_guessed(bodies):
    Succession.objects.update(on="2012-11-22")
    Succession.objects.create(predecessor=bodies["d"], successor=bodies["b"], on="2012-11-22")
    organisation("force", kind="police_force", overseen_by=bodies["b"])
    assert Directory.current().overseers_on("force", datetime.date(2011, 1, 1)) == []


def test_members_on_a_date():
    group = Group.objects.create(name="G", slug="g")
    for slug, joined, left in [
        ("always", None, None),
        ("early", None, "2017-05-07"),
        ("late", "2017-05-08", None),
    ]:
        GroupMembership.objects.create(
            group=group, organisation=organisation(slug), joined_on=joined, left_on=left
        )
    entry = Directory.current().groups["g"]
    assert entry.members_on(datetime.date(2017, 5, 7)) == ("always", "early")
    assert entry.members_on(datetime.date(2017, 5, 8)) == ("always", "late")


def test_choices_are_in_order_of_name():
    organisation("z", "apple")
    organisation("y", "Pear")
    organisation("x", "Banana")
    assert Directory.current().choices() == [("z", "apple"), ("x", "Banana"), ("y", "Pear")]
