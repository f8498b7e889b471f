"""The admin's pages for a copy that has to go at once: one takes it down, another confirms."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from organisations.admin.limits import TEXT_OF_ROW
from register.admin import RecordInline

from .models import Document, TakeDown


class TakeDownForm(forms.ModelForm):
    class Meta:
        model = TakeDown
        fields = ("reason",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].validators.append(MaxLengthValidator(TEXT_OF_ROW))


class TakeDownInline(RecordInline):
    """The copies of an agreement that are down, also those whose file was replaced since."""

    model = TakeDown
    verbose_name_plural = "copies taken down at once"
    fields = readonly_fields = ("copy", "reason", "taken_down_by", "taken_down_at", "confirmed_by")

    def has_change_permission(self, request, obj=None):
        return False

    has_add_permission = has_delete_permission = has_change_permission

    def get_formset(self, request, obj=None, **kwargs):
        self.may_settle = obj.can_publish(request.user)
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description="copy")
    def copy(self, taken_down):
        if not self.may_settle:
            return taken_down.name
        settle = reverse("admin:agreements_agreement_settle", args=[taken_down.pk])
        return format_html('{} <a href="{}">Confirm or put back</a>', taken_down.name, settle)


class TakeDownMixin:
    """Adds the pages to the admin of agreements."""

    def get_urls(self):
        take_down = self.admin_site.admin_view(self.take_down_view)
        settle = self.admin_site.admin_view(self.settle_view)
        return [
            path(
                "documents/<int:document_id>/take-down/",
                take_down,
                name="agreements_agreement_take_down",
            ),
            path("take-downs/<int:pk>/", settle, name="agreements_agreement_settle"),
            *super().get_urls(),
        ]

    def get_inlines(self, request, obj):
        inlines = super().get_inlines(request, obj)
        return (*inlines, TakeDownInline) if obj and obj.take_downs.exists() else inlines

    def take_down_view(self, request, document_id):
        """One publisher takes a document's present copy down."""
        document = get_object_or_404(Document, pk=document_id)
        agreement = document.agreement
        if not agreement.can_publish(request.user):
            raise PermissionDenied
        if taken_down := agreement.take_downs.filter(sha256=document.sha256).first():
            return redirect("admin:agreements_agreement_settle", taken_down.pk)
        form = TakeDownForm(request.POST or None)
        if document.file and form.is_valid():
            self.take_down(request, document, form.cleaned_data["reason"])
            return redirect("admin:agreements_agreement_change", agreement.pk)
        context = {"title": "Take down a copy", "document": document, "form": form}
        return self.take_down_page(request, "take_down", agreement, context)

    def take_down(self, request, document, reason):
        document.agreement.take_downs.get_or_create(
            sha256=document.sha256, defaults={"reason": reason, "taken_down_by": request.user}
        )
        words = f"Took down “{document.title}”: {reason}"
        self.log_change(request, document.agreement, words)
        messages.success(
            request,
            "The copy is down. A second publisher has to confirm it; then withhold the document "
            "here and give the public the reason.",
        )

    @transaction.atomic
    def settle_view(self, request, pk):
        """A second publisher confirms that a copy stays down, or puts it back."""
        taken_down = get_object_or_404(TakeDown.objects.select_for_update(), pk=pk)
        agreement = taken_down.agreement
        if not agreement.can_publish(request.user):
            raise PermissionDenied
        if request.method == "POST":
            self.settle(request, agreement, taken_down)
            return redirect("admin:agreements_agreement_change", agreement.pk)
        can_settle = taken_down.can_settle(request.user)
        context = {"title": "Taken down", "taken_down": taken_down, "can_settle": can_settle}
        return self.take_down_page(request, "settle", agreement, context)

    def settle(self, request, agreement, taken_down):
        if not taken_down.can_settle(request.user):
            messages.error(
                request, "You took it down, so somebody else has to confirm it or put it back."
            )
        elif "put_back" in request.POST:
            taken_down.delete()
            self.log_change(request, agreement, f"Put the copy back: {taken_down.sha256}")
            messages.success(request, "The copy is back.")
        else:
            taken_down.confirmed_by = request.user
            taken_down.save()
            self.log_change(request, agreement, f"Confirmed the take-down: {taken_down.sha256}")
            messages.success(request, "Confirmed. The copy stays down.")

    def take_down_page(self, request, name, agreement, context):
        context = {
            **self.admin_site.each_context(request),
            **context,
            "record": agreement,
            "change_address": reverse("admin:agreements_agreement_change", args=[agreement.pk]),
            "opts": self.opts,
        }
        return TemplateResponse(request, f"admin/agreements/{name}.html", context)
