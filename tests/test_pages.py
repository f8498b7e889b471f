"""The public lists as a reader meets them: filters, order, pages and time."""

import pytest

from register.views import EntryListView
from tests.made_up_register import LISTED, REASON
from tests.reader import listed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]


def agreements(client, query=""):
    return listed(client.get(f"/agreements/?{query}"))


FILTERS = {
    "organisation=northshire-police": {"forensics", "control-room", "dogs", "legal"},
    "organisation=old-northshire-police": {"dogs"},
    "organisation=southshire-police": {"forensics", "legal"},
    "organisation=northshire-commissioner": set(),
    "organisation=old-northshire-police&organisation=southshire-commissioner": {"dogs", "vetting"},
    # Forensics names both: it stands in the list once.
    "organisation=northshire-police&organisation=southshire-police": {
        *("forensics", "control-room", "dogs", "legal"),
    },
    "function=major_crime": {"forensics", "vetting"},
    "function=other&function=legal_services": {"dogs", "legal"},
    "function=fraud_and_financial": set(),
    "legal_basis=s22a_police_act_1996": {"forensics", "legal"},
    "legal_basis=memorandum&legal_basis=s23_police_act_1996": {"aid", "dogs"},
    "section_22a=s22a": {"forensics"},
    "section_22a=legacy_s23": {"dogs"},
    "section_22a=proposed": {"legal"},
    "section_22a=not_s22a": {"control-room", "aid"},
    "section_22a=not_stated": {"vetting"},
    "section_22a=s22a&section_22a=not_stated": {"forensics", "vetting"},
    "lifecycle=in_force": {"dogs", "aid"},
    "lifecycle=proposed": {"control-room", "legal"},
    "lifecycle=expired": {"forensics"},
    "lifecycle=ended": set(),
    "lifecycle=not_recorded": {"vetting"},
    "lifecycle=expired&lifecycle=not_recorded": {"forensics", "vetting"},
    "scope=local": {"dogs", "aid"},
    "scope=regional&scope=national": {"forensics", "legal", "control-room"},
    "scope=not_stated": {"vetting"},
    "publication=withheld": {"legal"},
    "publication=summary&publication=full_copy": {"control-room", "forensics"},
    "with_fire=true": {"control-room", "vetting"},
    "with_fire=false": {"forensics", "dogs", "legal", "aid"},
    "scope=local&lifecycle=in_force&function=other": {"dogs"},
    "scope=local&organisation=southshire-police": set(),
    "scope=&lifecycle=": LISTED,
}


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_gives_exactly_what_matches(client, query):
    found = agreements(client, query)
    assert set(found) == FILTERS[query]
    assert len(found) == len(FILTERS[query])


ORDERS = {
    "": ["legal", "dogs", "aid", "forensics", "vetting", "control-room"],
    "ordering=title": ["legal", "dogs", "aid", "forensics", "vetting", "control-room"],
    "ordering=-title": ["control-room", "vetting", "forensics", "aid", "dogs", "legal"],
    "ordering=reference": ["dogs", "vetting", "aid", "control-room", "forensics", "legal"],
    "ordering=-updated": ["forensics", "aid", "legal", "vetting", "control-room", "dogs"],
    # Not recorded comes last either way, and there in the order of publication.
    "ordering=starts": ["aid", "forensics", "control-room", "dogs", "vetting", "legal"],
    "ordering=-starts": ["control-room", "forensics", "aid", "dogs", "vetting", "legal"],
    "ordering=expires": ["forensics", "dogs", "aid", "control-room", "vetting", "legal"],
    "ordering=-expires": ["dogs", "aid", "forensics", "control-room", "vetting", "legal"],
    # Several: by the second where the first says the same.
    "ordering=expires,-title": ["forensics", "aid", "dogs", "control-room", "vetting", "legal"],
    "ordering=starts,expires": ["aid", "forensics", "control-room", "dogs", "vetting", "legal"],
    "ordering=-updated,title": ["forensics", "aid", "legal", "vetting", "control-room", "dogs"],
}


@pytest.mark.parametrize("query", ORDERS)
def test_a_list_stands_in_the_order_asked_for(client, query):
    assert agreements(client, query) == ORDERS[query]


def test_pages_cut_the_list_without_overlap(client, monkeypatch):
    monkeypatch.setattr(EntryListView, "paginate_by", 4)
    query = "ordering=-expires&scope=&page="
    assert agreements(client, f"{query}1") == ORDERS["ordering=-expires"][:4]
    assert agreements(client, f"{query}2") == ORDERS["ordering=-expires"][4:]
    second = client.get(f"/agreements/?{query}2").content.decode()
    assert 'href="?ordering=-expires&amp;page=1"' in second
    past = client.get(f"/agreements/?{query}3")
    assert past.status_code == 404


