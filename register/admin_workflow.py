"""The admin's pages from a working record to an edition: preview, submit, approve, reject.

Each only calls methods of Record, which decide what is allowed.
"""

from collections.abc import Mapping
from http import HTTPStatus

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator
from django.db import models
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import path, reverse

from organisations.admin.limits import TEXT_OF_ROW

from . import erasure, kinds
from .canonical import digest
from .differences import differences
from .indexing import drafted
from .models import Action, Refused, State
from .time_query import BadParameters, TimeQuery
from .views import EntryDetailView, refuse


class SubmitForm(forms.Form):
    note = forms.CharField(
        label="Change note",
        validators=[MaxLengthValidator(TEXT_OF_ROW)],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What changes and why, in a sentence or two. The public reads it.",
    )


class EraseForm(SubmitForm):
    erase = forms.CharField(
        label="Text to erase",
        min_length=3,
        max_length=200,
        help_text="Exactly as published, for example a name. Every edition of this record loses "
        "it, in any letter case. Take it out of the working record first.",
    )
    field_order = ["erase", "note"]


class RejectForm(forms.Form):
    reason = forms.CharField(
        label="Reason for sending it back",
        validators=[MaxLengthValidator(TEXT_OF_ROW)],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For colleagues; it stays in the record’s history and is never published.",
    )


REQUESTS = {
    Action.PUBLISHED: ("Submit for approval", SubmitForm),
    Action.REMOVED: ("Ask to remove from the register", SubmitForm),
    Action.ERASED: ("Ask to erase a text", EraseForm),
}


class WorkflowMixin(admin.ModelAdmin):
    """Adds the workflow's pages to a record's admin, and its buttons to the form."""

    # By a relation to rows of the record: the relations that are read with it to name the rows.
    called_by: Mapping[str, tuple[str, ...]] = {}
    # What else a removal does, in a sentence for who asks for one.
    on_removal = ""

    def get_urls(self):
        info = self.opts.app_label, self.opts.model_name

        def page(address, view, name):
            wrapped = self.admin_site.admin_view(view)
            return path(f"<path:object_id>/{address}/", wrapped, name="{}_{}_".format(*info) + name)

        return [
            page("preview", self.preview_view, "preview"),
            page("submit/<str:action>", self.submit_view, "submit"),
            page("approve", self.approve_view, "approve"),
            page("reject", self.reject_view, "reject"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, unquote(object_id))
        context = {}
        if record:
            models.prefetch_related_objects([record], *record.named, *self.belongings(record))
            context = self.workflow_context(request, record)
        return super().change_view(
            request, object_id, form_url, {**context, **(extra_context or {})}
        )

    def belongings(self, record) -> list[str | models.Prefetch]:
        """What the record's form and its content are made of."""
        called_by = {
            name: models.Prefetch(name, getattr(record, name).model.objects.select_related(*names))
            for name, names in self.called_by.items()
        }
        return [called_by.get(name, name) for name in record.belongings]

    def workflow_context(self, request, record) -> dict:
        """What the form's panel says and offers, of a record read with its belongings."""
        can_edit, content = record.can_edit(request.user), record.content_as_read()
        return {
            "record": record,
            "state_label": State(record.state).label,
            "unchanged": record.state == State.PUBLISHED,
            "is_public": record.is_public,
            "blockers": record.blockers(content),
            "findings": record.findings(content),
            "refusal": record.refusal(request.user),
            "can_reject": record.can_reject(request.user),
            "can_submit": can_edit and not record.is_submitted,
            "can_take_back": can_edit and not record.is_submitted and record.current_edition_id,
            "since_last_edition": record.editors.all(),
        }

    def preview_view(self, request, object_id):
        """The public page as it would look after approval. For staff only."""
        record = self._record(request, object_id)
        kind = kinds.get(record.kind)
        content = record.content()
        body = {**content, **_APPROVAL_TO_COME, "schema": kind.schema}
        try:
            time_query = TimeQuery.read(request.GET)
        except BadParameters as error:
            return refuse(request, error)
        context = {
            "kind": kind,
            "row": drafted(record, body, time_query.on),
            "body": body,
            "links": [],
            "findings": record.findings(content),
            "time_query": time_query,
            "preview": True,
        }
        return render(request, EntryDetailView.template_name, context)

    def submit_view(self, request, object_id, action):
        if action not in REQUESTS:
            raise Http404
        record = self._record(request, object_id)
        if not record.can_edit(request.user):
            raise PermissionDenied
        title, form_class = REQUESTS[Action(action)]
        form = form_class(request.POST or None)
        blockers = record.blockers(record.content())
        context = {"title": title, "form": form, "action": action, "blockers": blockers}
        context["on_removal"] = self.on_removal
        if form.is_valid():
            erase = form.cleaned_data.get("erase", "")
            try:
                record.submit(request.user, form.cleaned_data["note"], Action(action), erase)
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                self.log_change(request, record, f"{title}: {form.cleaned_data['note']}")
                messages.success(request, "Submitted. A second person has to approve it.")
                return self._back(record)
        return self._page(request, "submit", record, context)

    def approve_view(self, request, object_id):
        record = self._record(request, object_id)
        refusal = record.refusal(request.user)
        if request.method == "POST":
            try:
                edition = record.approve(request.user, seen=request.POST.get("seen", ""))
            except Refused as refused:
                refusal = str(refused)
                record.refresh_from_db()
            else:
                self.log_change(request, record, f"Approved: edition {edition.number}")
                messages.success(request, f"Approved: edition {edition.number} is published.")
                return self._back(record)
        content = record.content()
        context = {
            "title": "Approve",
            "refusal": refusal,
            # Only what this page shows can be approved from it.
            "seen": record.seal() if digest(content) == record.submitted_digest else "",
            "differences": self._differences(record, content),
            "others": record.text_to_erase and erasure.others_with(record, record.text_to_erase),
            "is_first": record.current_edition_id is None,
            "reject_form": RejectForm(),
        }
        return self._page(request, "approve", record, context)

    def reject_view(self, request, object_id):
        record = self._record(request, object_id)
        form = RejectForm(request.POST or None)
        refused_because = ""
        if form.is_valid():
            try:
                record.reject(request.user)
            except Refused as refused:
                refused_because = str(refused)
            else:
                self.log_change(request, record, f"Sent back: {form.cleaned_data['reason']}")
                messages.success(request, "Sent back to its editors.")
                return self._back(record)
        context = {"title": "Send back", "form": form, "refusal": refused_because}
        return self._page(request, "reject", record, context)

    def _record(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        return record

    def _differences(self, record, content):
        if record.submitted_action in {Action.REMOVED, Action.ERASED}:
            return []
        before = record.current_edition.content if record.current_edition else {}
        return differences(before, content)

    def _page(self, request, name, record, context):
        refused = context.get("refusal") or (context.get("form") and context["form"].errors)
        return TemplateResponse(
            request,
            f"admin/register/{name}.html",
            {
                **self.admin_site.each_context(request),
                **{f"{name}_address": self._address(name, record) for name in _PAGES},
                **context,
                "record": record,
                "opts": self.opts,
            },
            status=HTTPStatus.CONFLICT if refused and request.method == "POST" else None,
        )

    def _back(self, record):
        return redirect(self._address("change", record))

    def _address(self, name, record):
        page = f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}"
        return reverse(page, args=[record.pk])


_PAGES = ("change", "preview", "approve", "reject")
_APPROVAL_TO_COME = {"change_note": "", "second_person_approval": True, "erasure": None}
