from register.filters import AnyOf, EntryFilterSet, Ordering

from .models import Theme


class GrantFilterSet(EntryFilterSet):
    kind = "grant"

    theme = AnyOf(Theme, label="Theme")
    ordering = Ordering(
        fields=(("title", "title"), ("recorded_at", "updated"), ("starts_from", "paid")),
        offered=(("title", "Title"), ("-paid", "Latest paid")),
        label="Sort by",
    )
