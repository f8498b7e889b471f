"""`manage.py load_reference`: what it loads, twice, and what it refuses whole."""

import csv
import shutil
from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

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
        "policing_body": 47 + 4,  # four of them since succeeded by a mayor
        "fire_service": 49,
        "fire_authority": 1,
        "local_authority": 2,
        "prison": 1,
        "partnership": 1,
        "national_body": 1,
    }
    assert PoliceFirePair.objects.count() == 52
    assert PoliceFirePair.objects.filter(is_verified=True).count() == 44
    assert Group.objects.count() == 3
    assert GroupMembership.objects.count() == 5 + 7 + 43 + 4
    assert Alias.objects.count() == 142
    assert FormerName.objects.count() == 7
    assert Succession.objects.count() == 4
    assert "organisations: 154 added, 0 changed, 0 unchanged" in report
    assert report.endswith(f"reference version {ReferenceVersion.current()}\n")


def test_a_second_run_changes_nothing(django_assert_max_num_queries):
    load()
    before = ReferenceVersion.current()
    with django_assert_max_num_queries(20):
        report = load()
    assert "organisations: 0 added, 0 changed, 154 unchanged" in report
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
    assert "organisations: 0 added, 1 changed, 153 unchanged" in report
    assert ReferenceVersion.current() != before


def test_rows_that_staff_added_stay():
    load()
    Organisation.objects.create(name="A trust", slug="a-trust", kind="ambulance_trust")
    load()
    assert Organisation.objects.filter(slug="a-trust").exists()


@pytest.fixture(scope="module")
def directory(django_db_setup, django_db_blocker):
    """The files as loaded, kept in memory; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        loaded = Directory.current()
        transaction.set_rollback(True)
    return loaded


def test_every_force_and_its_policing_body(directory):
    forces = [e for e in directory.organisations.values() if e.kind == "police_force"]
    # The Ministry of Defence Police has none; the bodies of the other two are not checked.
    assert {e.slug for e in forces if not e.overseen_by} == {
        "ministry-of-defence-police",
        "police-scotland",
        "police-service-of-northern-ireland",
    }
    kinds = {directory.organisations[e.overseen_by].kind for e in forces if e.overseen_by}
    assert kinds == {"policing_body"}
    assert directory.organisations["derbyshire-constabulary"].overseen_by == (
        "derbyshire-police-and-crime-commissioner"
    )
    assert "national-crime-agency" in directory.organisations


def test_fire_authorities_only_where_they_are_certain(directory):
    overseen = {
        entry.slug: entry.overseen_by
        for entry in directory.organisations.values()
        if entry.kind == "fire_service" and entry.overseen_by
    }
    assert overseen == {
        "cumbria-fire-and-rescue-service": "cumbria-police-fire-and-crime-commissioner",
        "essex-county-fire-and-rescue-service": "essex-police-fire-and-crime-commissioner",
        "greater-manchester-fire-and-rescue-service": "mayor-of-greater-manchester",
        "isles-of-scilly-fire-and-rescue-service": "council-of-the-isles-of-scilly",
        "london-fire-brigade": "london-fire-commissioner",
        "north-yorkshire-fire-and-rescue-service": "mayor-of-york-and-north-yorkshire",
        "northamptonshire-fire-and-rescue-service": (
            "northamptonshire-police-fire-and-crime-commissioner"
        ),
        "staffordshire-fire-and-rescue-service": (
            "staffordshire-commissioner-for-police-fire-and-rescue-and-crime"
        ),
    }
    assert all(directory.organisations[slug].is_fire_authority for slug in overseen.values())


def test_places_are_words_in_the_files_and_values_in_the_register(directory):
    places = {
        slug: (entry.nation, entry.nation_label, entry.region, entry.region_label)
        for slug, entry in directory.organisations.items()
    }
    assert places["humberside-police"] == ("england", "England", "", "")  # its region is unchecked
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
    assert len(members["all-policing-bodies-england-wales"]) == 47
    today = [
        slug
        for slug, _, left in directory.groups["all-policing-bodies-england-wales"].members
        if left is None
    ]
    territorial = {
        entry.overseen_by
        for entry in directory.organisations.values()
        if entry.kind == "police_force" and entry.ons_code
    }
    assert len(today) == 43
    assert set(today) == territorial


@pytest.mark.parametrize(
    ("alias", "slug"),
    [
        ("Derbys", "derbyshire-constabulary"),
        ("Leics", "leicestershire-police"),
        ("Northants", "northamptonshire-police"),
        ("Notts", "nottinghamshire-police"),
        ("City of London", "city-of-london-police"),
        ("Derbyshire Police", "derbyshire-constabulary"),
        ("Derbyshire Fire & Rescue Service", "derbyshire-fire-and-rescue-service"),
        ("Devon and Cornwall Police", "devon-cornwall-police"),
        ("Hampshire Constabulary", "hampshire-and-isle-of-wight-constabulary"),
        (
            "Police and Crime Commissioner for Derbyshire",
            "derbyshire-police-and-crime-commissioner",
        ),
    ],
)
def test_documents_ways_of_writing(directory, alias, slug):
    assert directory.find(alias).slug == slug


def test_a_mayor_brings_the_commissioner_along(directory):
    assert directory.with_predecessors(["mayor-of-greater-manchester"]) == {
        "mayor-of-greater-manchester",
        "greater-manchester-police-and-crime-commissioner",
    }


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
    assert Group.objects.count() == 3
