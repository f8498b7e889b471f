"""What programmes are filtered and sorted by, on the site and in the API alike."""

from register.filters import EntryFilterSet, Ordering


class ProgrammeFilterSet(EntryFilterSet):
    kind = "programme"

    ordering = Ordering(
        fields=(("title", "title"), ("recorded_at", "updated")),
        offered=(("title", "Title"), ("-updated", "Latest published")),
        label="Sort by",
    )
