"""Words, stems, queries and marks by themselves: no database."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from register.search.documents import MOST_WORDS, tokens
from register.search.highlights import LENGTH, excerpt, holds, mark
from register.search.query import Query, Term
from register.search.words import LONGEST, compounds, normalise, stem

NORMAL = {
    "Café": "cafe",
    "MAYOR'S": "mayors",
    "500,000": "500000",
    "Straße": "strasse",
    "ﬁre": "fire",
    "İ": "i",
    "½": "12",
    "東": "u06771",
    "💥": "",
    "x" * 99: "x" * LONGEST,
}


@pytest.mark.parametrize("word", NORMAL)
def test_words_are_compared_in_one_form(word):
    assert normalise(word) == NORMAL[word]


@given(st.text())
def test_what_the_engines_are_handed_is_letters_and_digits(text):
    for token in tokens(text, text).split():
        assert token.isascii() and token.isalnum() and token == token.lower()


@given(st.text())
def test_words_stand_where_they_say(text):
    places = [place for c in compounds(text) for w in c.words for place in (w.start, w.end)]
    assert places == sorted(places)
    assert all(normalise(text[w.start : w.end]) == w.text for c in compounds(text) for w in c.words)


def test_many_threads_stem_alike():
    words = [f"collaborating{n}s" for n in range(500)]
    wanted = [stem.__wrapped__(word) for word in words]
    stem.cache_clear()
    found = {}

    def run(number):
        found[number] = [stem(word) for word in words]

    threads = [threading.Thread(target=run, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(stems == wanted for stems in found.values())


def test_a_very_long_text_is_searched_up_to_a_limit():
    assert len(tokens("title", "word " * 100_000).split()) < MOST_WORDS + 100


QUERIES = {
    "fire ": [Term(("fire",))],
    "fire": [Term(("fire",), prefix="fire")],
    "fire.": [Term(("fire",))],
    "fire*": [Term(prefix="fire")],
    '"fire  Safety"': [Term(("fire", "safeti"))],
    '"fire': [Term(("fire",), prefix="fire")],
    'a"b"c ': [Term(("a",)), Term(("b",)), Term(("c",))],
    "fire -dogs": [Term(("fire",)), Term(("dog",), is_without=True)],
    'fire -"big dogs"': [Term(("fire",)), Term(("big", "dog"), is_without=True)],
    "-dogs": [Term(("dog",))],
    "re-use ": [Term(("re", "use"), joined="reus")],
    "fire/police ": [Term(("fire",)), Term(("polic",))],
    "to be ": [Term(("to",)), Term(("be",))],
    "fire and fire ": [Term(("fire",))],
}


@pytest.mark.parametrize("text", QUERIES)
def test_what_was_typed_is_understood(text):
    terms = Query.parse(text).terms
    wanted = [t for t in QUERIES[text] if not (t.stems == ("a",) and len(QUERIES[text]) > 1)]
    assert list(terms) == wanted


# Marks


def marked(text, typed):
    return str(Markup(mark(text, Query.parse(typed)).__html__()))


def test_matches_are_marked_and_all_else_is_escaped():
    assert marked("Safer <b>together</b>", "safer togeth") == (
        "<mark>Safer</mark> &lt;b&gt;<mark>together</mark>&lt;/b&gt;"
    )
    assert marked("<mark>", "mark") == "&lt;<mark>mark</mark>&gt;"
    assert marked("Co-located, colocated", "colocated ") == (
        "<mark>Co-located</mark>, <mark>colocated</mark>"
    )
    assert marked("The Mayor’s café", "mayors cafe") == (
        "The <mark>Mayor’s</mark> <mark>café</mark>"
    )
    assert marked("safe and sound", '"safe and"') == "<mark>safe and</mark> sound"
    assert marked("nothing", "else") == "nothing"


def test_an_excerpt_is_cut_around_what_matched():
    text = "Long ago. " * 60 + "There was a fire engine here. " + "And so on. " * 60
    cut = excerpt(["First", text], Query.parse("fire engines"))
    assert len(cut.text) <= LENGTH + 4
    assert cut.text.startswith("… ") and cut.text.endswith(" …")
    assert [cut.text[start:end] for start, end in cut.spans] == ["fire", "engine"]


def test_an_excerpt_without_a_match_is_how_the_text_begins():
    assert excerpt(["First", "Second"], Query.parse("third")).text == "First"
    assert excerpt([], Query.parse("third")).text == ""
    unbroken = excerpt(["x" * 1000], Query.parse("third"))
    assert len(unbroken.text) <= LENGTH + 4


def test_the_passage_that_matches_most_is_chosen():
    passages = ["a fire", "a fire and a flood", "a flood"]
    assert excerpt(passages, Query.parse("flood fire")).text == "a fire and a flood"


def test_a_text_by_itself_holds_a_query_or_not():
    assert holds("Derbyshire Constabulary", Query.parse("derbyshire const"))
    assert not holds("Derbyshire Constabulary", Query.parse("derbyshire fire"))
    assert not holds("Derbyshire Constabulary", Query.parse("derbyshire -constabulary"))


@given(st.text(), st.text(max_size=50))
def test_marks_never_change_a_text(text, typed):
    try:
        query = Query.parse(typed)
    except ValueError:
        return
    found = mark(text, query)
    assert found.text == text
    flat = [place for span in found.spans for place in span]
    assert flat == sorted(flat)
    assert all(0 <= place <= len(text) for place in flat)
