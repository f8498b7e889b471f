from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who works together: organisations, groups of them, and the staff who keep the register."""

    name = "organisations"
    verbose_name = "Organisations and people"
