"""The story of one agreement through the real admin, and what the public read in each chapter.

Each chapter is looked at four times: before its approval (nothing has changed), when it is
approved, and once all is told, as at its first moment and as at the last before the next chapter.
"""

import datetime
import html
import re
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings

from agreements import assurance, rules, terms
from agreements.models import Agreement
from register import chain
from register.models import Edition
from register.time_query import TimeQuery
from register.version import RegisterVersion
from tests.admin.desk import Desk
from tests.factories import member
from tests.reader import text_of

from .chapters import CHAPTERS
from .papers import publish, read, status
from .story import PAPER, SLUG, World, add_successor

NAMES = list(CHAPTERS)
END = datetime.datetime(2025, 6, 1, 12, tzinfo=datetime.UTC)
INSTANT = datetime.timedelta(microseconds=1)
TITLE = re.compile(r'register-findings__title">(.*?)<', re.DOTALL)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Answer:
    """What anybody is told of the agreement at one moment."""

    status: int
    words: str = ""
    body: dict | None = None
    bound: tuple[str, ...] = ()
    findings: frozenset[str] = frozenset()
    document: int = 404


def ask(**query) -> Answer:
    """Page, API, assurance and document together; they have to agree."""
    client = Client()
    page = client.get(f"/agreements/{SLUG}/", query)
    told = client.get(f"/api/v1/agreements/{SLUG}/", query)
    assert page.status_code == told.status_code
    if page.status_code != 200:
        return Answer(page.status_code)
    body = told.json()
    on = datetime.date.fromisoformat(body["on"])
    parties = terms.parties_on(body, on)
    text = html.unescape(page.content.decode())
    titles = {title.strip() for title in TITLE.findall(text)}
    findings = frozenset(
        rule.id
        for rule in rules.RULES
        if (f"<li>{rule.public}</li>" in text if rule.question else rule.title in titles)
    )
    assert findings == on_assurance(client, query)
    return Answer(
        status=200,
        words=text_of(page),
        body=body,
        bound=tuple(sorted(party["organisation"]["name"] for party in parties)),
        findings=findings,
        document=status(PAPER.address(SLUG)),
    )


def on_assurance(client, query) -> frozenset[str]:
    """The rules that find something of it, each with its own list of what it finds."""
    answer = client.get("/api/v1/assurance/", query).json()
    found = [one["id"] for name in ("law", "due", "gaps") for one in answer[name] if one["found"]]
    rows = {
        rule: client.get("/api/v1/assurance/", {**query, "rule": rule}).json()["results"]
        for rule in found
    }
    return frozenset(rule for rule in found if SLUG in {row["slug"] for row in rows[rule]})


@pytest.fixture(scope="module")
def story(django_db_setup, django_db_blocker, tmp_path_factory):
    """All of it told, with what was public before and after each approval. Rolled back after."""
    with (
        django_db_blocker.unblock(),
        override_settings(
            MEDIA_ROOT=tmp_path_factory.mktemp("documents"), REVIEW_INTERVAL_MONTHS=12
        ),
        transaction.atomic(),
    ):
        world = World()
        people = member(world.office, "editor"), member(world.office, "publisher")
        yield {name: tell(name, world, people) for name in NAMES}
        transaction.set_rollback(True)


def tell(name, world, people) -> SimpleNamespace:
    """One chapter: the form is filled in and submitted by one, approved by another."""
    chapter = CHAPTERS[name]
    if name == "replaced":
        with time_machine.travel(chapter.at - datetime.timedelta(hours=1), tick=False):
            editor, publisher = map(Desk, people)
            assert add_successor(editor, world).status_code == 302
            publish(editor, publisher, Agreement.objects.get(slug="forensic-services"))
    with time_machine.travel(chapter.at, tick=False):
        cache.clear()
        # A session of years ago has run out: they sign in again.
        editor, publisher = map(Desk, people)
        response = chapter.act(editor, world)
        assert response.status_code == 302, response.context["errors"]
        record = Agreement.objects.get(slug=SLUG)
        panel = editor.open("change", record)
        assert editor.submit(record, chapter.note).status_code == 302
        before = ask()
        assert publisher.approve(record).status_code == 302
        edition = Edition.objects.filter(slug=SLUG).latest("number")
        return SimpleNamespace(before=before, after=ask(), panel=panel, edition=edition)


@pytest.fixture(autouse=True)
def after_all(story):
    with time_machine.travel(END, tick=False):
        yield


def agrees(answer: Answer, name: str):
    """The answer is what the chapter says."""
    chapter, number = CHAPTERS[name], NAMES.index(name) + 1
    body = answer.body
    assert (answer.status, body["edition"], body["change_note"]) == (200, number, chapter.note)
    assert (body["lifecycle"], body["section_22a"]) == (chapter.lifecycle, chapter.section_22a)
    assert body["binding_expiry"] == chapter.expiry
    assert answer.bound == tuple(sorted(chapter.bound))
    assert answer.findings == chapter.findings
    assert {said for said in chapter.says if said not in answer.words} == set()
    assert body.items() >= chapter.body.items()
    assert len(body["variations"]) == len([n for n in NAMES[:number] if n in VARIATIONS])
    later = [CHAPTERS[one].note for one in NAMES[number:]]
    assert [note for note in later if note in answer.words] == []


