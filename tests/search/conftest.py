"""The corpus, made once for a module and rolled back after."""

import pytest
from django.db import transaction

from tests.search import corpus as made_up


@pytest.fixture(scope="module")
def corpus(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield made_up.make()
        transaction.set_rollback(True)
