"""The index rows of visions: what the public filters, orders and reads them by."""

from django.db import models

from register.models import Published
from register.spans import parse


class PublishedVision(Published):
    """Index row of one edition of a shared vision."""

    kind = "vision"
    linking = ("agreements", "teams")

    launched_from = models.DateField(null=True)

    class Meta(Published.Meta):
        pass

    @classmethod
    def columns(cls, body):
        launched = parse(body["launched_on"])
        return {"launched_from": launched and launched.first}

    @classmethod
    def taking_part(cls, body):
        """Its organisations, and those whose people stand for it."""
        people = body["signatories"]
        return super().taking_part(body) + [p["organisation"] for p in people if p["organisation"]]
