"""The public pages of agreements."""

from register.views import (
    EditionDetailView,
    EditionListView,
    PublishedDetailView,
    PublishedListView,
)

from .filters import AgreementFilterSet
from .models import PublishedAgreement


class AgreementListView(PublishedListView):
    model = PublishedAgreement
    filterset_class = AgreementFilterSet


class AgreementDetailView(PublishedDetailView):
    model = PublishedAgreement


class AgreementEditionListView(EditionListView):
    model = PublishedAgreement


class AgreementEditionDetailView(EditionDetailView):
    model = PublishedAgreement
