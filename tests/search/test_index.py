"""The engines' own indexes: put back where they are missing, in step, and gone when told."""

import random

import pytest
from django.core.checks import run_checks
from django.db import connection, transaction

from register.models import Entry, LedgerHead, SearchText
from register.search import engines, postgresql, sqlite
from register.search.documents import STEM, TITLE_STEM, TITLE_WORD, WORD
from register.search.query import Query
from tests.factories import AgreementFactory, publish


def found(text):
    live = LedgerHead.objects.get().generation
    rows = Entry.objects.filter(generation=live).filter(pk__in=engines.found(Query.parse(text)))
    return list(rows.values_list("slug", flat=True))


def problems():
    ids = {message.id for message in run_checks(databases=["default"])}
    return ids & {"register.E002", "register.W001"}


def install():
    engines.install(connection)


def execute(statement, *params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else None


@pytest.mark.parametrize("turn", ["before a flush", "after a flush"])
@pytest.mark.django_db(transaction=True)
def test_the_index_survives_the_flush_between_tests(turn):
    assert found("kennel") == []
    publish(AgreementFactory(slug="kennel", title="Kennel"))
    assert found("kennel") == ["kennel"]
    assert problems() == set()


@pytest.mark.django_db
def test_an_edition_that_is_not_indexed_is_reported():
    publish(AgreementFactory(slug="kennel"))
    Entry.objects.all().delete()
    assert problems() == {"register.W001"}
    assert found("kennel") == []


@pytest.mark.django_db
def test_installing_twice_changes_nothing():
    publish(AgreementFactory(slug="kennel", title="Kennel"))
    install()
    assert found("kennel") == ["kennel"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_postgresql_has_its_column_and_its_index_put_back():
    publish(AgreementFactory(slug="kennel", title="Kennel"))
    execute("ALTER TABLE register_searchtext DROP COLUMN search")
    assert problems() == {"register.E002"}
    install()
    assert problems() == set()
    assert found("kennels") == ["kennel"]
    with transaction.atomic():
        execute("SET LOCAL enable_seqscan = off")
        matching = (
            f"SELECT entry_id FROM {postgresql.TABLE} WHERE {postgresql.COLUMN} @@ %s::tsquery"
        )
        plan = execute(f"EXPLAIN {matching}", "skennel")
    assert f"Index Scan on {postgresql.INDEX}" in str(plan)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_reads_every_token_as_one_word():
    """Its parser knows numbers, addresses, versions and more; none of ours may look like one."""
    letters = random.Random(1)
    made = {
        family + "".join(letters.choices("0123456789abeghinptuwx", k=letters.randint(1, 12)))
        for family in (STEM, WORD, TITLE_STEM, TITLE_WORD)
        for _ in range(2_000)
    }
    ((read,),) = execute("SELECT tsvector_to_array(to_tsvector('simple', %s))", " ".join(made))
    assert set(read) == made


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_has_its_index_put_back_after_a_table_is_rebuilt():
    """As a migration does it, which drops the triggers."""
    publish(AgreementFactory(slug="kennel", title="Kennel"))
    with connection.schema_editor() as editor:
        editor._remake_table(SearchText)
    assert problems() == {"register.E002"}
    publish(AgreementFactory(slug="cattery", title="Cattery"))
    install()
    assert problems() == set()
    assert (found("kennels"), found("catteries")) == (["kennel"], ["cattery"])


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_has_a_lost_table_put_back():
    publish(AgreementFactory(slug="kennel", title="Kennel"))
    execute(f"DROP TABLE {sqlite.INDEX}")
    install()
    assert found("kennels") == ["kennel"]


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_keeps_no_erased_text_in_the_pages_of_its_index():
    record = AgreementFactory(slug="kennel", title="Kennel", purpose="Xylophonists")
    publish(record)
    record.purpose = "Somebody"
    record.save()
    publish(record)
    assert any(b"ylophonist" in bytes(block) for block in blocks())
    publish(record, action="erased", note="By law.", erase="Xylophonists")
    assert not any(b"ylophonist" in bytes(block) for block in blocks())


def blocks():
    return [block for (block,) in execute(f"SELECT block FROM {sqlite.INDEX}_data")]


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_follows_a_change_of_tokens():
    publish(AgreementFactory(slug="kennel", title="Kennel"))
    SearchText.objects.update(tokens="scat wcat")
    assert (found("kennel"), found("cat")) == ([], ["kennel"])
    execute(f"INSERT INTO {sqlite.INDEX}({sqlite.INDEX}) VALUES ('integrity-check')")
