"""The public pages of agreements."""

import logging

from django.db.models import Subquery
from django.http import Http404
from django.shortcuts import render
from django.views.generic.base import View

from register.indexing import DOCUMENT, TAKEN_DOWN
from register.models import Entry, LedgerHead

from .documents.serving import file_response
from .documents.storage import open_document
from .models import Agreement, TakeDown

logger = logging.getLogger(__name__)


class AgreementDocumentView(View):
    """A document's copy, while an unmasked edition of the agreement gives it."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, slug, sha256):
        copy = copy_of(slug, sha256)
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
            size=copy["size"],
            media_type=copy["media_type"],
            filename=copy["name"],
            sha256=sha256,
        )


def copy_of(slug: str, sha256: str) -> dict | None:
    """The file with this hash as the last edition that speaks of it describes it.

    None if that edition took it down, or if none gives it. One query.
    """
    entries = Entry.objects.filter(
        generation=Subquery(LedgerHead.objects.values("generation")),
        kind=Agreement.kind,
        slug=slug,
        facets__name__in=(DOCUMENT, TAKEN_DOWN),
        facets__value=sha256,
    )
    entry = entries.with_body().defer("text", "tokens").order_by("-pk").first()
    if entry is None:
        return None
    files = (document["file"] for document in entry.content["documents"])
    return next((file for file in files if file and file["sha256"] == sha256), None)
