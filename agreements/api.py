"""Agreements in the API."""

from register.api import EntryViewSet

from .filters import AgreementFilterSet
from .serializers import AgreementEditionSerializer


class AgreementViewSet(EntryViewSet):
    """Collaboration agreements, as published."""

    filterset_class = AgreementFilterSet
    serializer_class = AgreementEditionSerializer
