"""What shared visions are filtered and sorted by, on the site and in the API alike."""

from register.filters import Ordering, PublishedFilterSet

from .models import PublishedVision


class VisionFilterSet(PublishedFilterSet):
    ordering = Ordering(
        fields=(("title", "title"), ("recorded_at", "updated"), ("launched_from", "launched")),
        label="Sort by",
    )

    class Meta:
        model = PublishedVision
        fields = []
