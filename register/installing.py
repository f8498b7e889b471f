"""What each database needs beside its tables: the ledger's guards and the index of search."""

from django.db import connections

from . import triggers
from .search import engines

INSTALLERS = {"register_edition": triggers.install, engines.TABLE: engines.install}


def install_after_migrate(sender, using, **kwargs) -> None:
    """After every migration: SQLite drops the triggers of a table that a migration rebuilds."""
    connection = connections[using]
    tables = connection.introspection.table_names()
    for table, install in INSTALLERS.items():
        if table in tables:
            install(connection)
