"""The public pages of agreements."""

import logging

from django.http import Http404
from django.shortcuts import render
from django.views.generic.base import View

from register.views import PublishedDetailView

from . import rules
from .documents.serving import file_response
from .documents.storage import open_document
from .models import PublishedDocument, TakeDown

logger = logging.getLogger(__name__)


class AgreementDetailView(PublishedDetailView):
    """An agreement, and what the rules find in it."""

    def get_context_data(self, **kwargs):
        findings = rules.judge(self.object.body, self.question.on)
        return super().get_context_data(findings=findings, **kwargs)


class AgreementDocumentView(View):
    """A document's copy, while an unmasked edition of the agreement gives it."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, slug, sha256):
        copy = PublishedDocument.objects.open_to_all(slug, sha256).first()
        if copy is None:
            raise Http404("No edition of this agreement gives such a copy.")
        if TakeDown.objects.filter(agreement__slug=slug, sha256=sha256).exists():
            return render(request, "agreements/taken_down.html", {"slug": slug}, status=410)
        try:
            file = open_document(sha256)
        except FileNotFoundError:
            logger.error("The file of a published document is missing: %s", sha256)
            raise Http404("The file of this document is missing.") from None
        return file_response(
            request,
            file,
            size=copy.size,
            media_type=copy.media_type,
            filename=copy.name,
            sha256=sha256,
        )
