"""`manage.py load_reference` refuses a wrong file whole, and names the cell."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from organisations.models import Group, Organisation, ReferenceVersion
from organisations.reference import DATA, TABLES
from tests.organisations.desk import spoil

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def load(folder):
    call_command("load_reference", folder=folder, verbosity=0)


@pytest.fixture
def folder(tmp_path):
    """A copy of the files, to spoil."""
    return shutil.copytree(DATA, tmp_path / "data")


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
    (groups,) = (table for table in TABLES if table.model is Group)
    path = folder / "groups.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert groups.read(folder) == groups.read(DATA)
