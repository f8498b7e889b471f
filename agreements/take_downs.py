"""The admin's pages about a copy: to read it before it is approved, and to take it down at once."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from .documents.serving import file_response
from .documents.storage import open_document
from .models import Document, TakeDown


class TakeDownForm(forms.ModelForm):
    class Meta:
        model = TakeDown
        fields = ("reason",)


class TakeDownMixin:
    """Adds the page to the admin of agreements."""

    def get_urls(self):
        take_down = self.admin_site.admin_view(self.take_down_view)
        read = self.admin_site.admin_view(self.read_view)
        address = "documents/<int:document_id>/"
        return [
            path(f"{address}take-down/", take_down, name="agreements_agreement_take_down"),
            path(f"{address}file/", read, name="agreements_agreement_file"),
            *super().get_urls(),
        ]

    def read_view(self, request, document_id):
        """The file as uploaded, for whoever may see the record: approval is of what was read."""
        document = get_object_or_404(Document, pk=document_id)
        if self.get_object(request, str(document.agreement_id)) is None or not document.sha256:
            raise Http404
        try:
            file = open_document(document.sha256)
        except FileNotFoundError:
            raise Http404 from None
        response = file_response(
            request,
            file,
            size=document.size,
            media_type=document.media_type,
            filename=document.name,
            sha256=document.sha256,
        )
        response["Cache-Control"] = "private, no-store"
        return response

    def take_down_view(self, request, document_id):
        """One publisher takes the copy down; a second confirms it or puts it back."""
        document = get_object_or_404(Document, pk=document_id)
        agreement = document.agreement
        if not agreement.can_publish(request.user):
            raise PermissionDenied
        standing = agreement.take_downs.filter(sha256=document.sha256).first()
        form = TakeDownForm(None if standing else (request.POST or None))
        if request.method == "POST" and standing:
            self.settle(request, agreement, standing)
            return redirect("admin:agreements_agreement_change", agreement.pk)
        if form.is_valid() and document.sha256:
            self.take_down(request, document, form)
            return redirect("admin:agreements_agreement_change", agreement.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "Take down a copy",
            "document": document,
            "standing": standing,
            "is_mine": standing and standing.taken_down_by_id == request.user.pk,
            "form": form,
            "record": agreement,
            "change_address": reverse("admin:agreements_agreement_change", args=[agreement.pk]),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/agreements/take_down.html", context)

    def take_down(self, request, document, form):
        form.instance.agreement = document.agreement
        form.instance.sha256 = document.sha256
        form.instance.taken_down_by = request.user
        form.save()
        words = f"Took down “{document.title}”: {form.instance.reason}"
        self.log_change(request, document.agreement, words)
        messages.success(
            request,
            "The copy is down. A second publisher has to confirm it; then withhold the document "
            "here and give the public the reason.",
        )

    def settle(self, request, agreement, standing):
        """Confirm, by somebody else; or put back, by anyone who may publish."""
        if "put_back" in request.POST:
            standing.delete()
            self.log_change(request, agreement, f"Put the copy back: {standing.sha256}")
            messages.success(request, "The copy is back.")
        elif standing.taken_down_by_id == request.user.pk:
            messages.error(request, "You took it down, so somebody else has to confirm it.")
        else:
            standing.confirmed_by = request.user
            standing.save()
            self.log_change(request, agreement, f"Confirmed the take-down: {standing.sha256}")
            messages.success(request, "Confirmed. The copy stays down.")
