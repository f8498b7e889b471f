"""What shared visions are filtered and sorted by, on the site and in the API alike."""

from register.filters import EntryFilterSet, Ordering


class VisionFilterSet(EntryFilterSet):
    kind = "vision"

    ordering = Ordering(
        fields=(("title", "title"), ("recorded_at", "updated"), ("starts_from", "launched")),
        offered=(
            ("title", "Title"),
            ("-updated", "Latest published"),
            ("launched", "Launch, earliest first"),
            ("-launched", "Launch, latest first"),
        ),
        label="Sort by",
    )
