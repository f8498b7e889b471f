"""Erasures that nobody approved, made to rewrite an old body: the chain keeps what it said."""

from io import StringIO

import pytest
from django.core.management import call_command

from register.canonical import mask
from register.chain import BrokenLedger, verify
from register.models import Edition, LedgerHead
from register.publication import Approved, publish

from .desk import plain_canonical, plain_sha256, rechain

pytestmark = pytest.mark.django_db
ELSEWHERE = r"edition 1 \(agreement alpha, edition 1\): its body says something else"


@pytest.fixture
def alpha(desk):
    record = desk.draft(slug="alpha", title="Alpha", purpose="Drawn up by Mallory.")
    desk.publish(record)
    desk.change(record, purpose="")
    return record


def forge(body: dict, former: dict) -> None:
    """Rewrite edition 1 as the application's own role can: behind an erasure made in a shell."""
    text = plain_canonical(body)
    entry = {"sequence": 1, "paths": list(former), "body_sha256": plain_sha256(text)}
    entry["former_sha256"] = former
    last = Edition.objects.of("agreement", "alpha").last()
    erasure = last.content | {"erasure": {"masked": [entry]}}
    publish([Approved("agreement", "alpha", erasure, last.number + 1, "erased", masked={1: text})])
    assert Edition.objects.get(sequence=1).body == text


def rewritten(**fields) -> dict:
    return Edition.objects.get(sequence=1).stored | fields


def parts(*paths: str) -> dict[str, str]:
    found = Edition.objects.get(sequence=1).parts()
    return {path: found[path] for path in paths or found}


def is_found() -> None:
    with pytest.raises(BrokenLedger, match=ELSEWHERE):
        verify()


def test_a_body_rewritten_where_nothing_was_listed_is_found(alpha):
    forge(rewritten(title="Forged"), {})
    is_found()


def test_a_body_rewritten_beside_what_was_listed_is_found(alpha):
    forge(rewritten(title="Forged", purpose="By [erased]."), parts("/purpose"))
    is_found()


def test_a_text_put_in_place_of_what_was_listed_is_found(alpha):
    forge(rewritten(title="Forged"), parts("/title"))
    is_found()


def test_a_body_rewritten_whole_with_every_part_listed_is_found(alpha):
    forge(rewritten(title="Forged", schema="agreement/1"), parts())
    is_found()


@pytest.mark.parametrize("change", [{"extra": "Forged"}, {"sources": [{"title": "Forged"}]}])
def test_something_added_is_found(alpha, change):
    forge(rewritten(**change), {})
    is_found()


def test_a_text_erased_without_being_listed_is_found(alpha):
    forge(rewritten(title="[erased]"), {})
    is_found()


def test_a_body_rewritten_after_a_true_erasure_is_found(desk, alpha):
    desk.erase(alpha, "Mallory")
    assert verify().masked == 1
    forge(rewritten(title="Forged"), parts("/purpose"))
    is_found()


def test_a_hash_of_another_text_in_the_place_of_the_former_is_found(alpha):
    former = parts("/purpose")
    forge(rewritten(purpose="[erased]", title="Forged"), former | {"/title": former["/purpose"]})
    is_found()


def test_what_only_masks_what_it_lists_is_an_erasure(alpha):
    forge(mask(rewritten(), "Mallory"), parts("/purpose"))
    assert verify().masked == 1


def test_editions_from_before_hashes_of_parts_are_checked_as_before_and_counted(desk, alpha):
    def without_parts(edition):
        edition.parts_salt = edition.parts_sha256 = ""

    rechain(without_parts)
    assert verify().unproven == 0
    erasure = desk.erase(alpha, "Mallory")
    assert erasure.stored["erasure"]["masked"][0]["former_sha256"] == {}
    out = StringIO()
    call_command("verify_register", stdout=out)
    assert "1 of the masked editions are from before the hashes of their parts" in out.getvalue()


def test_hashes_of_parts_cannot_be_taken_away_afterwards(alpha):
    """The chain covers that there were any."""
    edition = Edition.objects.get(sequence=1)
    edition.parts_sha256 = ""
    assert edition.computed_hash() != edition.hash == LedgerHead.objects.get().hash
