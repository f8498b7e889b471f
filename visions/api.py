"""Shared visions in the API."""

from register.api import PublishedViewSet

from .filters import VisionFilterSet
from .models import PublishedVision
from .serializers import VisionEditionSerializer


class VisionViewSet(PublishedViewSet):
    """Visions that police, fire services and others share, as published."""

    model = PublishedVision
    filterset_class = VisionFilterSet
    serializer_class = VisionEditionSerializer
