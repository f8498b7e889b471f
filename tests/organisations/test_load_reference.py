"""`manage.py load_reference`: what it loads, and what a second run changes."""

import datetime
import shutil
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

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
from organisations.reference import DATA, TABLES
from tests.organisations.desk import spoil

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def load(folder=DATA):
    out = StringIO()
    call_command("load_reference", folder=folder, stdout=out)
    return out.getvalue()


def test_exact_counts(loaded):
    assert Counter(Organisation.objects.values_list("kind", flat=True)) == {
        "police_force": 48,
        "policing_body": 47 + 4 + 42,  # four since succeeded by a mayor, and police authorities
        "fire_service": 49,
        "fire_authority": 20 + 3 + 5 + 1 + 8,  # combined, of Wales, metropolitan, London; abolished
        "local_authority": 12 + 4 + 1,  # that are fire authorities; combined authorities; one more
        "ambulance_trust": 10 + 1,
        "prison": 1,
        "partnership": 1,
        "national_body": 1,
    }
    assert PoliceFirePair.objects.count() == 52
    assert PoliceFirePair.objects.filter(is_verified=True).count() == 44
    # England and Wales, Wales and nine regions: chief officers, and policing bodies.
    assert Group.objects.count() == 2 + 2 * (1 + 1 + 9)
    chiefs, bodies = 43, 47 + 42
    assert GroupMembership.objects.count() == 5 + 7 + 2 * (chiefs + bodies)
    assert Alias.objects.count() == 138
    assert FormerName.objects.count() == 9
    assert Succession.objects.count() == 4 + 42 + 8
    assert Succession.objects.filter(is_verified=True).count() == 52
    assert "organisations: 258 added, 0 changed, 0 unchanged" in loaded
    assert loaded.endswith(f"reference version {ReferenceVersion.current()}\n")


def test_a_second_run_changes_nothing(loaded, django_assert_max_num_queries):
    before = ReferenceVersion.current()
    with django_assert_max_num_queries(20):
        report = load()
    assert "organisations: 0 added, 0 changed, 258 unchanged" in report
    assert "changed:" not in report
    assert ReferenceVersion.current() == before


def test_an_edit_is_one_change_and_a_new_version(loaded, tmp_path):
    folder = shutil.copytree(DATA, tmp_path / "data")
    before = ReferenceVersion.current()
    spoil(folder / "police_forces.csv", 2, "short_name", "Avon")
    report = load(folder)
    assert (
        "changed: police_forces.csv, row 2: Avon and Somerset Constabulary: short_name\n" in report
    )
    assert "organisations: 0 added, 1 changed, 257 unchanged" in report
    assert ReferenceVersion.current() != before


def test_rows_that_staff_added_stay(loaded):
    Organisation.objects.create(name="A trust", slug="a-trust", kind="ambulance_trust")
    load()
    assert Organisation.objects.filter(slug="a-trust").exists()


def test_every_force_and_its_policing_body(directory):
    forces = [e for e in directory.organisations.values() if e.kind == "police_force"]
    assert {e.slug for e in forces if not e.overseen_by} == {"ministry-of-defence-police"}
    kinds = {directory.organisations[e.overseen_by].kind for e in forces if e.overseen_by}
    assert kinds == {"policing_body"}
    assert directory.organisations["derbyshire-constabulary"].overseen_by == (
        "derbyshire-police-and-crime-commissioner"
    )
    assert "national-crime-agency" in directory.organisations


def test_every_fire_service_of_england_and_wales_has_its_authority(directory):
    services = [e for e in directory.organisations.values() if e.kind == "fire_service"]
    ours = {e.slug: e for e in services if e.nation in {"england", "wales"}}
    assert len(ours) == 47
    authorities = [directory.organisations[e.overseen_by] for e in ours.values()]
    assert len({authority.slug for authority in authorities}) == 47
    assert all(authority.is_fire_authority for authority in authorities)
    assert Counter(authority.kind for authority in authorities) == {
        "fire_authority": 20 + 3 + 5 + 1,
        "local_authority": 12,
        "policing_body": 4 + 2,  # commissioners and mayors
    }
    assert {e.overseen_by for e in services if e.slug not in ours} == {None}
    derbyshire = ours["derbyshire-fire-and-rescue-service"]
    assert derbyshire.overseen_by == "derbyshire-fire-and-rescue-authority"
    assert derbyshire.governance == "combined fire authority"


