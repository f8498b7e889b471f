"""The admin of agreements: fieldsets in the order in which a clerk reads a document."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.forms.models import BaseInlineFormSet
from django.utils import timezone

from register.admin import RecordAdmin, RecordInline, StateFilter

from .models import (
    Agreement,
    AgreementOutcome,
    AgreementSource,
    Party,
    PublishedAgreement,
    Variation,
)
from .vocabulary import Lifecycle, Section22A


class PartyForm(forms.ModelForm):
    # The parties are saved in the order of the form, in which the present lead stands first: so
    # the one that gives up the lead goes before the one that takes it.

    def _get_validation_exclusions(self):
        # One lead is judged over all the parties of the form below: row by row, against the
        # database, moving the lead from one party to another would be refused.
        return super()._get_validation_exclusions() | {"is_lead"}


class PartyFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        if sum(bool(data.get("is_lead")) for data in kept if data) > 1:
            raise ValidationError("An agreement has one lead: leave “lead” ticked on one party.")


class PartyInline(RecordInline):
    model = Party
    form = PartyForm
    formset = PartyFormSet
    autocomplete_fields = ("organisation", "group")


class VariationInline(RecordInline):
    model = Variation


class SourceInline(RecordInline):
    model = AgreementSource


class OutcomeInline(RecordInline):
    model = AgreementOutcome


class LifecycleFilter(admin.SimpleListFilter):
    title = "lifecycle today, as published"
    parameter_name = "lifecycle"

    def lookups(self, request, model_admin):
        return Lifecycle.choices

    def queryset(self, request, queryset):
        return queryset.filter(lifecycle=self.value()) if self.value() else queryset


class Section22AFilter(LifecycleFilter):
    title = "section 22A, as published"
    parameter_name = "section_22a"

    def lookups(self, request, model_admin):
        return Section22A.choices

    def queryset(self, request, queryset):
        return queryset.filter(section_22a=self.value()) if self.value() else queryset


@admin.register(Agreement)
class AgreementAdmin(RecordAdmin):
    list_display = ("reference", "title", "owner", "state", "lifecycle_today", "section_22a")
    list_display_links = ("reference", "title")
    list_filter = (
        StateFilter,
        LifecycleFilter,
        Section22AFilter,
        "scope",
        ("owner", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("owner",)
    search_fields = (
        "reference",
        "title",
        "purpose",
        "programme",
        "parties__organisation__name",
        "parties__organisation__aliases__name",
        "parties__group__name",
    )
    search_help_text = "Reference, title, purpose, programme or the name of a party"
    ordering = ("reference",)
    autocomplete_fields = ("part_of",)
    inlines = (PartyInline, VariationInline, OutcomeInline, SourceInline)
    fixed_once_published = ("slug", "reference")
    fieldsets = (
        (
            "What it is",
            {
                "fields": ("reference", "title", "slug", "owner", "purpose", "scope", "functions"),
                "description": "Start with what the document calls itself, then say in your own "
                "words what it is for.",
            },
        ),
        ("Where it belongs", {"fields": ("programme", "part_of")}),
        ("The law", {"fields": ("legal_bases", "stage")}),
        (
            "Dates",
            {
                "fields": ("starts_on", "expires_on", "term"),
                "description": "Only what a document says. What is not recorded stays empty; the "
                "site then says “not recorded”, which is honest.",
            },
        ),
        (
            "Parties",
            {
                "fields": ("parties_recorded",),
                "description": "Enter the parties themselves further down.",
            },
        ),
        ("Publication", {"fields": ("publication", "publication_reason")}),
        ("For colleagues", {"fields": ("staff_notes",)}),
    )

    def get_queryset(self, request):
        published = PublishedAgreement.objects.as_at(None).on(timezone.localdate())
        current = published.filter(slug=OuterRef("slug"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                lifecycle=Subquery(current.values("lifecycle")[:1]),
                section_22a=Subquery(current.values("section_22a")[:1]),
            )
        )

    @admin.display(description="lifecycle today", ordering="lifecycle", empty_value="not published")
    def lifecycle_today(self, agreement):
        return agreement.lifecycle and Lifecycle(agreement.lifecycle).label

    @admin.display(description="section 22A", ordering="section_22a", empty_value="not published")
    def section_22a(self, agreement):
        return agreement.section_22a and Section22A(agreement.section_22a).label
