"""Any text typed is safe: an answer or a refusal in words, never an error page."""

import pytest
from django.utils.http import urlencode
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from register.search.query import LONGEST, Query
from tests.reader import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]

ADDRESSES = [
    "/search/?q=",
    "/api/v1/search/?q=",
    "/agreements/?search=",
    "/api/v1/agreements/?search=",
]

TEXTS = [
    '"',
    '"""',
    '"forensic',
    "'",
    "''; DROP TABLE register_edition; --",
    "%' OR 1=1 --",
    "%s %d {} {0}",
    "AND",
    "AND OR NOT",
    "NEAR(a b, 2)",
    "forensic NOT",
    "^forensic",
    "a:b:c",
    "((((",
    "))))",
    "* ** ***",
    "*a",
    "-",
    "--",
    "-a",
    "-*",
    "\\",
    "\\'",
    "a & ! | <-> :* b",
    "🚒",
    "🚒 forensic 👩‍🚒",
    "\0",
    "forensic\0unit",
    "\x01\x1f\x7f",
    "\u202e\ufeff\u200b",
    "\ud7ff\uffff",
    "½ ² ㎏ ﬁre ﷺ",
    "İstanbul ẞ",
    "a" * LONGEST,
    " ".join("abcdefghij" * 10),
    '"a" ' * 50,
    "-a " * 66,
    "a* " * 66,
    "𝔣𝔬𝔯𝔢𝔫𝔰𝔦𝔠",
    "e" + "\u0301" * 100,
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("text", TEXTS, ids=repr)
def test_odd_text_is_answered_or_refused(client, address, text):
    response = client.get(address + urlencode({"": text})[1:])
    assert response.status_code in {200, 400}
    if response.status_code == 400 and "api" in address:
        name = "q" if "q=" in address else "search"
        assert [entry["name"] for entry in response.json()["parameters"]] == [name]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("text", ["x" * 10_000, '"' * 10_000, "a " * 5_000, "🚒" * 201])
def test_too_long_a_search_is_refused_in_words(client, address, text):
    response = client.get(address + urlencode({"": text})[1:])
    assert response.status_code == 400
    words = response.json()["detail"] if "api" in address else text_of(response)
    assert "at most 200 characters" in words


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=LONGEST))
@example("a" * 40 + "-" + "b" * 40)
def test_any_text_at_all(client, text):
    assert client.get("/api/v1/search/", {"q": text}).status_code in {200, 400}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(alphabet="ab1\"*-&.'’ ,()", max_size=60))
def test_any_arrangement_of_what_means_something(client, text):
    assert client.get("/api/v1/search/", {"q": text}).status_code in {200, 400}


@pytest.mark.parametrize("text", ["", "   ", "\0", "🚒", '""', "!?", "-"])
def test_nothing_to_search_for_is_said(client, text):
    answer = client.get("/api/v1/search/", {"q": text})
    assert answer.status_code == 400
    assert answer.json()["parameters"][0]["name"] == "q"
    with pytest.raises(ValueError, match="a word or a number"):
        Query.parse(text)


def test_a_page_refused_keeps_what_was_typed(client):
    response = client.get("/search/", {"q": "<🚒>"})
    assert response.status_code == 400
    assert "Give a word or a number to search for" in text_of(response)
    assert 'value="&lt;🚒&gt;"' in response.content.decode()
