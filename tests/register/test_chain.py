"""The ledger's sequence and chain, and that verify_register names what was done to it."""

import datetime
import json
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from register import chain
from register.canonical import digest
from register.models import Edition, LedgerHead

from .desk import at, feed, plain_sha256, recompute, refused, unguarded

pytestmark = pytest.mark.django_db
MICROSECOND = datetime.timedelta(microseconds=1)
AWKWARD = 'Zoë’s “plan” \\ "B" </script> \u2028 🚒 \x7f'
AGREED = "The index and the reference data say what the register wrote.\n"
BODY = "its body is not the one that was published"
ELSEWHERE = "its body says something else than it did, where nothing was erased"
NOT_FOLLOWING = "it does not follow from the edition before it"
NOT_MATCHING = "its hash does not match what it says"


def verified() -> str:
    out = StringIO()
    call_command("verify_register", stdout=out)
    return out.getvalue()


def broken() -> str:
    with pytest.raises(CommandError) as error:
        call_command("verify_register")
    assert error.value.returncode == 1
    return str(error.value)


def test_sequence_has_no_gap_and_numbers_count_each_record(ledger):
    told = Edition.objects.values_list("sequence", "slug", "number", "action")
    assert list(told) == [
        (1, "alpha", 1, "published"),
        (2, "beta", 1, "published"),
        (3, "alpha", 2, "published"),
        (4, "alpha", 3, "erased"),
        (5, "beta", 2, "removed"),
    ]


@pytest.mark.parametrize("page_size", [1, 2, 100])
def test_anyone_can_recompute_the_chain_from_the_feed(client, ledger, page_size):
    ledger.publish(ledger.draft(slug="gamma", title=AWKWARD, purpose=AWKWARD * 20), note=AWKWARD)
    entries = feed(client, page_size)
    assert [entry["sequence"] for entry in entries] == [1, 2, 3, 4, 5, 6]
    assert entries[-1]["body"]["title"] == AWKWARD
    assert recompute(entries) == client.get("/api/v1/head/").json()["hash"]


def test_the_recomputation_would_notice(client, ledger):
    entries = feed(client)
    entries[2]["body"]["title"] += "."
    with pytest.raises(AssertionError):
        recompute(entries)


def test_time_moves_on_though_the_clock_stands_still_or_goes_back(desk):
    noon = at("2026-06-01")
    moments = []
    for clock in (noon, noon, noon - datetime.timedelta(minutes=4), noon + 5 * MICROSECOND):
        with time_machine.travel(clock, tick=False):
            moments.append(desk.publish(desk.draft()).recorded_at)
    assert moments == [noon, noon + MICROSECOND, noon + 2 * MICROSECOND, noon + 5 * MICROSECOND]
    assert list(Edition.objects.values_list("recorded_at", flat=True)) == moments


def test_the_head_is_the_last_edition(client, ledger):
    last = Edition.objects.get(sequence=5)
    assert list(LedgerHead.objects.values_list("pk", "sequence", "hash", "recorded_at")) == [
        (1, last.sequence, last.hash, last.recorded_at)
    ]
    head = client.get("/api/v1/head/").json()
    assert (head["sequence"], head["hash"]) == (5, last.hash)


def test_an_empty_ledger_verifies():
    assert verified() == f"0 editions, 0 masked, chain intact, head {'0' * 64}\n{AGREED}"


def test_a_whole_ledger_verifies_in_exact_words(ledger):
    head = Edition.objects.get(sequence=5).hash
    assert verified() == f"5 editions, 1 masked, chain intact, head {head}\n{AGREED}"


NAMES = {
    1: "edition 1 (agreement alpha, edition 1)",
    2: "edition 2 (agreement beta, edition 1)",
    3: "edition 3 (agreement alpha, edition 2)",
    4: "edition 4 (agreement alpha, edition 3)",
    5: "edition 5 (agreement beta, edition 2)",
}


