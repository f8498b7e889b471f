"""What the public reads by, changed by plain SQL: verify_register names it, whatever the column."""

import datetime
from itertools import islice

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from organisations.models import (
    Alias,
    Group,
    Organisation,
    PoliceFirePair,
    ReferenceVersion,
    Succession,
)
from organisations.models.versioned import reference_models
from register import index_check
from register.indexing import COLUMNS
from register.models import (
    Entry,
    Facet,
    Finding,
    Generation,
    LedgerHead,
    Link,
    Period,
    SearchText,
    Tally,
)
from tests.factories import AgreementFactory, GroupFactory, OrganisationFactory, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_register")]
INDEX = [Entry, *COLUMNS, Tally]
# A constraint refuses the change of this one column by itself: see the test of swapped entries.
ALONE = {Entry: ("edition",)}


def columns(tables) -> list:
    """Every column but the keys that mean nothing outside the database."""
    return [
        pytest.param(model, field, id=f"{model.__name__}.{field.column}")
        for model in tables
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField) and field.name not in ALONE.get(model, ())
    ]


def others(field, value) -> list:
    """Other values that the column takes; one of them may break a constraint."""
    if field.is_relation:
        keys = field.related_model._base_manager.exclude(pk=value).order_by("-pk")
        return list(keys.values_list("pk", flat=True)[:20])
    if isinstance(field, models.BooleanField):
        return [not value]
    if isinstance(field, models.IntegerField):
        return [7 if value is None else value + 1]
    if isinstance(field, models.DateTimeField):
        return [(value or datetime.datetime.now(datetime.UTC)) + datetime.timedelta(seconds=1)]
    if isinstance(field, models.DateField):
        return [datetime.date(2031, 5, 7), datetime.date(2032, 5, 7)]
    choices = [choice for choice, _ in field.choices or [] if choice != value]
    return choices or ["2031", "x"]


def one_changed(model, field) -> None:
    """Change the column of one row by plain SQL: the first that the constraints let change."""
    rows, table = model._base_manager.order_by("pk"), model._meta.db_table
    if model is Entry:
        rows = rows.filter(generation=1)
    for row in islice(rows.values(), 50):
        keys, quoted = model._meta.pk_fields, connection.ops.quote_name
        condition = " AND ".join(f"{key.column} = %s" for key in keys)
        for value in others(field, row[field.attname]):
            params = [value, *(row[key.attname] for key in keys)]
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(
                        f"UPDATE {table} SET {quoted(field.column)} = %s WHERE {condition}",
                        params,
                    )
                    connection.check_constraints()
                return
            except DatabaseError:
                continue
    raise AssertionError(f"No row of {model} lets {field} be changed.")


def told() -> str:
    with pytest.raises(CommandError) as error:
        call_command("verify_register")
    return str(error.value)


@pytest.fixture
def room(db):
    """An entry of another index and a spare organisation, so that a key has where to point."""
    entry = Entry.objects.order_by("pk").first()
    entry.pk, entry.generation, entry.current_in = None, 77, None
    entry.save()
    OrganisationFactory()


def test_nothing_is_told_of_an_index_that_is_right(capsys):
    call_command("verify_register")
    assert "The index and the reference data say what" in capsys.readouterr().out
    assert not index_check.sample_differs()


WORDS = {
    Entry: "another",
    SearchText: "the search text",
    Tally: "the counts of the index are not those of its entries",
}


@pytest.mark.usefixtures("room")
@pytest.mark.parametrize(("model", "field"), columns(INDEX))
def test_any_changed_column_of_the_index_is_found(model, field):
    one_changed(model, field)
    words = WORDS.get(model, f"the {model._meta.verbose_name}")
    if (model, field.name) == (Entry, "generation"):
        words = "it has no entry"
    assert words in told()


def test_entries_that_changed_editions_are_found():
    one, other = Entry.objects.order_by("pk")[:2]
    Entry.objects.filter(pk=one.pk).update(generation=77)
    Entry.objects.filter(pk=other.pk).update(edition=one.edition_id)
    Entry.objects.filter(pk=one.pk).update(generation=1, edition=other.edition_id)
    assert "another slug" in told()


@pytest.mark.parametrize("model", INDEX)
def test_a_deleted_row_is_found(model):
    row = model._base_manager.order_by("-pk").first()
    if model is Entry:
        for part in COLUMNS:
            part.objects.filter(entry=row).delete()
    model._base_manager.filter(pk=row.pk).delete()
    assert ("it has no entry" if model is Entry else WORDS.get(model, "it lacks the")) in told()


@pytest.mark.parametrize("model", [Facet, Period, Link, Finding])
def test_an_added_row_is_found(model):
    row = model._base_manager.order_by("pk").first()
    if model is Facet:
        row.value = "elsewhere"
    elif model is Period:
        row.starts_on = datetime.date(2031, 5, 7)
    else:
        row.pk = None
    row.save(force_insert=True)
    assert "it also has the" in told()


def test_an_added_count_is_found():
    Tally.objects.create(
        generation=1, kind="team", name="region", value="x", day="2031-05-07", change=1
    )
    assert f"{WORDS[Tally]}: team region “x”" in told()


def test_a_count_moved_to_another_day_is_found():
    """The sum is the same."""
    Tally.objects.filter(name="lifecycle").update(change=F("change") * 2)
    assert WORDS[Tally] in told()


@pytest.mark.usefixtures("room")
def test_rows_of_another_index_that_readers_would_take_for_current_are_found():
    Entry.objects.filter(generation=77).update(current_in=1)
    assert "another index has entries that are marked as current" in told()


