"""Erasure: a text gone from everywhere the public reads, and a chain that still verifies."""

import json
from unittest.mock import ANY

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisations.dates import PartialDate
from register import erasure
from register.canonical import paths_of
from register.chain import verify
from register.models import Edition, Entry, Link, Refused

from .desk import Desk, feed, index, plain_sha256, recompute, reindex
from .rollback import rolled_back

pytestmark = pytest.mark.django_db
ROOMS = ("register", "agreements")
HOLDERS = [
    "/outcomes/0/claimed_by",
    "/outcomes/0/source/title",
    "/programme",
    "/publication_reason",
    "/purpose",
    "/sources/0/publisher",
    "/sources/0/title",
    "/sources/0/url",
    "/title",
    "/variations/0/note",
]


def full_of(desk, text):
    """A published record, part of another, that holds the text wherever people write."""
    wider = desk.draft(slug="wider", title="Wider")
    desk.publish(wider)
    record = desk.draft(
        slug="record",
        title=f"Agreement of {text}",
        purpose=f"{text} and {text} again.",
        programme=f"{text} programme",
        publication="withheld",
        publication_reason=f"{text} objects.",
        part_of=wider,
        legal_bases=["s22a_police_act_1996"],
        starts_on=PartialDate("2013-10-25"),
    )
    record.variations.create(new_expires_on=PartialDate("2030"), note=f"By {text}.")
    url = "https://example.org/Mallory-mallory"
    record.sources.create(title=f"{text} page", publisher=text, url=url)
    record.outcomes.create(
        measure="x", change="y", unit="z", claimed_by=text, source_title=f"{text} says"
    )
    desk.publish(record, note=f"{text} asked for it.")
    return record


def cleaned(desk, record, **fields):
    """Publish the record without it, as staff are told to do first."""
    record.variations.update(note="")
    record.sources.all().delete()
    record.outcomes.all().delete()
    clean = {"title": "Agreement", "purpose": "", "programme": "", "publication_reason": "Theirs."}
    desk.publish(record, **clean, **fields)


def everywhere() -> str:
    """Every value of every row of the register's own tables."""
    return "\n".join(
        str(value)
        for room in ROOMS
        for model in apps.get_app_config(room).get_models(include_auto_created=True)
        for row in model.objects.values_list()
        for value in row
    )


def public(client) -> str:
    """What the public reads of the record, at every address that tells of it."""
    count = Edition.objects.filter(slug="record").count()
    editions = [f"record/editions/{number}/" for number in range(1, count + 1)]
    names = ["", "record/", "record/editions/", "wider/", *editions]
    rooms = ("agreements", "api/v1/agreements")
    addresses = [f"/{room}/{name}" for name in names for room in rooms]
    responses = [client.get(address) for address in ["/", "/api/v1/changes/", *addresses]]
    assert {response.status_code for response in responses} == {200}
    return "\n".join(response.content.decode() for response in responses)


@pytest.mark.parametrize("asked_for", ["Mallory", "mallory", "MALLORY"])
def test_no_trace_is_left_anywhere(desk, client, asked_for):
    record = full_of(desk, "Mallory")
    assert [link.entry.title for link in Link.objects.all()] == ["Agreement of Mallory"]
    cleaned(desk, record)
    assert "mallory" in public(client).casefold()
    assert "mallory" in everywhere().casefold()
    desk.erase(record, asked_for)
    assert "mallory" not in public(client).casefold()
    assert "mallory" not in everywhere().casefold()
    assert {link.entry.title for link in Link.objects.all()} == {
        "Agreement of [erased]",
        "Agreement",
    }
    assert verify().masked == 1
    assert recompute(feed(client)) == Edition.objects.last().hash


def test_what_was_masked_is_listed_with_the_hash_of_what_is_left(desk):
    record = full_of(desk, "Mallory")
    cleaned(desk, record)
    erasure = desk.erase(record, "Mallory")
    masked = Edition.objects.get(sequence=2)
    assert erasure.stored["erasure"] == {
        "masked": [
            {
                "sequence": 2,
                "paths": sorted(["/change_note", *HOLDERS]),
                "body_sha256": plain_sha256(masked.body),
                "former_sha256": dict.fromkeys(sorted(["/change_note", *HOLDERS]), ANY),
            }
        ]
    }
    assert masked.stored["purpose"] == "[erased] and [erased] again."
    assert masked.stored["sources"][0]["url"] == "https://example.org/[erased]-[erased]"
    assert masked.body_sha256 != plain_sha256(masked.body)
    assert (erasure.number, erasure.stored["title"]) == (3, "Agreement")
    row = Entry.objects.get(number=1, slug="record")
    assert (row.title, row.is_listed) == ("Agreement of [erased]", True)


