"""Shared visions in the API."""

from register.api import EntryViewSet

from .filters import VisionFilterSet
from .serializers import VisionEditionSerializer


class VisionViewSet(EntryViewSet):
    """Visions that police, fire services and others share, as published."""

    filterset_class = VisionFilterSet
    serializer_class = VisionEditionSerializer
