from django.apps import AppConfig
from django.db.models.signals import post_migrate


def make_reference_version(sender, using, **kwargs) -> None:
    """The one row of ReferenceVersion, if it is not there: in a new or flushed database."""
    version = sender.get_model("ReferenceVersion")
    only, _ = version.objects.using(using).get_or_create(
        pk=version.ONLY, defaults={"value": version.new_value()}
    )
    only.complete()


class OrganisationsConfig(AppConfig):
    """Who works together: organisations, groups of them, and the staff who keep the register."""

    name = "organisations"
    verbose_name = "Organisations and people"

    def ready(self):
        post_migrate.connect(make_reference_version, sender=self)
