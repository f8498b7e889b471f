"""The public pages of agreements."""

from register.views import (
    EditionDetailView,
    EditionListView,
    PublishedDetailView,
    PublishedListView,
)

from . import rules
from .filters import AgreementFilterSet
from .models import PublishedAgreement


class AgreementListView(PublishedListView):
    model = PublishedAgreement
    filterset_class = AgreementFilterSet


class AgreementDetailView(PublishedDetailView):
    model = PublishedAgreement

    def get_context_data(self, **kwargs):
        findings = rules.judge(self.object.body, self.question.on)
        return super().get_context_data(findings=findings, **kwargs)


class AgreementEditionListView(EditionListView):
    model = PublishedAgreement


class AgreementEditionDetailView(EditionDetailView):
    model = PublishedAgreement
