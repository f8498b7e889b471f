from django.apps import AppConfig

from register import kinds


class VisionsConfig(AppConfig):
    """Visions that police, fire services and others share, and who put their name to them."""

    name = "visions"

    def ready(self):
        # Imported here because the app's models must be loaded first (Django's own way).
        from .kind import VISION  # noqa: PLC0415

        kinds.register(VISION)
