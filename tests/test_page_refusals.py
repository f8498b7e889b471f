"""What the public pages refuse and never do, each in words that name it."""

import pytest

from tests.made_up_register import HOSTILE
from tests.reader import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]

PAGES = [
    "/",
    "/agreements/",
    "/agreements/forensics/",
    "/agreements/forensics/editions/",
    "/agreements/forensics/editions/1/",
    "/agreements/drones/",
    "/organisations/",
    "/organisations/northshire-police/",
    "/search/",
]

BAD = [
    ("page=0", "page"),
    ("page=abc", "page"),
    ("page=-1", "page"),
    ("page=1&page=2", "page"),
    ("page=9999999999", "page"),
    ("unknown=1", "unknown"),
    ("page_size=10", "page_size"),
    ("as_at=yesterday", "as_at"),
    ("as_at=2024-02-30", "as_at"),
    ("as_at=2024-01-01T12:00:00", "as_at"),
    ("as_at=2999-01-01", "as_at"),
    ("as_at=2024-01-01&as_at=2024-01-02", "as_at"),
    ("on=31/12/2020", "on"),
    ("on=20200101", "on"),
    ("lifecycle=active", "Is it in force"),
    ("section_22a=yes", "Section 22A status"),
    ("organisation=nobody", "Organisation"),
    ("organisation=%00", "Organisation"),
    ("function=crime", "Function"),
    ("with_fire=1", "With a fire and rescue service"),
    ("ordering=owner", "Sort by"),
    ("scope=local&scope=everywhere", "Scope"),
]


@pytest.mark.parametrize(("query", "named"), BAD)
def test_what_cannot_be_answered_is_refused_by_name(client, query, named):
    response = client.get(f"/agreements/?{query}")
    assert response.status_code == 400
    assert f"{named}:" in text_of(response).replace(" :", ":")
    assert "ETag" not in response


def test_a_bad_filter_keeps_what_else_was_chosen(client):
    page = client.get("/agreements/?scope=local&lifecycle=active&with_fire=true").content.decode()
    assert 'name="scope" value="local" checked' in page
    assert 'name="with_fire" value="true" checked' in page


def test_a_bad_filter_is_named_even_beyond_the_first_page(client):
    response = client.get("/agreements/?lifecycle=active&page=2")
    assert response.status_code == 400
    assert "active is not one of the available choices" in text_of(response)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_refuses_what_it_does_not_know(client, page):
    assert client.get(page).status_code == 200
    response = client.get(f"{page}?colour=red")
    assert response.status_code == 400
    assert "colour" in text_of(response)


NOWHERE = [
    "/agreements/unknown/",
    "/agreements/unknown/editions/",
    "/agreements/forensics/editions/0/",
    "/agreements/forensics/editions/3/",
    "/agreements/forensics/editions/99999999999999999999/",
    "/agreements/draft/",
    "/agreements/draft/editions/",
    "/agreements/it's/",
    '/agreements/"forensics"/',
    "/agreements/?page=2",
    "/agreements/forensics/?as_at=2023-12-31",
    "/agreements/forensics/editions/2/?as_at=2024-02-01",
    "/organisations/unknown/",
    "/organisations/it's/",
    "/nowhere/",
]


@pytest.mark.parametrize("address", NOWHERE)
def test_what_is_not_there_is_a_page_that_says_so(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "Page not found" in text_of(response)


@pytest.mark.parametrize("page", [*PAGES, "/nowhere/", "/agreements/?page=0"])
def test_a_reader_gets_no_cookie(client, page):
    response = client.get(page)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/agreements/",
        "/agreements/dogs/",
        "/agreements/dogs/editions/",
        "/agreements/dogs/editions/1/",
        "/agreements/forensics/",
        "/organisations/northshire-police/",
    ],
)
def test_a_hostile_title_is_only_text(client, page):
    response = client.get(f"{page}?as_at=2024-01-02")
    assert "<script>alert" not in response.content.decode()
    assert HOSTILE in text_of(response)
