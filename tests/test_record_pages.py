"""A record's own pages as a reader meets them: what it says, its editions, what belongs to it."""

import re

import pytest
import time_machine

from organisations.models import Organisation
from register.models import Action
from tests.factories import publish
from tests.made_up_register import REASON
from tests.reader import text_of

pytestmark = pytest.mark.django_db


def links_to(response, address):
    """The words of the links of a page to an address."""
    pattern = rf'<a [^>]*href="{re.escape(address)}"[^>]*>(.*?)</a>'
    return [words.strip() for words in re.findall(pattern, response.content.decode(), re.S)]


def test_a_record_says_what_its_edition_says(client, small_register):
    words = text_of(client.get("/agreements/forensics/"))
    for said in (
        "Agreement MU-05",
        "Delta forensic science",
        "Expired",
        "Section 22A",
        "1 April 2015",
        "March 2020",
        "Northshire Police",
        "Southshire Police",
        "Major crime",
        "Regional",
        "Full copy",
    ):
        assert said in words
    assert "Delta forensics" not in words


def test_an_extension_and_the_date_that_binds_are_shown(client, small_register):
    words = text_of(client.get("/agreements/aid/"))
    assert "In force" in words
    assert "Extension" in words
    assert "30 June 2012" in words
    assert "2190" in words
    assert "Expired" in text_of(client.get("/agreements/aid/?on=2191-01-01"))


def test_part_of_is_shown_from_both_ends(client, small_register):
    assert links_to(client.get("/agreements/dogs/"), "/agreements/forensics/")
    wider = client.get("/agreements/forensics/")
    assert len(links_to(wider, "/agreements/dogs/")) == 1
    assert "Parts of it" in text_of(wider)


def test_the_wider_agreement_shows_its_parts_as_they_stood(client, small_register):
    before = client.get("/agreements/forensics/?as_at=2024-01-01")
    assert "Parts of it" not in text_of(before)
    after = client.get("/agreements/forensics/?as_at=2024-01-02")
    assert links_to(after, "/agreements/dogs/?as_at=2024-01-02")


def test_a_part_that_was_removed_is_no_longer_shown(client, small_register):
    dogs = small_register["dogs"]
    dogs.refresh_from_db()
    publish(dogs, "No longer kept.", Action.REMOVED)
    assert "Parts of it" not in text_of(client.get("/agreements/forensics/"))


def test_a_part_that_left_is_no_longer_shown(client, small_register):
    dogs = small_register["dogs"]
    dogs.refresh_from_db()
    dogs.part_of = None
    dogs.save()
    publish(dogs, "It stands on its own now.")
    assert "Parts of it" not in text_of(client.get("/agreements/forensics/"))
    assert "Parts of it" in text_of(client.get("/agreements/forensics/?as_at=2024-06-01"))


def test_editions_are_listed_newest_first_with_their_notes(client, small_register):
    response = client.get("/agreements/forensics/editions/")
    words = text_of(response)
    assert words.index("The title is now the document’s own.") < words.index("First published.")
    for number in (1, 2):
        assert links_to(response, f"/agreements/forensics/editions/{number}/")
    early = text_of(client.get("/agreements/forensics/editions/?as_at=2024-02-29"))
    assert "The title is now" not in early


def test_an_edition_stays_as_it_was_and_leads_to_the_others(client, small_register):
    first = client.get("/agreements/forensics/editions/1/")
    assert "Delta forensics" in text_of(first)
    assert "Delta forensic science" not in text_of(first)
    assert links_to(first, "/agreements/forensics/editions/2/")
    second = client.get("/agreements/forensics/editions/2/")
    assert "Delta forensic science" in text_of(second)
    assert links_to(second, "/agreements/forensics/editions/1/")


def test_every_edition_of_a_removed_record_can_be_read(client, small_register):
    assert REASON in text_of(client.get("/agreements/drones/editions/"))
    assert "Golf drones" in text_of(client.get("/agreements/drones/editions/1/"))
    assert REASON in text_of(client.get("/agreements/drones/editions/2/"))


def test_a_renamed_organisation_keeps_its_old_name_in_editions_and_shows_the_new(
    client, small_register
):
    force = Organisation.objects.get(slug="southshire-police")
    force.name = "Heddlu Southshire"
    force.save()
    words = text_of(client.get("/agreements/forensics/"))
    assert "Southshire Police" in words
    assert "Heddlu Southshire" in words
    assert "Heddlu Southshire" in text_of(client.get("/organisations/southshire-police/"))


def test_links_carry_the_time_asked_about(client, small_register):
    response = client.get("/agreements/?as_at=2024-02-01&on=2019-01-01")
    assert links_to(response, "/agreements/forensics/?as_at=2024-02-01&amp;on=2019-01-01")


def test_a_page_held_since_yesterday_is_sent_anew(client, small_register):
    """What is in force today changes at midnight in London though nothing was published."""
    with time_machine.travel("2026-03-31T23:30:00+01:00", tick=False):
        held = client.get("/agreements/")["ETag"]
        again = client.get("/agreements/", headers={"if-none-match": held})
        assert again.status_code == 304
    with time_machine.travel("2026-04-01T00:10:00+01:00", tick=False):
        fresh = client.get("/agreements/", headers={"if-none-match": held})
        assert fresh.status_code == 200


def test_a_publication_changes_what_readers_hold(client, small_register):
    held = client.get("/")["ETag"]
    draft = small_register["draft"]
    draft.refresh_from_db()
    draft.title = "Still unheard of"
    draft.save()
    assert client.get("/")["ETag"] == held
    publish(draft)
    assert client.get("/")["ETag"] != held
