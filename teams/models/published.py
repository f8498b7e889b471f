"""The index rows of teams and sites: what the public filters, orders and reads them by."""

from django.db import models

from register.models import DatedPublished, Period, Published
from register.spans import parse

from .. import terms
from ..vocabulary import Lifecycle, SiteKind, TeamKind, TrialState


class PublishedTeam(DatedPublished):
    """Index row of one edition of a team."""

    kind = "team"
    linking = ("sites", "agreement", "part_of")
    under_way = Lifecycle.WORKING

    team_kind = models.CharField(max_length=10, choices=TeamKind.choices)
    trial_state = models.CharField(max_length=20, choices=TrialState.choices)

    class Meta(DatedPublished.Meta):
        pass

    def facts(self):
        return {**super().facts(), "trial_state": self.trial_state}

    @classmethod
    def columns(cls, body):
        return {
            **super().columns(body),
            "team_kind": body["team_kind"],
            "trial_state": terms.trial_state(body),
        }

    @classmethod
    def spans(cls, body):
        return terms.periods(body)

    @classmethod
    def taking_part(cls, body):
        """Its organisations, and those that hold a post or a seat on its board."""
        people = (*body["posts"], *body["board_seats"])
        return super().taking_part(body) + [p["organisation"] for p in people if p["organisation"]]


class TeamPeriod(Period):
    """A run of days, both ends included, with one lifecycle and one end."""

    team = models.ForeignKey(PublishedTeam, models.CASCADE, related_name="periods")

    class Meta(Period.Meta):
        indexes = [models.Index(fields=["lifecycle", "starts_on"], name="team_period")]


class PublishedSite(Published):
    """Index row of one edition of a shared site."""

    kind = "site"

    site_kind = models.CharField(max_length=15, choices=SiteKind.choices)
    opened_from = models.DateField(null=True)

    class Meta(Published.Meta):
        pass

    @classmethod
    def columns(cls, body):
        opened = parse(body["opened_on"])
        return {"site_kind": body["site_kind"], "opened_from": opened and opened.first}
