"""What a search finds: one battery, run on SQLite and on PostgreSQL, with the same answers."""

import pytest

from register.models import Entry, SearchText
from register.search import engines
from register.search.highlights import mark
from register.search.query import Query
from tests.search.corpus import AGREEMENTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]

EVERY = set(AGREEMENTS) - {"gone"}

FOUND = {
    # Stems
    "forensic": {"forensic", "legal"},
    "forensics": {"forensic", "legal"},
    "FORENSICS ": {"forensic", "legal"},
    "collaborate": {"legal"},
    "collaborations": {"legal"},
    "dog": {"dogs", "kennels"},
    "making makes": {"vision"},
    "services": {"vision", "forensic"},
    # All of the words, in any order
    "unit forensic": {"forensic"},
    "forensic canteen": set(),
    "the dogs of a kennel": {"dogs", "kennels"},
    # Phrases
    '"safer together"': {"vision"},
    '"together safer"': set(),
    '"services unit"': {"forensic"},
    '"forensic service units"': {"forensic"},
    "“kept together”": {"dogs"},
    '"dogs and more"': {"dogs"},
    '"unit one"': set(),  # the end of a title and the start of a text are not next to each other
    '"forensics one"': set(),
    '"legal advice" evidence': {"legal"},
    # Beginnings
    "safer togeth": {"vision", "dogs"},
    "derbyshire saf": {"vision"},
    "derbysh safer": set(),
    "collabora*": {"legal"},
    "forens* unit": {"forensic"},
    "fire*": {"wales"},
    "firefig": {"wales"},
    "firefig ": set(),
    "dyfed-pow": {"wales"},
    # Hyphens, apostrophes, pounds, accents, other scripts
    "Dyfed-Powys": {"wales"},
    "dyfed powys": {"wales"},
    "dyfedpowys": {"wales"},
    "Powys-Dyfed": set(),
    "co-located": {"legal", "wales"},
    "colocated": {"legal", "wales"},
    "Mayor's Office": {"legal"},
    "mayor’s": {"legal"},
    "mayors office": {"legal"},
    "mayor": {"legal"},
    "café": {"wales"},
    "cafe": {"wales"},
    "CAFE\u0301": {"wales"},
    "naive": {"wales"},
    "sao joao": {"wales"},
    "£500,000": {"vision"},
    "500000": {"vision"},
    "500": {"vision"},
    "R&D": {"kennels"},
    "ελλαδα": {"kennels"},
    "東": {"kennels"},
    # References and numbers
    "EM-0001": {"forensic"},
    "em0001": {"forensic"},
    "em 0001": {"forensic"},
    "0001": {"forensic"},
    "EM-00": EVERY,
    "29 per cent": {"legal"},
    "-29": {"legal"},
    # Words of vocabularies; names of organisations
    "southshire constabulary": {"dogs"},
    "northshire": EVERY,
    "fact of the agreement": EVERY,
    "not_stated": set(),
    # Without
    "dogs -kennels": set(),
    "dogs -canteen -together": {"kennels"},
    'forensic -"services unit"': {"legal"},
    "-forensic": {"forensic", "legal"},
    # Plain text, whatever it looks like
    "forensic AND": {"forensic", "legal"},
    "forensic OR canteen": set(),
    "(forensic)": {"forensic", "legal"},
    'forensic"': {"forensic", "legal"},
    "title:forensic": set(),
    "forensic & | ! <-> :*": {"forensic", "legal"},
    "NEAR(forensic legal)": set(),
    # Never published, no longer listed
    "unheardof": set(),
    "mistake": set(),
}


def slugs(text):
    listed = Entry.objects.current()
    return set(
        listed.filter(pk__in=engines.found(Query.parse(text))).values_list("slug", flat=True)
    )


@pytest.mark.parametrize("text", FOUND)
def test_a_search_finds_exactly_this(text):
    assert slugs(text) == FOUND[text]


@pytest.mark.parametrize("text", FOUND)
def test_what_is_marked_is_what_matched(text):
    """The engine finds a document if and only if the marks find every term in it."""
    query, found = Query.parse(text), slugs(text)
    texts = SearchText.objects.select_related("entry")
    for searched in texts.filter(entry__in=Entry.objects.current()):
        document = searched.entry
        lines = [f"{document.title} {document.reference}", *searched.text.split("\n")]

        def holds(term, lines=lines):
            alone = Query(text, (term,)) if not term.is_without else None
            return alone and any(mark(line, alone).spans for line in lines)

        assert all(map(holds, query.wanted)) or document.slug not in found
        if not query.unwanted:
            assert all(map(holds, query.wanted)) == (document.slug in found), document.slug
