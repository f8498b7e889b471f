from django.apps import AppConfig

from register import kinds


class TeamsConfig(AppConfig):
    """Teams of police, fire and others that work as one, and the sites they share."""

    name = "teams"

    def ready(self):
        # Imported here because the app's models must be loaded first (Django's own way).
        from .kind import SITE, TEAM  # noqa: PLC0415

        kinds.register(TEAM)
        kinds.register(SITE)
