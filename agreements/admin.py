"""The admin of agreements: fieldsets in the order in which a clerk reads a document."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from register.admin import RecordAdmin, StateFilter

from .documents.storage import StorageFailed, kept_only_if_saved
from .documents.uploads import inspect_uploads, refuse_uploads
from .inlines import (
    DocumentInline,
    OutcomeInline,
    PartyInline,
    ReviewInline,
    SourceInline,
    VariationInline,
)
from .models import Agreement, Document, PublishedAgreement
from .take_downs import TakeDownMixin
from .vocabulary import Lifecycle, Section22A


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
class AgreementAdmin(TakeDownMixin, RecordAdmin):
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
    autocomplete_fields = ("part_of", "replaced_by")
    inlines = (
        PartyInline,
        VariationInline,
        DocumentInline,
        ReviewInline,
        OutcomeInline,
        SourceInline,
    )
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
        ("Where it belongs", {"fields": ("programme", "part_of", "replaced_by")}),
        (
            "The law",
            {
                "fields": (
                    "legal_bases",
                    "stage",
                    "provision_kinds",
                    "is_in_writing",
                    "has_withdrawal_clause",
                    "withdrawal_terms",
                    "is_accountability_notified",
                    "accountability_arrangements",
                    "consultation_note",
                ),
                "description": "As the document says it. “Unknown” is an honest answer.",
            },
        ),
        (
            "Dates",
            {
                "fields": ("decided_on", "signed_on", "starts_on", "expires_on", "term"),
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

    def changeform_view(self, request, *args, **kwargs):
        if request.method == "POST":
            # Before the transaction: reading a stranger's file takes time, a lock should not.
            inspect_uploads(request.FILES)
        try:
            with kept_only_if_saved(Document.objects.cites):
                return super().changeform_view(request, *args, **kwargs)
        except StorageFailed as failed:
            # Rolled back. The form again, with all that was typed and the reason.
            refuse_uploads(request.FILES, failed)
            return super().changeform_view(request, *args, **kwargs)

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
