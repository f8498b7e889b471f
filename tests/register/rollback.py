"""A database as it was before, for tests that make many examples of one."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def rolled_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
