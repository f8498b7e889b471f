"""Many at once: approvals take turns, editions have no gap, and of one submission one is made."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, transaction

from agreements.models import Agreement
from register import publication
from register.chain import verify
from register.models import Edition, Entry, LedgerHead, Refused
from tests.admin.desk import sign_in
from tests.factories import member

from .desk import Desk, everything

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 16
PATIENCE = 60


@pytest.fixture
def office():
    return Desk.open()


def own_connection(job):
    try:
        return job()
    finally:
        connection.close()


def all_at_once(jobs) -> list:
    """What each job answered, or the refusal it met; every job waits for all to be ready."""
    ready = threading.Barrier(len(jobs))

    def run(job):
        def go():
            connection.ensure_connection()
            ready.wait(PATIENCE)
            try:
                return job()
            except Refused as refusal:
                return refusal

        return own_connection(go)

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs, timeout=PATIENCE))


def submitted(desk, **fields) -> Agreement:
    record = desk.draft(**fields)
    desk.submit(record)
    return record


def approval(desk, record):
    """An approval as one request does it: on its own copy, of what was seen then."""
    pk, seen, publisher = record.pk, record.seal(), desk.publisher.pk

    def approve():
        person = type(desk.publisher).objects.get(pk=publisher)
        return Agreement.objects.get(pk=pk).approve(by=person, seen=seen)

    return approve


def gapless(count: int) -> None:
    editions = list(Edition.objects.all())
    assert [edition.sequence for edition in editions] == list(range(1, count + 1))
    moments = [edition.recorded_at for edition in editions]
    assert moments == sorted(set(moments))
    verification = verify()
    assert (verification.editions, verification.head) == (count, LedgerHead.objects.get().hash)


def test_approvals_of_different_records_take_turns(office):
    records = [submitted(office) for _ in range(THREADS)]
    editions = all_at_once([approval(office, record) for record in records])
    assert sorted(edition.sequence for edition in editions) == list(range(1, THREADS + 1))
    gapless(THREADS)
    told = Entry.objects.values_list("slug", "number", "is_listed")
    assert set(told) == {(record.slug, 1, True) for record in records}
    assert set(Agreement.objects.values_list("pk", "current_edition__slug")) == {
        (record.pk, record.slug) for record in records
    }


def test_one_submission_approved_by_many_is_one_edition(office):
    record = submitted(office)
    answers = all_at_once([approval(office, record)] * THREADS)
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    [edition] = [answer for answer in answers if isinstance(answer, Edition)]
    assert (edition.sequence, edition.number, len(refusals)) == (1, 1, THREADS - 1)
    assert {str(refusal) for refusal in refusals} == {
        "Nothing awaits approval here: somebody approved, rejected or edited it first."
    }
    gapless(1)
    assert Entry.objects.count() == 1


def test_a_reader_never_sees_a_head_before_its_editions(office):
    records = [submitted(office) for _ in range(8)]
    over = threading.Event()

    def read():
        seen = []
        while not over.is_set():
            head = LedgerHead.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
            rows = Entry.objects.filter(edition__sequence__lte=head).count()
            seen.append((head, rows))
        return seen

    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(own_connection, read)
        all_at_once([approval(office, record) for record in records])
        over.set()
        seen = reader.result(PATIENCE)
    assert seen
    assert [head for head, rows in seen if head != rows] == []


def test_submissions_of_one_record_at_once_are_one(office):
    record = office.draft()
    editors = [member(office.office, "editor") for _ in range(4)]

    def submission(editor):
        return lambda: Agreement.objects.get(pk=record.pk).submit(by=editor, note="Mine.")

    answers = all_at_once([submission(editor) for editor in editors])
    won = [editor for editor, answer in zip(editors, answers, strict=True) if answer is None]
    refusals = {str(answer) for answer in answers if answer is not None}
    assert (len(won), refusals) == (1, {"This record already awaits approval."})
    record.refresh_from_db()
    assert record.submitted_by == won[0]
    assert list(record.editors.all()) == won


def test_edits_at_once_are_all_counted(office):
    record = office.draft()
    editors = [member(office.office, "editor") for _ in range(8)]

    def edit(editor):
        return lambda: Agreement.objects.get(pk=record.pk).record_edit(by=editor)

    assert all_at_once([edit(editor) for editor in editors]) == [False] * 8
    record.refresh_from_db()
    assert record.revision == 8
    assert set(record.editors.all()) == set(editors)


@pytest.mark.parametrize("turn", range(4))
def test_an_edit_and_an_approval_at_once_never_mix(office, turn):
    """Either what was submitted is published and then edited, or the edit comes first."""
    record = submitted(office, title="Submitted")

    def edit():
        with transaction.atomic():
            copy = Agreement.objects.select_for_update().get(pk=record.pk)
            copy.title = "Edited"
            copy.save()
            return copy.record_edit(by=office.editor)

    voided, answer = all_at_once([edit, approval(office, record)])
    record.refresh_from_db()
    assert record.title == "Edited"
    assert record.is_submitted is False
    published = [edition.stored["title"] for edition in Edition.objects.all()]
    if voided:
        assert isinstance(answer, Refused)
        assert published == []
    else:
        assert published == ["Submitted"]
        assert record.current_edition == answer
        gapless(1)


@pytest.mark.postgresql
def test_an_approval_that_meets_a_lock_is_refused_in_words(office, monkeypatch):
    """Nothing is half-written, and it can be approved again once the other is done."""
    monkeypatch.setattr(publication, "LOCK_TIMEOUT", "200ms")
    record = submitted(office)
    before = everything()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            LedgerHead.lock()
            answer = pool.submit(own_connection, approval(office, record))
            with pytest.raises(Refused, match="The register was busy with another publication"):
                answer.result(PATIENCE)
        assert everything() == before
        assert pool.submit(own_connection, approval(office, record)).result(PATIENCE).number == 1
    gapless(1)


@pytest.mark.postgresql
def test_so_is_one_that_meets_somebody_who_saves_the_record(office, monkeypatch):
    monkeypatch.setattr(publication, "LOCK_TIMEOUT", "200ms")
    record = submitted(office)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Agreement.objects.select_for_update().get(pk=record.pk)
        answer = pool.submit(own_connection, approval(office, record))
        with pytest.raises(Refused, match="The register was busy"):
            answer.result(PATIENCE)
    assert not Edition.objects.exists()


# Two clerks in the admin


def test_two_clerks_who_save_at_once_do_not_overwrite_each_other(office):
    record = office.draft(title="As both saw it")
    clerks = [sign_in("editor", office.office) for _ in range(2)]
    titles = ["The first clerk’s", "The second clerk’s"]
    jobs = []
    for clerk, title in zip(clerks, titles, strict=True):
        form = clerk.form("change", record)
        jobs.append(partial(clerk.send, "change", record, form, title=title))
    responses = all_at_once(jobs)
    assert sorted(response.status_code for response in responses) == [200, 302]
    [won] = [n for n, response in enumerate(responses) if response.status_code == 302]
    record.refresh_from_db()
    assert (record.title, record.revision) == (titles[won], 1)
    assert list(record.editors.all()) == [clerks[won].user]
    lost = responses[1 - won].content.decode()
    assert "Somebody else saved this record while you were editing it" in lost
    assert titles[1 - won] in lost
