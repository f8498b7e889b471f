"""A new index made beside the one that serves: stopped, resumed, overtaken, put in its place."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection

from register import indexing, reindexing
from register.models import Edition, Entry, Generation, LedgerHead, Tally

from .desk import Desk, index, reindex
from .test_concurrency import PATIENCE, all_at_once, approval, own_connection, submitted

pytestmark = pytest.mark.django_db
IN_STEP = "The index is in step with the ledger and the code.\n"


class Stopped(Exception):
    """The process was ended."""


def live() -> int:
    return LedgerHead.objects.get().generation


def command(**options) -> str:
    words = io.StringIO()
    call_command("reindex", stdout=words, **options)
    return words.getvalue()


def by_other_code(monkeypatch) -> None:
    """As after an upgrade: the index that serves was made by code of another fingerprint."""
    monkeypatch.setattr(reindexing, "fingerprint", lambda: "of tomorrow")


# Whether there is anything to do


def test_in_step_there_is_nothing_to_do(ledger):
    before = index(), live()
    assert command() == IN_STEP
    assert (index(), live()) == before


@pytest.mark.parametrize("setting", ["REVIEW_INTERVAL_MONTHS", "CONFIRMED_FOR_MONTHS"])
def test_after_a_change_of_a_setting_that_it_depends_on_it_is_made_anew(ledger, settings, setting):
    setattr(settings, setting, 240)
    assert command() == "5 editions indexed\n"
    assert command() == IN_STEP


def test_an_empty_register_is_in_step():
    assert command() == IN_STEP


def test_after_a_change_of_code_it_is_made_anew_once(ledger, monkeypatch):
    before = index()
    by_other_code(monkeypatch)
    assert command() == "5 editions indexed\n"
    assert (index(), live()) == (before, 2)
    assert command() == IN_STEP
    assert live() == 2


def test_force_makes_it_anew_whatever_made_it(ledger):
    before = index()
    assert reindex() == "5 editions indexed\n"
    assert reindex() == "5 editions indexed\n"
    assert (index(), live()) == (before, 3)


def test_progress_is_told(ledger, monkeypatch):
    monkeypatch.setattr(reindexing.reindex, "__defaults__", (2, reindexing.reindex.__defaults__[1]))
    assert command(force=True, verbosity=2) == ("2 of 5\n4 of 5\n5 of 5\n5 editions indexed\n")


def test_the_hint_of_a_lost_entry_is_a_command_that_works(ledger):
    before = index()
    Entry.objects.filter(edition=3).delete()
    [warning] = [each for each in run_checks(databases=["default"]) if each.id == "register.W001"]
    assert warning.hint == "Run manage.py reindex."
    assert command() == "5 editions indexed\n"
    assert index() == before


# Stopped and resumed


def stop_after(batches: int, monkeypatch) -> None:
    """Begin a new index and end the process in the middle of a batch."""
    add, made = indexing.add, []

    def some(editions, generation):
        add(editions, generation)
        made.append(editions)
        if len(made) > batches:
            raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "add", some)
        with pytest.raises(Stopped):
            reindexing.reindex(batch=1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("batches", [0, 1, 3])
def test_a_stopped_run_is_resumed_where_it_was(ledger, monkeypatch, batches):
    before = index()
    stop_after(batches, monkeypatch)
    assert (index(), live()) == (before, 1)
    assert Entry.objects.filter(generation=2).count() == batches
    indexed = []
    monkeypatch.setattr(
        indexing,
        "add",
        lambda editions, generation, add=indexing.add: (
            indexed.extend(one.sequence for one in editions),
            add(editions, generation),
        ),
    )
    assert reindexing.reindex() == 5
    assert indexed == list(range(batches + 1, 6))
    assert (index(), live()) == (before, 2)


@pytest.mark.django_db(transaction=True)
def test_a_stopped_run_of_other_code_is_not_gone_on_with(ledger, monkeypatch):
    before = index()
    stop_after(2, monkeypatch)
    by_other_code(monkeypatch)
    assert command() == "5 editions indexed\n"
    assert index() == before
    assert only_one_is_left()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("force", "words", "serves"), [(True, "5 editions indexed\n", 3), (False, IN_STEP, 2)]
)
def test_a_run_stopped_while_it_clears_up_hinders_no_later_one(
    ledger, monkeypatch, force, words, serves
):
    """And what it left, erased text perhaps, goes with the next."""
    before = index()
    clear = reindexing.clear_others

    def stopped():
        if live() == 2:
            raise Stopped
        clear()

    with monkeypatch.context() as patch:
        patch.setattr(reindexing, "clear_others", stopped)
        with pytest.raises(Stopped):
            reindex()
    assert (index(), live()) == (before, 2)
    assert not only_one_is_left()
    assert command(force=force) == words
    assert (index(), live()) == (before, serves)
    assert only_one_is_left()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_make_one_index(ledger, monkeypatch):
    """As when two servers start with the same new code."""
    before = index()
    by_other_code(monkeypatch)
    answers = all_at_once([lambda: reindexing.reindex(batch=1)] * 2)
    assert answers == [5, 5]
    assert (index(), live()) == (before, 2)
    assert only_one_is_left()


def only_one_is_left() -> bool:
    """No rows of any index but the one that serves."""
    numbers = {
        *Entry.objects.values_list("generation", flat=True),
        *Tally.objects.values_list("generation", flat=True),
        *Generation.objects.values_list("number", flat=True),
    }
    return numbers == {live()}


def test_nothing_is_left_of_the_index_before(ledger):
    reindex()
    assert only_one_is_left()


# Publication goes on meanwhile


def during(batch: int, does):
    """A `told` that does something once, after that many batches."""
    done = []

    def told(_indexed, _of):
        done.append(None)
        if len(done) == batch:
            does()

    return told


@pytest.mark.parametrize("batch", [1, 3, 5])
def test_what_is_published_meanwhile_is_in_the_new_index(ledger, batch):
    gamma = ledger.draft(slug="gamma", title="Gamma", purpose="By Trent.")

    def publishes():
        ledger.publish(gamma)
        ledger.publish(gamma, purpose="")
        ledger.remove(gamma)
        ledger.publish(gamma, title="Gamma again")

    assert reindexing.reindex(batch=1, told=during(batch, publishes)) == 9
    assert live() == 2
    kept = index()
    assert len(kept["Entry"]) == 9
    reindex()
    assert index() == kept


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_what_is_erased_meanwhile_is_not_in_the_new_index(desk, batch):
    """Whether the run has indexed the edition that holds it or not."""
    record = desk.draft(slug="record", title="Trent’s", purpose="Drawn up by Trent.")
    desk.publish(record)
    desk.publish(record, purpose="By Trent.")
    desk.publish(record, title="Plain", purpose="")
    told = during(batch, lambda: desk.erase(record, "Trent"))
    assert reindexing.reindex(batch=1, told=told) == 4
    assert live() == 2
    kept = index()
    assert "trent" not in str(kept).casefold()
    reindex()
    assert index() == kept


def test_the_index_before_serves_until_the_new_one_is_whole(ledger, client):
    addresses = [
        "/api/v1/agreements/",
        "/agreements/",
        "/agreements/alpha/",
        "/search/?q=alpha",
        "/",
    ]
    before = [client.get(address).content for address in addresses]
    read = []

    def reads(*_):
        assert live() == 1
        read.append([client.get(f"{address}").content for address in addresses])

    reindexing.reindex(batch=1, told=reads)
    assert read == [before] * 5
    assert live() == 2
    assert [client.get(address).content for address in addresses] == before


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_another_publishes_while_a_batch_is_being_made(monkeypatch):
    """The head is not held: the approval is over before the batch is."""
    office = Desk.open()
    for slug in ("alpha", "beta", "gamma"):
        office.publish(office.draft(slug=slug))
    waiting = [submitted(office, slug=f"new-{n}") for n in range(2)]
    add, published = indexing.add, []

    def slow(editions, generation):
        if generation == 2 and waiting and connection.in_atomic_block:
            record = waiting.pop()
            with ThreadPoolExecutor(1) as pool:
                job = pool.submit(own_connection, approval(office, record))
                published.append(job.result(PATIENCE).sequence)
        add(editions, generation)

    monkeypatch.setattr(indexing, "add", slow)
    assert reindexing.reindex(batch=2) == 5
    assert published == [4, 5]
    assert live() == 2
    kept = index()
    assert {row["edition_id"] for row in kept["Entry"]} == set(
        Edition.objects.values_list("sequence", flat=True)
    )
    reindex()
    assert index() == kept
