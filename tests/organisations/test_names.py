"""What people write, and which organisation it means: one, several, or none; never a guess."""

import pytest

from organisations.directory import Directory, DirectoryOrganisation
from organisations.names import Reading, plain, resolve, search

CHIEF, POLICING, FIRE = "chief_officer", "policing_body", "fire_authority"
PCC, PFCC = "police-and-crime-commissioner", "police-fire-and-crime-commissioner"
FRS = "fire-and-rescue-service"


@pytest.mark.parametrize(
    ("text", "slug", "capacity"),
    [
        ("Derbyshire Constabulary", "derbyshire-constabulary", ""),
        ("Derbys", "derbyshire-constabulary", ""),
        ("Derbyshire Police", "derbyshire-constabulary", ""),
        ("Chief Constable of Derbyshire", "derbyshire-constabulary", CHIEF),
        ("The Chief Constable of Derbyshire Constabulary", "derbyshire-constabulary", CHIEF),
        ("Derbyshire Chief Constable", "derbyshire-constabulary", CHIEF),
        ("Chief Constable of Hampshire", "hampshire-and-isle-of-wight-constabulary", CHIEF),
        ("Chief Constable of Devon & Cornwall", "devon-cornwall-police", CHIEF),
        ("Devon and Cornwall Police", "devon-cornwall-police", ""),
        ("Commissioner of Police of the Metropolis", "metropolitan-police-service", CHIEF),
        ("Commissioner of Police for the City of London", "city-of-london-police", CHIEF),
        ("Derbyshire PCC", f"derbyshire-{PCC}", POLICING),
        ("PCC for Derbyshire", f"derbyshire-{PCC}", POLICING),
        ("OPCC for Derbyshire", f"derbyshire-{PCC}", POLICING),
        (
            "Office of the Police and Crime Commissioner for Derbyshire",
            f"derbyshire-{PCC}",
            POLICING,
        ),
        ("PCC for North Yorkshire", f"north-yorkshire-{PFCC}", POLICING),
        ("Police, Fire & Crime Commissioner for Essex", f"essex-{PFCC}", ""),
        ("PCC for Dyfed Powys", f"dyfed-powys-{PCC}", POLICING),
        ("PCC for Hampshire", f"hampshire-and-isle-of-wight-{PCC}", POLICING),
        ("Mayor’s Office for Policing & Crime", "mayors-office-for-policing-and-crime", POLICING),
        ("Derbyshire Police Authority", "derbyshire-police-authority", POLICING),
        ("Derbyshire Fire Authority", "derbyshire-fire-and-rescue-authority", FIRE),
        (
            "Nottinghamshire Fire Authority",
            "nottinghamshire-and-city-of-nottingham-fire-authority",
            FIRE,
        ),
        ("Gloucestershire Fire & Rescue Authority", "gloucestershire-county-council", FIRE),
        (
            "Leicestershire Combined Fire Authority",
            "leicester-leicestershire-and-rutland-combined-fire-authority",
            FIRE,
        ),
        ("Essex Fire Authority", "essex-fire-authority", FIRE),
        ("Derbyshire Fire & Rescue Service", f"derbyshire-{FRS}", ""),
        ("Derbyshire Fire and Rescue", f"derbyshire-{FRS}", ""),
        ("Hereford and Worcester Fire & Rescue Service", f"hereford-and-worcester-{FRS}", ""),
        ("EMAS", "east-midlands-ambulance-service-nhs-trust", ""),
        (
            "Welsh Ambulance Services NHS Trust",
            "welsh-ambulance-services-university-nhs-trust",
            "ambulance_trust",
        ),
        ("GMCA", "greater-manchester-combined-authority", ""),
        ("Hampshire Constabulary", "hampshire-and-isle-of-wight-constabulary", ""),
        ("City of London", "city-of-london-police", ""),
    ],
)
def test_what_people_write_means_one(directory, text, slug, capacity):
    assert resolve(text, directory) == Reading((slug,), capacity)


@pytest.mark.parametrize(
    "text", ["Derbyshire", "Cheshire", "Thames Valley", "Greater Manchester Fire Authority"]
)
def test_what_may_mean_several_is_not_guessed(directory, text):
    reading = resolve(text, directory)
    assert len(reading.slugs) > 1
    assert reading.slug is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PCC",
        "the",
        "Chief Constable",
        "Chief Constables of Derbyshire and Kent",
        "Narnia Police",
    ],
)
def test_what_means_nobody_is_not_guessed(directory, text):
    assert resolve(text, directory) == Reading((), "")


def test_every_recorded_name_means_its_organisation(directory):
    for slug, entry in directory.organisations.items():
        for name in (slug, entry.name, *entry.aliases):
            assert resolve(name, directory).slug == slug, name


def test_two_that_bear_one_name_are_both_said():
    """A name recorded for two organisations, one of them formerly, means either."""
    one = DirectoryOrganisation(pk=1, slug="a", name="Northshire Police", kind="police_force")
    other = DirectoryOrganisation(
        pk=2,
        slug="b",
        name="Southshire Police",
        kind="police_force",
        former_names=(("Northshire Police", None, None),),
    )
    directory = Directory({"a": one, "b": other}, {})
    assert resolve("Northshire Police", directory) == Reading(("a", "b"), "")
    assert resolve("Chief Constable of Northshire", directory) == Reading(("a", "b"), CHIEF)
    assert resolve("Chief Constable of Southshire", directory).slug == "b"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("chief constable of derb", "derbyshire-constabulary"),
        ("PCC for North Yorkshire", f"north-yorkshire-{PFCC}"),
        ("Derbyshire PCC", f"derbyshire-{PCC}"),
        ("gloucestershire fire auth", "gloucestershire-county-council"),
        ("Devon & Cornwall", "devon-cornwall-police"),
        ("devon and cornwall", "devon-cornwall-police"),
        ("derbyshire-constab", "derbyshire-constabulary"),
    ],
)
def test_search_finds_what_people_begin_to_write(directory, text, slug):
    assert slug in search(text, directory)


def test_search_finds_nobody_else(directory):
    assert search("PCC for North Yorkshire", directory) == [f"north-yorkshire-{PFCC}"]
    assert search("no such office", directory) == []


def test_plain():
    assert plain("The OPCC for Devon & Cornwall") == "pcc for devon and cornwall"
    assert plain(" Dyfed–Powys   Police ") == "dyfed powys police"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/agreements/", "/api/v1/agreements/"])
def test_a_filter_says_that_a_name_may_mean_several(client, force, office, path):
    office.name, office.slug = "Avonshire Police and Crime Commissioner", "avonshire-pcc"
    office.save()
    assert client.get(path, {"organisation": "Chief Constable of Avonshire"}).status_code == 200
    response = client.get(path, {"organisation": "Avonshire"})
    said = "may mean several organisations. Give one of: avonshire-pcc, avonshire-police."
    assert said in response.content.decode()
