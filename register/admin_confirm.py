"""Confirming that records are still right, one or many in one act; a second person approves it."""

from http import HTTPStatus

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.response import TemplateResponse

from organisations.dates import PartialDateFormField

from .models import Refused

MOST = 100  # each is read, saved and submitted in one transaction


class ConfirmForm(forms.Form):
    confirmed_on = PartialDateFormField(
        label="Last confirmed",
        help_text="The last day on which a source, or a person in office, said that these are as "
        "recorded: in force, working, open. As much as is known: 25 October 2013, October 2013 or "
        "2013. A date in doubt confirms nothing.",
    )
    confirmed_by = forms.CharField(
        label="Who or what says so",
        max_length=200,
        help_text="The source, or the office whose holder says so. The public reads it.",
    )


class ConfirmMixin(admin.ModelAdmin):
    """Adds the action to the list of a record's admin."""

    actions = ("confirm",)

    @admin.action(description="Confirm that they are still right", permissions=["change"])
    def confirm(self, request, queryset):
        if queryset.count() > MOST:
            self.message_user(request, f"Choose at most {MOST} at once.", messages.ERROR)
            return None
        records = list(queryset.order_by("pk"))
        form = ConfirmForm(request.POST if "confirming" in request.POST else None)
        refusals = self._confirm_all(request, records, form) if form.is_valid() else []
        if form.is_valid() and not refusals:
            words = "Submitted: a second person has to approve each of them."
            self.message_user(request, words, messages.SUCCESS)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Confirm that they are still right",
            "opts": self.opts,
            "form": form,
            "records": records,
            "refusals": refusals,
        }
        status = HTTPStatus.CONFLICT if refusals else HTTPStatus.OK
        return TemplateResponse(request, "admin/register/confirm.html", context, status=status)

    @transaction.atomic
    def _confirm_all(self, request, records, form) -> list[tuple]:
        """Confirm all of them, or none if any is refused: those, each with the reason."""
        refusals = []
        for record in records:
            try:
                with transaction.atomic():
                    record.confirm(request.user, **form.cleaned_data)
            except Refused as refused:
                refusals.append((record, str(refused)))
            except ValidationError as error:
                refusals.append((record, " ".join(error.messages)))
            else:
                self.log_change(request, record, record.change_note)
        if refusals:
            transaction.set_rollback(True)
        return refusals
