"""`manage.py load_reference`: what it loads, twice, and what it refuses whole."""

import csv
import datetime
import shutil
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

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

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def load(folder=DATA):
    out = StringIO()
    call_command("load_reference", folder=folder, stdout=out)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path):
    """A copy of the files, to spoil."""
    return shutil.copytree(DATA, tmp_path / "data")


def spoil(path, row, column, cell):
    """Write one cell; rows are numbered as in a spreadsheet."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(column)] = cell
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def test_exact_counts():
    report = load()
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
    assert "organisations: 258 added, 0 changed, 0 unchanged" in report
    assert report.endswith(f"reference version {ReferenceVersion.current()}\n")


def test_a_second_run_changes_nothing(django_assert_max_num_queries):
    load()
    before = ReferenceVersion.current()
    with django_assert_max_num_queries(20):
        report = load()
    assert "organisations: 0 added, 0 changed, 258 unchanged" in report
    assert "changed:" not in report
    assert ReferenceVersion.current() == before


def test_an_edit_is_one_change_and_a_new_version(folder):
    load()
    before = ReferenceVersion.current()
    spoil(folder / "police_forces.csv", 2, "short_name", "Avon")
    report = load(folder)
    assert (
        "changed: police_forces.csv, row 2: Avon and Somerset Constabulary: short_name\n" in report
    )
    assert "organisations: 0 added, 1 changed, 257 unchanged" in report
    assert ReferenceVersion.current() != before


def test_rows_that_staff_added_stay():
    load()
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


@pytest.mark.parametrize(
    ("file", "row", "column", "cell", "message"),
    [
        ("police_forces.csv", 3, "overseen_by", "nobody", "nothing above is called “nobody”."),
        ("police_forces.csv", 3, "kind", "police", "Value 'police' is not a valid choice."),
        (
            "police_forces.csv",
            3,
            "nation",
            "england",
            "“england” is none of England, Wales, Scotland, Northern Ireland, Great Britain, "
            "United Kingdom.",
        ),
        (
            "fire_services.csv",
            2,
            "region",
            "The North",
            "“The North” is none of East Midlands, East of England, London, North East, "
            "North West, South East, South West, West Midlands, Yorkshire and the Humber.",
        ),
        ("police_forces.csv", 3, "ons_code", "E1", "An ONS code is a letter and eight digits."),
        ("police_forces.csv", 3, "is_fire_authority", "maybe", "“maybe” is neither yes nor no."),
        (
            "police_forces.csv",
            3,
            "slug",
            "avon-and-somerset-constabulary",
            "also on row 2 of police_forces.csv.",
        ),
        (
            "fire_services.csv",
            2,
            "slug",
            "derbyshire-constabulary",
            "also on row 9 of police_forces.csv.",
        ),
        (
            "group_members.csv",
            2,
            "group",
            "all-6-forces",
            "nothing above is called “all-6-forces”.",
        ),
        ("group_members.csv", 2, "joined_on", "31/02/2020", "31 February 2020 is not a date."),
        ("former_names.csv", 2, "name", "", "This field cannot be blank."),
        ("successions.csv", 2, "successor", "", "nothing above is called “”."),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(folder, file, row, column, cell, message):
    before = ReferenceVersion.current()
    spoil(folder / file, row, column, cell)
    with pytest.raises(CommandError) as refusal:
        load(folder)
    assert (
        str(refusal.value) == f"{file}, row {row}, column {column}: {message} Nothing was loaded."
    )
    assert not Organisation.objects.exists() and not Group.objects.exists()
    assert ReferenceVersion.current() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "groups.csv, row 1, column slug: missing."),
        ("slug,name,note\n", "groups.csv, row 1, column source: missing."),
        ("slug,name,note,source,colour\n", "groups.csv, row 1, column colour: not expected."),
        ("name,slug,note,source\n", "groups.csv, row 1, column name: wrong order."),
        ("slug,name,note,source\na,b\n", "row 2, column note: the row has 2 cells, the header 4."),
        (
            "slug,name,note,source\n\na,b,c,d,e\n",
            "row 3, column source: the row has 5 cells, the header 4.",
        ),
        ('slug,name,note,source\n"a,b\n', "groups.csv: not a CSV file in UTF-8"),
    ],
)
def test_a_file_of_the_wrong_shape(folder, text, message):
    (folder / "groups.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        load(folder)
    assert message in str(refusal.value)
    assert not Organisation.objects.exists()


def test_a_file_in_another_encoding(folder):
    (folder / "groups.csv").write_bytes("slug,name,note,source\na,b,\xa3,d\n".encode("latin-1"))
    with pytest.raises(CommandError, match=r"groups\.csv: not a CSV file in UTF-8"):
        load(folder)


def test_a_missing_file(folder):
    (folder / "groups.csv").unlink()
    with pytest.raises(CommandError, match=r"groups\.csv: there is no such file"):
        load(folder)


def test_a_spreadsheets_byte_order_mark_is_no_matter(folder):
    path = folder / "groups.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    load(folder)
    assert Group.objects.count() == len(TABLES[6].read(folder))
