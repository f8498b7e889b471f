"""Sentences that would say more of the example register than its documents do: on no page."""

import re

import pytest
from django.test import Client

from register import kinds
from register.models import Entry
from tests import seed_facts
from tests.reader import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
REGIONAL = [f"/{at}/" for _, _, at, _ in seed_facts.REGIONAL]
ARRANGEMENTS = [
    f"/{at}/" for at in (seed_facts.SEVEN_FORCES, seed_facts.INSIGHT, seed_facts.CHROMEBOOKS)
]
SERVICE = [
    f"/{at}/"
    for at in (seed_facts.PES, seed_facts.NORTHERN, seed_facts.SOUTHERN, seed_facts.EASTERN)
]
TEAM, VISION = [f"/{seed_facts.TEAM}/"], [f"/{seed_facts.VISION}/"]
SITES = [f"/{seed_facts.HEADQUARTERS}/", f"/{seed_facts.TRAINING}/"]
GATEWAY, EMSOU = [f"/{seed_facts.GATEWAY}/"], [f"/{seed_facts.EMSOU}/"]
ANYWHERE = [""]  # what every address begins with

# What must not be said, and of what; the words as a regular expression, in any letter case.
MUST_NOT_SAY = [
    (r"\bexpired\b", REGIONAL),
    (r"\bnot in force\b", ANYWHERE),
    (r"\b0 in force\b", ANYWHERE),
    (r"no later (date|one) is recorded", REGIONAL),
    (r"others are named|name others", ANYWHERE),
    (r"not all recorded", ANYWHERE),
    (r"awaiting upload", REGIONAL),
    (r"is to be published|has not been uploaded", ANYWHERE),
    (r"\bbound\b", ARRANGEMENTS),
    (r"\bsigned\b|\bsigns\b", ARRANGEMENTS),
    (r"the fact that the agreement was made", ARRANGEMENTS),
    (r"in the capacity in which", ARRANGEMENTS),
    (r"terms that bind", ARRANGEMENTS),
    (r"section 22a", ARRANGEMENTS),
    (r"\bparties\b(?! to these)", ARRANGEMENTS),
    (r"\b26 agreements\b(?! and arrangements)", ANYWHERE),
    (r"\bworking on\b|\bstarted\b", SERVICE),
    (r"leads the service|manages the \w+ team", SERVICE),
    (r"came under one|then came under", SERVICE),
    (r"delivers the service|deliver the service, ", SERVICE),
    (r"share one office|shares one office|sharing an office", TEAM),
    (r"first used", VISION),
    (r"owned by Derbyshire|Derbyshire Constabulary owns", ANYWHERE),
    (r"opened:? 2016(?! \(uncertain\))", SITES),
    (r"\bis open\b|^open$", SITES),
    (r"Jason Ablewhite|a minister praised|more than 100 people", ARRANGEMENTS[:1]),
    (r"must fix", ANYWHERE),
    (r"retention and detention summary", REGIONAL),
]


@pytest.fixture(scope="module")
def pages(example):
    """The words of the main part of each page: lists, records and their editions, what is found."""
    client = Client()
    addresses = ["/", "/assurance/", "/organisations/", "/search/?q=police", "/search/?q=fire"]
    addresses += [f"/organisations/{slug}/" for slug in ORGANISATIONS]
    for kind in kinds.every():
        addresses.append(f"/{kind.namespace}/")
    for entry in Entry.objects.current():
        page = entry.get_absolute_url()
        addresses += [page, f"{page}editions/", f"{page}editions/{entry.number}/"]
    read = {address: client.get(address) for address in addresses}
    assert {response.status_code for response in read.values()} == {200}
    return {address: text_of(response) for address, response in read.items()}


ORGANISATIONS = (
    *("leicestershire-police", "derbyshire-constabulary", "cambridgeshire-constabulary"),
    *("essex-police", "safer-peterborough-partnership", "derbyshire-police-and-crime-commissioner"),
)


@pytest.mark.parametrize(("words", "of"), MUST_NOT_SAY, ids=[words for words, _ in MUST_NOT_SAY])
def test_no_page_says_it(pages, words, of):
    looked_at = {a: text for a, text in pages.items() if a.startswith(tuple(of))}
    assert looked_at
    found = {
        address: text[max(0, match.start() - 60) : match.end() + 60]
        for address, text in looked_at.items()
        if (match := re.search(words, text, re.IGNORECASE))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("Retention amd Detention", "criminal-justice-service-review-retention-and-detention"),
        ("“Retention and Detention”", "criminal-justice-service-review-retention-and-detention"),
        ("EM Legal Services", "east-midlands-legal-services-emls"),
    ],
)
def test_both_spellings_find_it(client, example, query, slug):
    results = client.get("/api/v1/agreements/", {"search": query}).json()["results"]
    assert slug in [one["slug"] for one in results]


def test_a_parent_whose_dates_are_not_recorded_says_what_is_known_of_its_parts(pages):
    (page,) = EMSOU
    assert "6 parts of it are in this register: none known to be in force" in pages[page]
