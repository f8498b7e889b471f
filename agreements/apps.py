from django.apps import AppConfig

from register import kinds


class AgreementsConfig(AppConfig):
    """Collaboration agreements between police, policing bodies, fire services and others."""

    name = "agreements"

    def ready(self):
        # Imported here because the app's models must be loaded first (Django's own way).
        from .kind import AGREEMENT  # noqa: PLC0415
        from .programmes.kind import PROGRAMME  # noqa: PLC0415

        kinds.register(AGREEMENT)
        kinds.register(PROGRAMME)
