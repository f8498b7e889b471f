"""Every fact that the documents state is on a public page and in the API; private names nowhere."""

import hashlib
import itertools
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from register import kinds
from register.models import Edition
from tests import seed_facts
from tests.crawl import Crawl
from tests.reader import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.usefixtures("example")]

# People in the documents who hold neither public office nor the post of a chief officer: SHA-256
# of their names in small letters, so that this file does not publish them either.
NOT_PUBLIC = {
    "03e1398876449783ad8c5739b57cfb716fc9bd595c92e5e8e03d31fe0ab97f5c",
    "05df65d3f6875ed25dec93864469ad844106acbb8ea714974ebe9620dc3ed9f4",
    "097ecff819564469372bd9df97eabe243d60335d21d28ffb97c531668fc53e1e",
    "23f749ae7081b7f5f0d2aefc4083f8c91bd9b761122ea84af32c1248afa8fcf0",
    "25c17edccc4f0cdb2e2b6c490208384dd1e35f12f5b4bb4417b70a68c85389d7",
    "5572d1e9c14e06450cf36733e27acaecbb631db7c96480019b418b6db592de29",
    "6e4e8647ea221cac28ad919d8958df7779d2236e1c739d76774e7106410537a2",
    "6f838465a02c06fc5dbd7e87b3a87b7b19a04a712765fa870cbd9d9a7c778b3b",
    "b80659be5d140d487d05ae7c0641537f643adf7c98735d0543327ab46461c84d",
    "bdc1ae1dc7515c1d2b91664bb6154dc3067e47e980d2d4028854dd9c5fe50ce1",
    "be4a06b0f35ff0676d7aee6df5839a0c53ab0c8c25f3e0872bcea9d6c0744e60",
    "dc6009d1fad108b9dc857f632abae1e751bc609cddb1fad1eceed12fc76e430d",
    "e3a5e98a921e932429f002ffc6657aadfdf630dc9d8e6ebb2f176a27c5d72554",
    "ef4ac5040ae29ecf0d6facf4cc462872e3d8409aabbadf922309e73072e5ff98",
    "fcb100decd3c7911332f01bc68c3f44c33cfea8400050dd1898a22545f35544b",
}
WORD = re.compile(r"[^\W\d_]+")


@pytest.fixture(scope="module")
def read(example):
    """What an address answers; each is asked once, for many facts are in one place."""
    client, answers = Client(), {}

    def answer(address):
        if address not in answers:
            answers[address] = client.get(address)
            assert answers[address].status_code == 200, address
        return answers[address]

    return answer


@pytest.mark.parametrize("fact", seed_facts.EVERY, ids=str)
def test_the_fact_is_on_its_page_and_in_the_api(read, fact):
    page = re.sub(r" (?=[,.:;)])", "", text_of(read(f"/{fact.at}/")))
    assert not [words for words in fact.words if words not in page]
    answer = read(f"/api/v1/{fact.at}/").json()
    assert fact.found
    for path, value in fact.found:
        assert says(value, list(values(answer, path.split(".")))), path


def values(answer, path: list[str]) -> Iterator:
    """All that a path of keys leads to; `*` is every item of a list."""
    if not path:
        yield " ".join(answer.split()) if isinstance(answer, str) else answer
        return
    key, *rest = path
    if key == "*":
        for item in answer:
            yield from values(item, rest)
    elif answer is not None:
        yield from values(answer[key], rest)


def says(value, found: list) -> bool:
    """Whether a value is among those found, or all of them if it is a set."""
    if isinstance(value, set):
        return set(found) == value
    if isinstance(value, str) and " " in value:
        return any(value in each for each in found)
    return value in found


def test_the_page_of_agreements_made_23_of_which_17_are_regional(read):
    office = "derbyshire-police-and-crime-commissioner"
    assert read(f"/api/v1/agreements/?owner={office}").json()["count"] == 23
    assert "23 agreements" in text_of(read(f"/agreements/?owner={office}"))
    assert len(seed_facts.REGIONAL) == 17


def names_in(text: str) -> set[str]:
    """The private names in a text: one or two words together."""
    words = [word.casefold() for word in WORD.findall(text)]
    pairs = {f"{one} {two}" for one, two in itertools.pairwise(words)}
    return {each for each in pairs.union(words) if sha256(each) in NOT_PUBLIC}


@cache  # the pages have few words that are not on another
def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_private_name_would_be_recognised(monkeypatch):
    monkeypatch.setattr("tests.test_facts.NOT_PUBLIC", {sha256("ann example"), sha256("example")})
    assert names_in("Sergeant <b>Ann Example</b>, of the team") == {"ann example", "example"}
    assert not names_in("Ann, an example-setting sergeant: examples") - {"example"}


def test_private_names_are_on_no_page_and_in_no_answer(client):
    crawl = Crawl(client)
    rooms = [kind.namespace for kind in kinds.every()] + ["organisations"]
    for room in rooms:
        crawl.read(f"/{room}/")
        every = crawl.read(f"/api/v1/{room}/?page_size=1000").json()["results"]
        for item in every:
            crawl.read(f"/{room}/{item['slug']}/")
            crawl.read(f"/api/v1/{room}/{item['slug']}/")
    for edition in Edition.objects.all():
        room = kinds.get(edition.kind).namespace
        for start in ("", "/api/v1"):
            crawl.read(f"{start}/{room}/{edition.slug}/editions/")
            crawl.read(f"{start}/{room}/{edition.slug}/editions/{edition.number}/")
    for address in ("/", "/assurance/", "/search/?q=team", "/api/v1/changes/?page_size=1000"):
        crawl.read(address)
    assert {status for status, _, _ in crawl.seen.values()} == {200}
    assert len(crawl.seen) > 300
    assert not {address: names for address, text in crawl.texts() if (names := names_in(text))}


def test_private_names_are_not_even_in_the_files_that_are_loaded():
    folders = [
        Path(settings.BASE_DIR) / path for path in ("collab_portal/example", "organisations")
    ]
    files = [file for folder in folders for file in folder.rglob("*.*") if file.suffix != ".pyc"]
    texts = {file.name: file.read_text(encoding="utf-8") for file in files}
    assert {"teams.toml", "other_organisations.csv"} <= texts.keys()
    assert not {name: names for name, text in texts.items() if (names := names_in(text))}
