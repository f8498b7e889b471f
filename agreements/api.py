"""Agreements in the API."""

from register.api import PublishedViewSet

from .filters import AgreementFilterSet
from .models import PublishedAgreement
from .serializers import AgreementEditionSerializer


class AgreementViewSet(PublishedViewSet):
    """Collaboration agreements, as published."""

    model = PublishedAgreement
    filterset_class = AgreementFilterSet
    serializer_class = AgreementEditionSerializer
