from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RegisterConfig(AppConfig):
    """How anything is published: working records, approval, the ledger of editions, its index."""

    name = "register"

    def ready(self):
        # Imported here because the app's models must be loaded first (Django's own way).
        from . import checks, installing, reindexing  # noqa: F401, PLC0415 (checks register here)

        post_migrate.connect(installing.install_after_migrate, sender=self)
        post_migrate.connect(reindexing.prepare_after_migrate, sender=self)
