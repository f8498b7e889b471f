"""What teams and sites are filtered and sorted by, on the site and in the API alike."""

from register.filters import AnyOf, EntryFilterSet, LifecycleFilter, Ordering

from .vocabulary import Lifecycle, SiteKind, SiteLifecycle, TeamKind, TrialState


class TeamFilterSet(EntryFilterSet):
    kind = "team"

    lifecycle = LifecycleFilter(
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
            ("expires_on", "expires"),
        ),
        offered=(
            ("title", "Title"),
            ("-updated", "Latest published"),
            ("expires", "Expiry, earliest first"),
            ("-expires", "Expiry, latest first"),
            ("starts", "Start, earliest first"),
            ("-starts", "Start, latest first"),
        ),
        label="Sort by",
    )


class SiteFilterSet(EntryFilterSet):
    kind = "site"

    lifecycle = LifecycleFilter(
        SiteLifecycle,
        label="Is it open?",
        help_text="On the date asked about: today, unless you choose another.",
    )
    site_kind = AnyOf(SiteKind, label="Kind of site")
    ordering = Ordering(
        fields=(("title", "title"), ("recorded_at", "updated"), ("starts_from", "opened")),
        offered=(
            ("title", "Title"),
            ("-updated", "Latest published"),
            ("opened", "Opening, earliest first"),
            ("-opened", "Opening, latest first"),
        ),
        label="Sort by",
    )