@pytest.mark.parametrize("sequence", NAMES)
def test_one_changed_byte_is_found(ledger, sequence):
    """The first of them is masked: altered after that, it is found all the same."""
    body = Edition.objects.get(sequence=sequence).body
    changed = body.replace('"title":"', '"title":"X', 1).replace("XAlpha", "Xlpha")
    changed = changed.replace("XBeta", "Xeta")
    assert sum(a != b for a, b in zip(body, changed, strict=True)) == 1
    with unguarded():
        Edition.objects.filter(sequence=sequence).update(body=changed)
    assert broken() == f"Broken: {NAMES[sequence]}: {BODY}."


@pytest.mark.parametrize(
    ("sequence", "change", "fault"),
    [
        (5, {"action": "published"}, NOT_MATCHING),
        (3, {"action": "removed"}, NOT_MATCHING),
        (3, {"slug": "alphb"}, "it should be edition 1 of its record"),
        (2, {"kind": "team"}, NOT_MATCHING),
        (2, {"number": 7}, "it should be edition 1 of its record"),
        (4, {"recorded_at": at("2001-01-01")}, NOT_MATCHING),
        (4, {"body_sha256": "0" * 64}, NOT_MATCHING),
        (4, {"previous_hash": "0" * 64}, NOT_FOLLOWING),
        (4, {"hash": "0" * 64}, NOT_MATCHING),
    ],
)
def test_a_changed_column_is_found(ledger, sequence, change, fault):
    with unguarded():
        Edition.objects.filter(sequence=sequence).update(**change)
    name = f"edition {sequence} ({Edition.objects.get(sequence=sequence)})"
    assert broken() == f"Broken: {name}: {fault}."


def test_a_person_can_be_forgotten_without_breaking_the_chain(ledger):
    with unguarded():
        Edition.objects.update(submitted_by=None, approved_by=None, approval_salt="")
    assert verified().startswith("5 editions, 1 masked, chain intact")


@pytest.mark.parametrize("people", [("submitted_by",), ("approved_by",), ("approval_salt",)])
def test_who_submitted_and_approved_cannot_be_changed(ledger, people):
    editor, publisher = ledger.editor, ledger.publisher
    other = {"submitted_by": publisher, "approved_by": editor, "approval_salt": "0" * 32}
    with unguarded():
        Edition.objects.filter(sequence=2).update(**{name: other[name] for name in people})
    assert broken() == f"Broken: {NAMES[2]}: who submitted or approved it is not who did."


def test_a_clock_behind_the_last_edition_publishes_nothing(desk):
    with time_machine.travel(at("2026-06-01"), tick=False):
        desk.publish(desk.draft())
    record = desk.draft()
    with time_machine.travel(at("2026-06-01", "11:54:59"), tick=False):
        desk.change(record)
        desk.submit(record)
        with refused("this server’s clock has not reached"):
            desk.approve(record)
    with time_machine.travel(at("2026-06-01", "11:55:01"), tick=False):
        assert desk.approve(record).recorded_at == at("2026-06-01") + MICROSECOND


@pytest.mark.parametrize(
    ("sequence", "told"),
    [
        (1, f"{NAMES[2]}: edition 1 is missing before it"),
        (3, f"{NAMES[4]}: edition 3 is missing before it"),
        (5, "the ledger ends at edition 4 ("),
    ],
)
def test_a_deleted_edition_is_missed(ledger, sequence, told):
    with unguarded() as cursor:
        cursor.execute("UPDATE agreements_agreement SET current_edition_id = NULL")
        for table in ("facet", "period", "searchtext", "link", "finding", "entry"):
            cursor.execute(f"DELETE FROM register_{table}")
        cursor.execute("DELETE FROM register_edition WHERE sequence = %s", [sequence])
    assert broken().startswith(f"Broken: {told}")