VARIATIONS = {"varied", "extended", "extended again", "notice", "replaced"}


# As it happened


@pytest.mark.parametrize("name", NAMES)
def test_as_it_was_approved(story, name):
    agrees(story[name].after, name)
    assert story[name].after.document == CHAPTERS[name].document


@pytest.mark.parametrize("name", NAMES)
def test_until_then_the_public_read_the_chapter_before(story, name):
    before, number = story[name].before, NAMES.index(name)
    if not number:
        assert before.status == 404
        return
    previous = CHAPTERS[NAMES[number - 1]]
    assert (before.body["edition"], before.body["change_note"]) == (number, previous.note)
    assert CHAPTERS[name].note not in before.words
    assert before.document == previous.document


@pytest.mark.parametrize("name", NAMES)
def test_the_editor_was_told_what_the_rules_find(story, name):
    body, day = story[name].edition.content, CHAPTERS[name].at.date()
    found = rules.check(body, day)
    assert story[name].panel.content.decode().count('class="finding ') == len(found)
    for finding in found:
        assert finding.message in text_of(story[name].panel)


# As at, when all is told


def moments(name) -> list[str]:
    """The first moment of a chapter, and the last before the next."""
    first = CHAPTERS[name].at
    later = [CHAPTERS[one].at for one in NAMES[NAMES.index(name) + 1 :]]
    last = later[0] - INSTANT if later else END
    return [first.isoformat(), last.isoformat()]


@pytest.mark.parametrize("name", NAMES)
def test_as_at_any_moment_until_the_next_chapter(story, name):
    for moment in moments(name):
        agrees(ask(as_at=moment, on=CHAPTERS[name].day), name)


@pytest.mark.parametrize("name", NAMES)
def test_a_bare_date_is_the_end_of_that_day(story, name):
    agrees(ask(as_at=CHAPTERS[name].day), name)
    eve = CHAPTERS[name].at.date() - datetime.timedelta(days=1)
    before = ask(as_at=str(eve))
    assert before.status == 404 or before.body["edition"] == NAMES.index(name)


@pytest.mark.parametrize(
    ("name", "day"), [(name, day) for name in NAMES for day in CHAPTERS[name].on]
)
def test_on_another_day_by_what_was_known_then(story, name, day):
    lifecycle, expiry, bound, findings = CHAPTERS[name].on[day]
    answer = ask(as_at=CHAPTERS[name].at.isoformat(), on=day)
    assert (answer.body["lifecycle"], answer.body["binding_expiry"]) == (lifecycle, expiry)
    assert len(answer.bound) == bound
    apart = bound < len(answer.body["parties"])
    assert ("or had not joined by then" in answer.words) is apart
    assert answer.findings == findings


@pytest.mark.parametrize("name", NAMES)
def test_its_edition_keeps_saying_what_it_said(client, story, name):
    number = NAMES.index(name) + 1
    page = client.get(f"/agreements/{SLUG}/editions/{number}/", {"on": CHAPTERS[name].day})
    words = text_of(page)
    assert CHAPTERS[name].note in words
    body = client.get(f"/api/v1/agreements/{SLUG}/editions/{number}/").json()
    assert body.items() >= story[name].edition.stored.items()


# The whole of it


def test_the_register_now_tells_the_end(client, story):
    agrees(ask(on=CHAPTERS["replaced"].day), "replaced")
    words = text_of(client.get(f"/agreements/{SLUG}/"))
    for said in ("Replaced with effect from", "Forensic services"):
        assert said in words
    later = text_of(client.get("/agreements/forensic-services/"))
    assert "Joint forensics" in later


def test_the_history_tells_every_chapter(client, story):
    words = text_of(client.get(f"/agreements/{SLUG}/editions/"))
    for chapter in CHAPTERS.values():
        assert chapter.note in words
    assert chain.verify().editions == len(CHAPTERS) + 1


CHANGES = {
    "signed": ("Stage", "Signed", "October 2013"),
    "joined": ("Parties", "Westshire Police"),
    "varied": ("Functions", "digital evidence", "Telephones too."),
    "withheld": ("Publication", "It names covert premises."),
    "released": ("Publication", "Joint forensics.txt"),
    "extended": ("Variations", "31 December 2019"),
    "notice": ("Variations", "Southshire Police"),
    "replaced": ("Replaced by", "Forensic services"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_edition_says_what_it_changed(client, story, name):
    number = NAMES.index(name) + 1
    words = text_of(client.get(f"/agreements/{SLUG}/editions/{number}/"))
    for said in CHANGES[name]:
        assert said in words


def test_the_document_is_the_one_that_was_signed(story):
    response, body = read(PAPER.address(SLUG))
    assert body == PAPER.data
    assert "Joint%20forensics.txt" in response["Content-Disposition"] or (
        "Joint forensics.txt" in response["Content-Disposition"]
    )


def test_assurance_over_the_years(story):
    for chapter in CHAPTERS.values():
        time_query = TimeQuery(chapter.at, chapter.at.date(), RegisterVersion.read())
        found = assurance.of_register(time_query)
        assert {one.rule for one in found if one.slug == SLUG} == chapter.findings
