from django.apps import AppConfig

from register import kinds


class FifthKindConfig(AppConfig):
    """Grants that police and fire services share. Made up."""

    name = "tests.fifth_kind"
    label = "fifth_kind"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from .kind import GRANT  # noqa: PLC0415

        kinds.register(GRANT)