def test_swapped_editions_are_found(ledger):
    with unguarded() as cursor:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            cursor.execute(
                "UPDATE register_edition SET sequence = %s WHERE sequence = %s", [new, old]
            )
    assert broken() == f"Broken: edition 2 (agreement alpha, edition 2): {NOT_FOLLOWING}."


def forge(sequence: int) -> None:
    """Another body for an edition, with every hash of its own made to agree."""
    edition = Edition.objects.get(sequence=sequence)
    edition.body = edition.body.replace("Beta", "Forged")
    edition.body_sha256 = plain_sha256(edition.body)
    edition.parts_sha256 = digest(edition.parts())
    edition.hash = edition.computed_hash()
    with unguarded():
        edition.save()


def test_a_forged_edition_is_given_away_by_the_next(ledger):
    forge(2)
    assert broken() == f"Broken: {NAMES[3]}: {NOT_FOLLOWING}."


def test_a_forged_last_edition_is_given_away_by_the_head(ledger):
    forge(5)
    assert broken().startswith("Broken: the ledger ends at edition 5 (")


def test_an_edition_put_in_past_the_head_is_found(ledger):
    last = Edition.objects.get(sequence=5)
    extra = Edition(
        sequence=6,
        kind="agreement",
        slug="gamma",
        number=1,
        action="published",
        recorded_at=last.recorded_at + MICROSECOND,
        body="{}",
        body_sha256=plain_sha256("{}"),
        previous_hash=last.hash,
        approval_salt="salt",
        approval_sha256=plain_sha256('["salt",null,null]'),
    )
    extra.hash = extra.computed_hash()
    extra.save(force_insert=True)
    assert broken().startswith("Broken: the ledger ends at edition 6 (")


@pytest.mark.parametrize(
    "change",
    [{"sequence": 4}, {"sequence": 6}, {"hash": "0" * 64}, {"recorded_at": at("2999-01-01")}],
)
def test_a_changed_head_is_found(ledger, change):
    LedgerHead.objects.update(**change)
    assert broken().startswith("Broken: the ledger ends at edition 5 (")


def test_a_lost_head_is_found(ledger):
    LedgerHead.objects.all().delete()
    assert "but its head says 0 (" in broken()


@pytest.mark.parametrize(
    "masked", [None, "x", [1], [{}], [{"sequence": [], "body_sha256": "x"}], {"sequence": 1}]
)
def test_an_erasure_turned_to_nonsense_is_named_not_stumbled_over(ledger, masked):
    """The body it masked is no longer accounted for, and comes first."""
    body = Edition.objects.get(sequence=4).stored
    body["erasure"]["masked"] = masked
    with unguarded():
        Edition.objects.filter(sequence=4).update(body=json.dumps(body))
    assert broken() == f"Broken: {NAMES[1]}: {BODY}."


def test_a_body_that_is_no_json_is_named(ledger):
    with unguarded():
        Edition.objects.filter(sequence__in=[4, 5]).update(body="{")
    assert broken() == f"Broken: {NAMES[1]}: {BODY}."


def test_a_masking_list_changed_to_cover_a_change_gives_itself_away(ledger):
    erasure = Edition.objects.get(sequence=4).stored
    body = Edition.objects.get(sequence=2).body.replace("Beta", "Zeta")
    erasure["erasure"]["masked"].append({"sequence": 2, "body_sha256": plain_sha256(body)})
    with unguarded():
        Edition.objects.filter(sequence=2).update(body=body)
        Edition.objects.filter(sequence=4).update(body=json.dumps(erasure))
    assert broken() == f"Broken: {NAMES[2]}: {ELSEWHERE}."


def test_a_publication_during_the_walk_is_no_fault(ledger, monkeypatch):
    walks = []
    first_of_walk = chain.maskings

    def publish_meanwhile():
        if not walks:
            ledger.publish(ledger.draft())
        walks.append(1)
        return first_of_walk()

    monkeypatch.setattr(chain, "maskings", publish_meanwhile)
    assert chain.verify().editions == 6
    assert len(walks) == 2
