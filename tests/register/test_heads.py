"""Heads written down outside the database give away a ledger cut short or written anew."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from register.models import Edition, Entry, LedgerHead
from register.models.edition import GENESIS
from register.publication import Approved

from .desk import rechain, unguarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(settings, tmp_path, desk, django_capture_on_commit_callbacks):
    """A ledger of three editions, and the file that got their heads."""
    settings.HEAD_LOG = str(tmp_path / "heads.txt")
    with django_capture_on_commit_callbacks(execute=True):
        for slug in ("alpha", "beta", "gamma"):
            desk.publish(desk.draft(slug=slug, title=f"Title of {slug}"))
    return tmp_path / "heads.txt"


def verified(**options) -> str:
    out = StringIO()
    call_command("verify_register", stdout=out, **options)
    return out.getvalue()


def told(**options) -> str:
    with pytest.raises(CommandError) as error:
        verified(**options)
    return str(error.value)


def set_head() -> None:
    last = Edition.objects.order_by("sequence").last()
    named = {name: getattr(last, name) for name in ("sequence", "hash", "recorded_at")}
    LedgerHead.objects.update(**named)


def cut_short() -> None:
    """The newest edition deleted with all that tells of it, and the head set back."""
    with unguarded() as cursor:
        cursor.execute("UPDATE agreements_agreement SET current_edition_id = NULL")
        for table in ("facet", "period", "searchtext", "link", "finding"):
            cursor.execute(f"DELETE FROM register_{table}")
        Entry.objects.all().delete()
        cursor.execute("DELETE FROM register_edition WHERE sequence = 3")
        set_head()
    call_command("reindex", force=True, stdout=StringIO())


def written_anew() -> None:
    """Another title in the first edition, and every hash from there on made to agree."""

    def forge(edition):
        edition.body = edition.body.replace("Title of alpha", "Forged")

    rechain(forge)
    call_command("reindex", force=True, stdout=StringIO())


def test_each_approval_writes_its_head(written, caplog, desk, django_capture_on_commit_callbacks):
    lines = written.read_text().splitlines()
    assert [line.split()[0] for line in lines] == [
        f"{edition.sequence}:{edition.hash}" for edition in Edition.objects.all()
    ]
    with django_capture_on_commit_callbacks(execute=True):
        edition = desk.publish(desk.draft())
    [record] = [each for each in caplog.records if each.name == "register.head"]
    assert record.getMessage().startswith(f"4:{edition.hash} 20")
    assert verified(heads=written).startswith("4 editions")


def test_nothing_is_written_before_the_approval_holds(written, desk):
    desk.publish(desk.draft())
    assert len(written.read_text().splitlines()) == 3


def test_an_approval_outlasts_a_file_that_cannot_be_written(
    settings, tmp_path, desk, caplog, django_capture_on_commit_callbacks
):
    settings.HEAD_LOG = str(tmp_path / "nowhere" / "heads.txt")
    with django_capture_on_commit_callbacks(execute=True):
        desk.publish(desk.draft())
    assert Edition.objects.count() == 1
    assert "No such file" in caplog.text


def test_a_ledger_cut_short_is_found(written):
    last = Edition.objects.get(sequence=3).hash
    cut_short()
    assert verified().startswith("2 editions")
    gone = f"Broken: edition 3 ({last}) is gone: the ledger was cut short."
    assert told(heads=written) == told(head=[f"3:{last}"]) == gone


def test_a_ledger_written_anew_is_found(written):
    hashes = dict(Edition.objects.values_list("sequence", "hash"))
    written_anew()
    assert verified().startswith("3 editions")
    for sequence, hash in hashes.items():
        assert f"edition {sequence} was {hash} and is" in told(head=[f"{sequence}:{hash}"])
    assert len(told(heads=written).splitlines()) == 3


def test_an_edition_appended_from_a_shell_is_found(written):
    """Not approved by anybody, and in no index."""
    body = Edition.objects.get(sequence=1).stored
    Edition.objects.append([Approved("agreement", "delta", body)], LedgerHead.lock())
    assert "edition 4 (agreement delta, edition 1): the index does not hold" in told()
    call_command("reindex", force=True, stdout=StringIO())
    assert "editions 4 to 4 came into the ledger without their head" in told(heads=written)


def test_heads_are_found_in_any_log(written, tmp_path):
    log = tmp_path / "log"
    hash = "e" * 64
    log.write_text(f"12:30 start\nINFO register.head 2:{hash} 2026-06-01T12:00:00Z\nend\n")
    assert f"edition 2 was {hash} and is" in told(heads=log)


def test_a_head_or_file_that_is_none_is_refused_in_words(tmp_path):
    assert told(head=["3:abc"]) == "3:abc is no head: give its sequence, a colon and its hash."
    nowhere = tmp_path / "x"
    assert told(heads=nowhere) == f"{nowhere} cannot be read: No such file or directory."
    assert verified(head=[f"0:{GENESIS}"]).startswith("0 editions")
