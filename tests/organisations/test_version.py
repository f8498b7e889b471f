"""The register version moves with the reference data, and says when."""

import datetime

import pytest
import time_machine
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import parse_http_date

from organisations.models import ReferenceVersion
from register.models import Generation, LedgerHead
from register.version import RegisterVersion

pytestmark = pytest.mark.django_db

MORNING = datetime.datetime(2026, 11, 22, 9, tzinfo=datetime.UTC)
NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


def published_at(moment):
    LedgerHead.objects.update_or_create(pk=1, defaults={"recorded_at": moment})


def renewed_at(moment):
    with time_machine.travel(moment, tick=False):
        ReferenceVersion.renew()


@pytest.mark.parametrize(
    ("recorded", "renewed", "changed"),
    [(MORNING, NOON, NOON), (NOON, MORNING, NOON), (None, MORNING, MORNING)],
)
def test_changed_at_is_the_later_moment(recorded, renewed, changed, django_assert_num_queries):
    published_at(recorded)
    renewed_at(renewed)
    with django_assert_num_queries(1):
        version = RegisterVersion.read()
    assert (version.recorded_at, version.renewed_at) == (recorded, renewed)
    assert version.changed_at == changed
    assert version.reference == ReferenceVersion.current()


def test_a_flushed_database_starts_anew():
    """The single rows come back with what a flush announces, not with the first reader."""
    for model in (LedgerHead, ReferenceVersion, Generation):
        model.objects.all().delete()
    with time_machine.travel(NOON, tick=False):
        emit_post_migrate_signal(0, False, "default")
    with CaptureQueriesContext(connection) as queries:
        version = RegisterVersion.read()
    assert [query["sql"].split()[0] for query in queries] == ["SELECT"]
    assert (version.sequence, version.changed_at, version.generation) == (0, NOON, 1)
    assert Generation.objects.get().number == 1
    assert version.reference == ReferenceVersion.current()


@pytest.mark.parametrize("address", ["organisations:detail", "api:organisations-detail"])
def test_a_rename_reaches_whoever_asks_by_date_alone(client, force, address):
    page = reverse(address, args=[force.slug])
    published_at(MORNING)
    renewed_at(MORNING)
    with time_machine.travel(NOON, tick=False):
        before = client.get(page)["Last-Modified"]
        force.name = "Moorshire Police"
        force.save()
    with time_machine.travel(NOON + datetime.timedelta(minutes=1), tick=False):
        response = client.get(page, headers={"If-Modified-Since": before})
    assert response.status_code == 200
    assert "Moorshire Police" in response.content.decode()
    assert [parse_http_date(text) for text in (before, response["Last-Modified"])] == [
        MORNING.timestamp(),
        NOON.timestamp(),
    ]
