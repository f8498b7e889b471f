"""System checks: report a ledger whose guards are missing, or that is ahead of the clock."""

from django.core.checks import Error, Tags, register
from django.db import connections

from . import triggers
from .models import LedgerHead


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


@register(Tags.database)
def ledger_clock(app_configs, databases=None, **kwargs):
    """E003 where the last edition is from later than the clock says: nothing can be published."""
    errors = []
    for alias in databases or []:
        if "register_ledgerhead" not in connections[alias].introspection.table_names():
            continue
        head = LedgerHead.objects.using(alias).only("recorded_at").first()
        if head and head.is_ahead():
            errors.append(
                Error(
                    f"The last edition is from {head.recorded_at:%d %B %Y, %H:%M} UTC, which this "
                    "server's clock has not reached: nothing can be published before.",
                    hint="Have the clock set right. If it is right, it was wrong when that edition "
                    "was approved: see docs/decisions/0014-what-the-ledger-proves.md.",
                    id="register.E003",
                )
            )
    return errors
