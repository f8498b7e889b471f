"""What teams and sites are filtered and sorted by, on the site and in the API alike."""

from register.filters import AnyOf, Ordering, PublishedFilterSet

from .models import PublishedSite, PublishedTeam
from .vocabulary import Lifecycle, SiteKind, TeamKind, TrialState


class TeamFilterSet(PublishedFilterSet):
    lifecycle = AnyOf(
        Lifecycle,
        label="Is it working?",
        help_text="On the date asked about: today, unless you choose another.",
    )
    team_kind = AnyOf(TeamKind, label="Kind of team")
    trial_state = AnyOf(TrialState, label="Trial")
    ordering = Ordering(
        fields=(
            ("title", "title"),
            ("recorded_at", "updated"),
            ("starts_from", "starts"),
            ("expires_by", "expires"),
        ),
        label="Sort by",
    )

    class Meta:
        model = PublishedTeam
        fields = []


class SiteFilterSet(PublishedFilterSet):
    site_kind = AnyOf(SiteKind, label="Kind of site")
    ordering = Ordering(
        fields=(("title", "title"), ("recorded_at", "updated"), ("opened_from", "opened")),
        label="Sort by",
    )

    class Meta:
        model = PublishedSite
        fields = []
