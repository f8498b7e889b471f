"""The search engine of a database: choosing it, installing its index and checking it."""

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.expressions import RawSQL

from . import postgresql, sqlite
from .query import Query

TABLE = sqlite.TABLE


def of(connection):
    """The module that searches this database."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def found(query: Query) -> RawSQL:
    """The keys of the entries that match, for a condition with `__in`."""
    engine = of(connections[DEFAULT_DB_ALIAS])
    return RawSQL(engine.MATCHING, [engine.matching(query)])


def install(connection) -> None:
    with connection.cursor() as cursor:
        of(connection).install(cursor)


@register(Tags.database)
def search_index(app_configs, databases=None, **kwargs):
    """E002 where an engine's index is missing, W001 where editions are not indexed."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if TABLE not in connection.introspection.table_names():
            continue
        with connection.cursor() as cursor:
            if absent := of(connection).missing(cursor):
                problems.append(
                    Error(
                        f"The search index is missing: {', '.join(absent)}.",
                        hint="Run manage.py migrate --skip-checks, which installs it.",
                        id="register.E002",
                    )
                )
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM register_edition e WHERE NOT EXISTS "
                "(SELECT 1 FROM register_entry i WHERE i.edition_id = e.sequence "
                "AND i.generation = (SELECT generation FROM register_ledgerhead)))"
            )
            if cursor.fetchone()[0]:
                problems.append(
                    Warning(
                        "The index does not hold every edition of the ledger.",
                        hint="Run manage.py reindex.",
                        id="register.W001",
                    )
                )
    return problems
