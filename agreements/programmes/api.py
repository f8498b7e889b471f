"""Programmes in the API."""

from register.api import EntryViewSet

from .filters import ProgrammeFilterSet
from .serializers import ProgrammeEditionSerializer


class ProgrammeViewSet(EntryViewSet):
    """Programmes under which organisations make agreements, as published."""

    filterset_class = ProgrammeFilterSet
    serializer_class = ProgrammeEditionSerializer
