"""Whether this process can serve: the checks behind /ready/, in the order in which they build on
each other. Each says in words what is wrong, fit for anyone to read, or None.
"""

import logging

from django.core import checks
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader

from organisations.models import ReferenceVersion
from register import index_check
from register.models import LedgerHead

logger = logging.getLogger(__name__)


def database() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        logger.exception("The database does not answer.")
        return "The database does not answer."
    return None


def migrations() -> str | None:
    loader = MigrationLoader(connection)
    absent = sorted(set(loader.graph.nodes) - set(loader.applied_migrations))
    names = ", ".join(f"{app}.{name}" for app, name in absent)
    return f"Migrations are not applied: {names}." if names else None


def tables() -> str | None:
    wanted = connection.introspection.django_table_names()
    absent = sorted(set(wanted) - set(connection.introspection.table_names()))
    return f"Tables are missing: {', '.join(absent)}." if absent else None


def single_rows() -> str | None:
    """What every public answer reads first."""
    models = (LedgerHead, ReferenceVersion)
    absent = [model._meta.db_table for model in models if not model.objects.filter(pk=1).exists()]
    return f"The row is missing of: {', '.join(absent)}." if absent else None


def guards_and_index() -> str | None:
    """What `manage.py check --database default` finds."""
    found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    return " ".join(message.msg for message in found) or None


def sample_of_index() -> str | None:
    """A few editions, the newest among them; `manage.py verify_register` looks at all."""
    if index_check.sample_differs():
        return "The index does not say what the ledger says: run manage.py verify_register."
    return None


CHECKS = (database, migrations, tables, single_rows, guards_and_index, sample_of_index)


def problem() -> tuple[str, str] | None:
    """The name of the first check that fails, and what it says. The next would build on it."""
    for check in CHECKS:
        try:
            words = check()
        except Error:
            logger.exception("A check of readiness failed: %s", check.__name__)
            words = "This could not be checked; the log says why."
        if words:
            return check.__name__, words
    return None
