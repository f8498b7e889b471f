"""A list as a file: the records of the API's list, as a table or as JSON."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register import api, exports
from register.models import Edition
from register.publication import Approved, publish_many
from tests.reader import content, items, sheet, table

pytestmark = pytest.mark.django_db
QUERIES = ["", "function=forensics", "search=alpha", "as_at=2024-02-29", "lifecycle=in_force"]


@pytest.fixture
def register(small_register):
    return small_register


@pytest.mark.parametrize("query", QUERIES)
def test_filtered_as_the_list_is(client, register, query):
    expected = items(client.get(f"/api/v1/agreements/?page_size=1000&{query}"))
    assert expected
    assert [row["slug"] for row in table(client, f"agreements.csv?{query}")] == expected


def published(body: dict, slug="made") -> None:
    publish_many([Approved("agreement", slug, body)])


def any_body(**keys) -> dict:
    return Edition.objects.filter(kind="agreement", action="published").first().stored | keys


def test_a_partial_date_comes_with_its_first_and_last_day(client, register):
    published(any_body(starts_on="2013-02?", expires_on=None))
    row = next(row for row in table(client, "agreements.csv") if row["slug"] == "made")
    start = [row[f"starts_on{end}"] for end in ("", "_first_day", "_last_day", "_is_uncertain")]
    assert start == ["2013-02?", "2013-02-01", "2013-02-28", "true"]
    assert {row[f"expires_on{end}"] for end in ("", "_first_day", "_is_uncertain")} == {""}


@pytest.mark.parametrize("write", [table, sheet])
@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(client, register, write, begin):
    title = f'{begin}HYPERLINK("https://example.org/")'
    published(any_body(title=title))
    extension = "csv" if write is table else "xlsx"
    row = next(row for row in write(client, f"agreements.{extension}") if row["slug"] == "made")
    assert row["title"].lstrip("'").lstrip() == title.lstrip()
    assert row["title"].startswith("'")


def test_a_cell_too_long_for_excel_says_that_it_was_cut(client, register):
    published(any_body(purpose="x" * 40_000 + "\x0b"))
    row = next(row for row in sheet(client, "agreements.xlsx") if row["slug"] == "made")
    assert len(row["purpose"]) == exports.LONGEST_CELL and row["purpose"].endswith(exports.CUT)


def test_a_row_for_each_organisation_or_one_for_the_record(client, register):
    for record in client.get("/api/v1/agreements/?page_size=1000").json()["results"]:
        slugs = [
            member["slug"]
            for party in record["parties"]
            for member in (party["group"] or {"members": [party["organisation"]]})["members"]
        ]
        rows = table(client, f"agreements.csv?rows=organisations&search={record['reference']}")
        found = [row["organisation_slug"] for row in rows if row["slug"] == record["slug"]]
        assert sorted(found) == (sorted(set(slugs)) or [""])


def test_a_byte_order_mark_where_excel_needs_one(client, register):
    assert content(client, "agreements.csv?bom=true").startswith(b"\xef\xbb\xbfkind,")
    assert content(client, "agreements.csv?bom=false").startswith(b"kind,")


def test_an_empty_list_is_an_empty_file(client, register):
    nothing = "search=nothing-like-it-anywhere"
    assert content(client, f"agreements.json?{nothing}") == b"[]"
    assert content(client, f"agreements.ndjson?{nothing}") == b""
    assert table(client, f"agreements.csv?{nothing}") == []


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("agreements.csv?rows=nonsense", "rows"),
        ("agreements.csv?rows=records&rows=records", "rows"),
        ("agreements.json?rows=records", "rows"),
        ("agreements.xlsx?bom=true", "bom"),
        ("agreements.csv?page=1", "page"),
        ("agreements.csv?cursor=start", "cursor"),
        ("agreements.csv?lifecycle=nonsense", "lifecycle"),
        ("agreements.csv?as_at=2999-01-01", "as_at"),
    ],
)
def test_a_bad_parameter_is_named(client, register, address, name):
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert [one["name"] for one in response.json()["parameters"]] == [name]


def test_a_format_that_there_is_not_is_not_found(client, register):
    assert client.get("/api/v1/agreements.pdf").status_code == 404


def test_a_file_says_what_it_is_and_that_it_has_not_changed(client, register):
    response = client.get("/api/v1/agreements.csv?on=2020-01-31")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="agreements-2020-01-31.csv"' in response["Content-Disposition"]
    again = client.get("/api/v1/agreements.csv", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304 and not again.content
    head = client.head("/api/v1/agreements.csv")
    assert head.status_code == 200 and b"".join(head.streaming_content) == b""
    published(any_body())
    again = client.get("/api/v1/agreements.csv", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 200


def test_a_batch_costs_two_queries(client, register, monkeypatch):
    counts = []
    for size in (1_000, 1):
        monkeypatch.setattr(api, "EXPORT_BATCH", size)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            rows = content(client, "agreements.ndjson").decode().splitlines()
        counts.append(len(captured))
    assert counts[1] - counts[0] == 2 * (len(rows) - 1)


def test_a_page_offers_its_results_as_files(client, register):
    page = client.get("/agreements/?function=forensics&page=1").content.decode()
    for extension in exports.FORMATS:
        assert f'href="/api/v1/agreements.{extension}?function=forensics"' in page