@pytest.mark.usefixtures("room")
def test_facets_of_another_index_that_readers_would_take_for_current_are_found():
    entry = Entry.objects.get(generation=77)
    Facet.objects.create(entry=entry, kind=entry.kind, name="region", value="x", current_in=1)
    assert "another index has facets that are marked as current" in told()


def test_the_head_pointed_at_another_index_is_found():
    Generation.objects.create(number=2, made_by=Generation.objects.get(number=1).made_by)
    LedgerHead.objects.update(generation=2)
    assert "it has no entry" in told()


def test_an_index_of_other_code_is_not_taken_for_a_right_one():
    Generation.objects.update(made_by="x")
    assert "run reindex first" in told()


def test_the_words_that_the_engine_searches_are_checked():
    sql = {
        "sqlite": "UPDATE register_search_data SET block = zeroblob(8) WHERE id > 10",
        "postgresql": "ALTER TABLE register_searchtext ALTER COLUMN search DROP EXPRESSION; "
        "UPDATE register_searchtext SET search = ''",
    }
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
    assert "the search index holds other words than its texts" in told()


def test_it_names_edition_and_record_and_at_most_ten(capsys):
    entry = Entry.objects.get(edition=3)
    Entry.objects.filter(pk=entry.pk).update(title="Another")
    wrong = f"Broken: edition 3 ({entry.edition}): the index does not hold what the ledger says"
    assert f"{wrong}: another title." in told().splitlines()
    Entry.objects.update(owner="x", reference="x")
    assert len(told().splitlines()) == 10


# A sample of it, for readiness


def test_readiness_misses_the_newest(client):
    assert client.get("/ready/").status_code == 200
    Entry.objects.filter(edition=LedgerHead.objects.get().sequence).update(title="Another")
    answer = client.get("/ready/")
    assert (answer.status_code, list(answer.json()["problems"])) == (503, ["sample_of_index"])


def test_readiness_comes_across_any_other(client):
    Entry.objects.filter(edition=1).update(title="Another")
    assert 503 in {client.get("/ready/").status_code for _ in range(60)}


def test_readiness_reads_as_much_of_a_larger_ledger(client):
    queries = []
    for more in (0, 6):
        for _ in range(more):
            publish(AgreementFactory())
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/ready/").status_code == 200
        queries.append(len(captured))
    assert queries[0] == queries[1]


def test_after_an_upgrade_it_is_ready_before_the_index_is_made_again(client):
    Generation.objects.update(made_by="x")
    assert client.get("/ready/").status_code == 200


@pytest.mark.parametrize("check", [index_check.first_faults, index_check.sample_differs])
def test_a_publication_meanwhile_is_no_fault(monkeypatch, check):
    rows, times, record = index_check._stored_rows, [], AgreementFactory()
    publish(record)

    def publish_meanwhile(keys):
        times.append(1)
        if len(times) == 1:
            record.title = "Another"
            record.save()
            publish(record)
        return rows(keys)

    monkeypatch.setattr(index_check, "_stored_rows", publish_meanwhile)
    assert not check()
    assert len(times) == 2


# Reference data


@pytest.fixture
def reference():
    """A row in each table of reference data, and one to spare that nothing refers to."""
    for _ in range(2):
        group, (force, fire, spare) = GroupFactory(), OrganisationFactory.create_batch(3)
        force.former_names.create(name=f"Old {force.slug}", from_on="1999")
        force.aliases.create(name=f"Al {force.slug}", source="A book")
        group.memberships.create(organisation=force)
        PoliceFirePair.objects.create(police_force=force, fire_service=fire)
        Succession.objects.create(predecessor=spare, successor=force)


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize(("model", "field"), columns(reference_models()))
def test_any_changed_column_of_reference_data_is_found(model, field):
    one_changed(model, field)
    assert f"Broken: the {model._meta.verbose_name} “" in told()
    assert "was changed outside the register" in told()


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("model", reference_models())
def test_a_deleted_or_added_row_of_reference_data_is_found(model):
    row = model._base_manager.order_by("pk").last()
    model._base_manager.filter(pk=row.pk)._raw_delete("default")
    assert f"the {model._meta.verbose_name} of number {row.pk} was deleted" in told()
    ReferenceVersion.renew(model)
    row.save_base(raw=True)
    assert f"(number {row.pk}) was added outside the register" in told()


def test_digests_that_were_taken_away_are_missed_and_migrate_does_not_make_up_for_a_change():
    OrganisationFactory()
    Organisation._base_manager.update(name="Changed")
    call_command("migrate", verbosity=0)
    assert "was changed outside the register" in told()
    ReferenceVersion.objects.update(digests={})
    assert "there are no digests of the organisations" in told()


@pytest.mark.usefixtures("reference")
def test_the_register_itself_leaves_no_fault():
    """Every way of writing, with what a deletion takes along."""
    Organisation.objects.update(short_name="Short")
    spare = OrganisationFactory()
    spare.aliases.create(name="Alias")
    spare.former_names.create(name="Formerly")
    spare.delete()
    Group.objects.filter(name__startswith="Made-up").delete()
    Alias.objects.bulk_create([Alias(organisation=Organisation.objects.first(), name="Bulk")])
    alias = Alias.objects.get(name="Bulk")
    alias.name = "Larger bulk"
    Alias.objects.bulk_update([alias], ["name"])
    assert list(ReferenceVersion.faults()) == []