def test_a_text_in_the_current_edition_goes_from_the_erasing_one_too(desk, client):
    """The working record is clean but not yet approved: what was public stays so, without it."""
    record = full_of(desk, "Mallory")
    record.variations.update(note="")
    record.sources.all().delete()
    record.outcomes.all().delete()
    desk.change(record, title="Unpublished", purpose="", programme="", publication_reason="None.")
    erasure = desk.erase(record, "Mallory")
    assert erasure.stored["title"] == "Agreement of [erased]"
    assert [entry["sequence"] for entry in erasure.stored["erasure"]["masked"]] == [2]
    assert "mallory" not in everywhere().casefold()
    assert "Unpublished" not in client.get("/agreements/record/").content.decode()
    assert verify().masked == 1


@pytest.mark.parametrize(
    "text", ["M.llory (QC)", "Zoë Ångström", 'Bob "The\\Clerk" O’Neil', "D'Arcy &amp; Co", "\\d{3}"]
)
def test_any_text_is_taken_as_it_stands(desk, text):
    record = desk.draft(purpose=f"By {text}, not by Mallory QC 123.")
    desk.publish(record)
    desk.change(record, purpose="")
    desk.erase(record, text.upper())
    [first, _] = Edition.objects.all()
    assert first.stored["purpose"] == "By [erased], not by Mallory QC 123."
    assert verify().masked == 1


# More than once


def test_a_second_erasure_on_the_same_edition(desk, client):
    record = desk.draft(title="Plain", purpose="Mallory and Trent.")
    desk.publish(record)
    desk.publish(record, purpose="Trent alone.")
    desk.publish(record, purpose="")
    desk.erase(record, "Mallory")
    second = desk.erase(record, "Trent")
    bodies = [edition.stored["purpose"] for edition in Edition.objects.all()]
    assert bodies == ["[erased] and [erased].", "[erased] alone.", "", "", ""]
    listed = [entry["sequence"] for entry in second.stored["erasure"]["masked"]]
    assert (listed, verify().masked) == ([1, 2], 2)
    assert recompute(feed(client)) == second.hash


@pytest.mark.parametrize("text", ["purpose", "paths", "sequence", "masked", "[erased]", "erased"])
def test_an_erasure_leaves_alone_what_earlier_erasures_say(desk, client, text):
    """A text that also happens to stand in a path or a key of an earlier erasure."""
    record = desk.draft(title="Plain", purpose=f"Mallory has {text}.")
    desk.publish(record)
    desk.change(record, purpose="")
    first = desk.erase(record, "Mallory").stored["erasure"]
    desk.erase(record, text)
    assert Edition.objects.get(sequence=2).stored["erasure"] == first
    assert verify().editions == 3
    assert recompute(feed(client)) == Edition.objects.last().hash


def test_a_hash_in_an_earlier_erasure_is_not_masked(desk):
    record = desk.draft(title="Plain", purpose="Mallory.")
    desk.publish(record)
    desk.change(record, purpose="")
    [entry] = desk.erase(record, "Mallory").stored["erasure"]["masked"]
    digits = entry["body_sha256"][:3]
    desk.publish(record, purpose=digits)
    desk.change(record, purpose="")
    desk.erase(record, digits)
    assert verify().masked == 2


def test_other_records_that_hold_it_are_named(desk):
    record = desk.draft(slug="record", purpose="Mallory")
    other = desk.draft(slug="other", purpose="mallory too")
    for each in (record, other, desk.draft(slug="third")):
        desk.publish(each)
    assert erasure.others_with(record, "Mallory") == ["agreement other, edition 1"]
    desk.change(record, purpose="")
    desk.erase(record, "Mallory")
    assert "mallory too" in Edition.objects.get(slug="other").body


def strings(value) -> list[str]:
    """Every string in a body, however deep."""
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for item in items for text in strings(item)]


@settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_whatever_is_erased_the_ledger_holds(db, data):
    """Any piece of any body: refused in words, or erased, verified and indexed anew the same."""
    with rolled_back():
        desk = Desk.open()
        record = full_of(desk, "Mallory")
        cleaned(desk, record, starts_on=None, legal_bases=[])
        written = sorted(set(strings(Edition.objects.get(sequence=2).stored)))
        whole = data.draw(st.sampled_from([each for each in written if len(each) >= 3]))
        start = data.draw(st.integers(0, len(whole) - 3))
        text = whole[start : start + data.draw(st.integers(3, len(whole)))]
        try:
            desk.erase(record, text, note="Ω")
        except Refused:
            assert Edition.objects.count() == 3
        else:
            assert Edition.objects.count() == 4
            bodies = [
                json.loads(edition.body) for edition in Edition.objects.of("agreement", "record")
            ]
            if "[erased]".find(text.casefold()) < 0:
                assert [paths_of(each, text) for each in bodies] == [[], [], []]
        verify()
        before = index()
        reindex()
        assert index() == before
