"""The public pages of agreements."""

from register.views import PublishedDetailView

from . import rules


class AgreementDetailView(PublishedDetailView):
    """An agreement, and what the rules find in it."""

    def get_context_data(self, **kwargs):
        findings = rules.judge(self.object.body, self.question.on)
        return super().get_context_data(findings=findings, **kwargs)
