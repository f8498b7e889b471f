"""The words visions are described with: values as the API gives them, labels as people read."""

from django.db.models import TextChoices


class SignatoryRole(TextChoices):
    """What a signatory of a vision did."""

    LAUNCHED = "launched", "Launched it"
    SPOKE_FOR = "spoke_for", "Spoke for it"
    NOT_STATED = "not_stated", "Not stated"