# What did the register say then?
AS_AT = {
    "2023-12-31": set(),
    "2024-01-01": {"forensics"},
    "2024-01-01T11:59:59Z": set(),
    "2024-01-01T12:00:00Z": {"forensics"},
    "2024-01-01T13:00:00+01:00": {"forensics"},
    "2024-01-02": {"forensics", "dogs"},
    "2024-03-01": LISTED | {"drones"},
    "2024-03-02": LISTED,
}


@pytest.mark.parametrize("moment", AS_AT)
def test_as_at_gives_the_register_of_that_moment(client, moment):
    response = client.get("/agreements/", {"as_at": moment})
    assert set(listed(response)) == AS_AT[moment]


def test_as_at_a_plus_sign_may_arrive_as_a_space(client):
    assert agreements(client, "as_at=2024-01-01T13:00:00+01:00") == ["forensics"]


def test_as_at_shows_the_words_of_that_moment(client):
    before = text_of(client.get("/agreements/?as_at=2024-02-29"))
    assert "Delta forensics" in before
    assert "Delta forensic science" not in before


def test_as_at_judges_the_lifecycle_on_its_own_day_unless_told(client):
    # Forensics ran until March 2020; what the register said in 2024 can be judged for 2019.
    assert "forensics" not in agreements(client, "as_at=2024-02-29&lifecycle=in_force")
    assert "forensics" in agreements(client, "as_at=2024-02-29&on=2019-06-01&lifecycle=in_force")


ON = {
    "2009-12-31": {"aid": "proposed", "forensics": "proposed", "dogs": "in_force"},
    "2012-05-31": {"aid": "in_force"},
    "2015-03-31": {"forensics": "proposed"},
    "2015-04-01": {"forensics": "in_force"},
    "2020-03-31": {"forensics": "in_force"},
    "2020-04-01": {"forensics": "expired"},
    "2190-01-01": {"control-room": "in_force", "legal": "proposed", "aid": "in_force"},
    "2191-12-31": {"control-room": "in_force"},
    "2192-01-01": {"control-room": "not_confirmed"},
    "2191-01-01": {"dogs": "expired", "aid": "expired", "vetting": "not_recorded"},
}


@pytest.mark.parametrize("day", ON)
def test_on_asks_whether_it_is_in_force_that_day(client, day):
    for slug, lifecycle in ON[day].items():
        assert slug in agreements(client, f"on={day}&lifecycle={lifecycle}")


def test_a_removed_record_is_in_no_list_and_its_page_says_why(client):
    for page in ("/", "/agreements/", "/organisations/northshire-police/"):
        assert "Golf drones" not in client.get(page).content.decode()
    page = client.get("/agreements/drones/")
    assert page.status_code == 200
    assert "This record was removed from the register" in text_of(page)
    assert REASON in text_of(page)
    assert "removed from the register" not in text_of(
        client.get("/agreements/drones/?as_at=2024-03-01")
    )


def test_home_counts_what_is_listed_and_shows_the_newest(client):
    words = text_of(client.get("/?on=2190-12-01"))
    assert "6 agreements" in words
    assert "On 1 December 2190: 3 known to be in force ; 1 proposed ; 1 expired ; 1 not" in words
    assert "6 organisations" in words
    assert "Expiring within six months" in words
    newest = listed(client.get("/"))
    assert newest == ["forensics", "aid", "legal", "vetting", "control-room"]
    assert listed(client.get("/?as_at=2023-01-01")) == []


def test_home_shows_what_expires_within_half_a_year(client):
    assert listed(client.get("/?on=2190-12-01"))[5:] == ["dogs", "aid"]
    assert listed(client.get("/?on=2190-01-01"))[5:] == []


# Organisations

ORGANISATIONS = {
    "kind=fire_service": ["northshire-fire"],
    "kind=fire_service&kind=policing_body": [
        "northshire-commissioner",
        "northshire-fire",
        "southshire-commissioner",
    ],
    "nation=wales": ["southshire-police"],
    "nation=wales&kind=prison": [],
}


@pytest.mark.parametrize("query", ORGANISATIONS)
def test_organisations_are_filtered(client, query):
    assert listed(client.get(f"/organisations/?{query}")) == ORGANISATIONS[query]


def test_an_organisation_page_lists_what_it_takes_part_in(client):
    def part(slug, query=""):
        return listed(client.get(f"/organisations/{slug}/{query}"))

    assert part("northshire-police") == ["legal", "dogs", "forensics", "control-room"]
    assert part("old-northshire-police") == ["dogs"]
    # It is named in none of them; it keeps them all.
    assert part("northshire-commissioner") == ORDERS[""]
    assert part("northshire-police", "?as_at=2024-01-01") == ["forensics"]