def test_places_are_words_in_the_files_and_values_in_the_register(directory):
    places = {
        slug: (entry.nation, entry.nation_label, entry.region, entry.region_label)
        for slug, entry in directory.organisations.items()
    }
    humber = ("yorkshire_and_the_humber", "Yorkshire and the Humber")
    assert places["humberside-police"] == ("england", "England", *humber)
    assert places["north-wales-police"] == ("wales", "Wales", "", "")


def test_groups(directory):
    members = {slug: [m[0] for m in group.members] for slug, group in directory.groups.items()}
    assert members["all-5-forces"] == [
        "derbyshire-constabulary",
        "leicestershire-police",
        "lincolnshire-police",
        "northamptonshire-police",
        "nottinghamshire-police",
    ]
    assert members["seven-forces"] == [
        "bedfordshire-police",
        "cambridgeshire-constabulary",
        "essex-police",
        "hertfordshire-constabulary",
        "kent-police",
        "norfolk-constabulary",
        "suffolk-constabulary",
    ]


def test_groups_by_nation_and_region_as_on_a_day(directory):
    groups = directory.groups
    days = [datetime.date(year, 6, 1) for year in (2010, 2012, 2015, 2026)]
    for end in ("england-wales", "wales", "london", "yorkshire-and-the-humber", "east-midlands"):
        chiefs = groups[f"all-chief-officers-{end}"]
        bodies = groups[f"all-policing-bodies-{end}"]
        for day in days:
            forces = chiefs.members_on(day)
            overseers = {slug for force in forces for slug in directory.overseers_on(force, day)}
            assert set(bodies.members_on(day)) == overseers
            assert len(overseers) == len(forces)
    sizes = {slug: len(group.members_on(days[-1])) for slug, group in groups.items()}
    assert sizes["all-chief-officers-england-wales"] == 43
    assert sizes["all-chief-officers-wales"] == 4
    regions = [size for slug, size in sizes.items() if slug.startswith("all-chief-officers-")]
    assert sum(regions) == 43 + 43
    humber = groups["all-policing-bodies-yorkshire-and-the-humber"]
    assert "north-yorkshire-police-authority" in humber.members_on(days[0])
    assert "mayor-of-york-and-north-yorkshire" in humber.members_on(days[-1])


@pytest.mark.parametrize(
    ("force", "day", "overseer"),
    [
        ("derbyshire-constabulary", "2012-11-21", "derbyshire-police-authority"),
        ("derbyshire-constabulary", "2012-11-22", "derbyshire-police-and-crime-commissioner"),
        ("metropolitan-police-service", "2012-01-15", "metropolitan-police-authority"),
        ("metropolitan-police-service", "2012-01-16", "mayors-office-for-policing-and-crime"),
        ("city-of-london-police", "2005-01-01", "common-council-of-the-city-of-london"),
        (
            "north-yorkshire-police",
            "2024-05-06",
            "north-yorkshire-police-fire-and-crime-commissioner",
        ),
        ("north-yorkshire-police", "2024-05-07", "mayor-of-york-and-north-yorkshire"),
        ("essex-police", "2016-01-01", "essex-police-fire-and-crime-commissioner"),
    ],
)
def test_who_oversaw_a_force(directory, force, day, overseer):
    assert directory.overseers_on(force, datetime.date.fromisoformat(day)) == [overseer]


def test_a_mayor_brings_the_commissioner_along(directory):
    assert directory.predecessors("mayor-of-greater-manchester") == {
        "greater-manchester-police-and-crime-commissioner",
        "greater-manchester-police-authority",
    }


def test_what_is_published_is_not_recalled(directory):
    """Nothing that readers see rests on memory alone."""
    for entry in directory.organisations.values():
        assert "recall" not in entry.source
    assert directory.organisations["national-crime-agency"].nation == ""
    assert directory.organisations["north-wales-fire-and-rescue-service"].ons_code == ""
    assert directory.organisations["metropolitan-police-service"].fire_partners == ()
    essex = directory.predecessors("essex-police-fire-and-crime-commissioner")
    assert essex == {"essex-fire-authority", "essex-police-authority"}
    york = directory.predecessors("mayor-of-york-and-north-yorkshire")
    assert "north-yorkshire-fire-and-rescue-authority" not in york


def test_rows_from_memory_are_marked_so():
    """A source that says "recalled" stands only in a row that readers do not see."""
    for table in TABLES:
        for row, cells in table.read(DATA):
            if "recalled" in cells["source"]:
                assert cells.get("is_verified") == "no", f"{table.file}, row {row}"


def test_every_row_has_a_source():
    for table in TABLES:
        assert [row for row, cells in table.read(DATA) if not cells["source"]] == []
