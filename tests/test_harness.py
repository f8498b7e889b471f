"""The tests' own footing: guards in place before and after a flush, a cache that can be shared."""

import pytest
from django.db import connection

from organisations.models import ReferenceVersion
from register import triggers
from register.models import LedgerHead


@pytest.mark.parametrize("turn", ["before a flush", "after a flush"])
@pytest.mark.django_db(transaction=True)
def test_guards_and_first_rows_survive_the_flush_between_tests(turn):
    assert triggers.missing(connection) == []
    assert LedgerHead.objects.count() <= 1
    assert ReferenceVersion.objects.count() <= 1


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_is_set_up_as_in_service():
    with connection.cursor() as cursor:
        read = {}
        for pragma in ("journal_mode", "recursive_triggers", "foreign_keys"):
            cursor.execute(f"PRAGMA {pragma}")
            read[pragma] = cursor.fetchone()[0]
    assert read == {"journal_mode": "wal", "recursive_triggers": 1, "foreign_keys": 1}


@pytest.mark.redis
def test_a_redis_cache_is_shared_and_keeps_bytes(redis_cache):
    redis_cache.set("page", b"\x00stored")
    assert redis_cache.get("page") == b"\x00stored"
    assert redis_cache.add("page", b"other") is False
