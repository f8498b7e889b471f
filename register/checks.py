"""System checks: report a ledger whose guards are missing."""

from django.core.checks import Error, Tags, register
from django.db import connections

from . import triggers


@register(Tags.database)
def ledger_guards(app_configs, databases=None, **kwargs):
    """E001 where the append-only guards are missing (`manage.py check --database default`)."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        if "register_edition" not in connection.introspection.table_names():
            continue
        if absent := triggers.missing(connection):
            errors.append(
                Error(
                    "The ledger is not guarded against changes. Missing or altered: "
                    f"{', '.join(absent)}.",
                    hint="Run manage.py migrate --skip-checks, which installs the guards.",
                    id="register.E001",
                )
            )
    return errors
