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
    PoliceFirePair.objects.create(police_force=force, fire_service=fire)
    Alias.objects.create(organisation=force, name="Forcey")
    group = Group.objects.create(name="Two", slug="two", note="n", source="s")
    GroupMembership.objects.create(group=group, organisation=force, joined_on="2013")
    directory = Directory.current()
    entry = directory.organisations["force"]
    assert dataclasses.asdict(entry) == {
        "pk": force.pk,
        "slug": "force",
        "name": "Force",
        "short_name": "F",
        "kind": "police_force",
        "kind_label": "Police force",
        "nation": "england",
        "nation_label": "England",
        "region": "yorkshire_and_the_humber",
        "region_label": "Yorkshire and the Humber",
        "ons_code": "E23000001",
        "police_uk_id": "force",
        "website": "https://force.example",
        "overseen_by": "body",
        "is_fire_authority": False,
        "governance": "",
        "source": "a page",
        "unverified": ("region", "website"),
        "oversees": (),
        "former_names": (),
        "aliases": ("Forcey",),
        "predecessors": (),
        "successors": (),
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


def test_find_knows_a_short_form_that_one_organisation_has():
    for slug, short_name in (("a", "Cheshire"), ("b", "Cheshire"), ("c", "BTP")):
        made = organisation(slug, f"Made-up {slug}")
        made.short_name = short_name
        made.save()
    directory = Directory.current()
    assert directory.find("btp").slug == "c"
    assert directory.find("Cheshire") is None


def test_find_knows_every_name():
    one = organisation("avon-fire", "Avon Fire and Rescue Service")
    Alias.objects.create(organisation=one, name="AFRS")
    FormerName.objects.create(organisation=one, name="Avon Fire Brigade", until_on="2004")
    directory = Directory.current()
    for text in ("avon-fire", "afrs", " Avon Fire &  Rescue Service ", "Avon Fire Brigade"):
        assert directory.find(text).slug == "avon-fire"
    assert directory.find("Avon") is None
