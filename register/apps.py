from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RegisterConfig(AppConfig):
    """How anything is published: working records, approval, the ledger of editions, its index."""

    name = "register"

    def ready(self):
        # Imported here because the app's models must be loaded first (Django's own way).
        from . import checks, reindexing, triggers  # noqa: F401, PLC0415 (checks registers itself)
        from .search import engines  # noqa: PLC0415

        # SQLite drops triggers whenever a migration rebuilds a table, so they come back after each.
        post_migrate.connect(triggers.install_after_migrate, sender=self)
        post_migrate.connect(engines.install_after_migrate, sender=self)
        post_migrate.connect(reindexing.prepare_after_migrate, sender=self)
