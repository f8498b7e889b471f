"""The admin of agreements: fieldsets in the order in which a clerk reads a document."""

from django.contrib import admin

from register.admin import LifecycleFilter, RecordAdmin, StateFilter, WordFilter, published_word

from .document_admin import DocumentInline, UploadMixin
from .inlines import (
    OutcomeInline,
    PartyInline,
    ProgrammeOrganisationInline,
    ProgrammeSourceInline,
    ProgrammeStatedInline,
    ReviewInline,
    RoleInline,
    SourceInline,
    StatedInline,
    VariationInline,
)
from .models import Agreement, Programme
from .take_downs import TakeDownMixin
from .vocabulary import Lifecycle, Section22A


class AgreementLifecycleFilter(LifecycleFilter):
    vocabulary = Lifecycle


class Section22AFilter(WordFilter):
    title = "section 22A, as published"
    parameter_name = "section_22a"
    vocabulary = Section22A


@admin.register(Agreement)
class AgreementAdmin(UploadMixin, TakeDownMixin, RecordAdmin):
    from_edition = ("lifecycle", "section_22a")
    list_display = (
        "reference",
        "title",
        "owner",
        "state",
        published_word("lifecycle", Lifecycle, "lifecycle today"),
        published_word("section_22a", Section22A, "section 22A"),
    )
    list_display_links = ("reference", "title")
    list_filter = (
        StateFilter,
        AgreementLifecycleFilter,
        Section22AFilter,
        "scope",
        ("owner", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = (
        "reference",
        "title",
        "other_titles",
        "purpose",
        "programme",
        "programme_record__title",
        "parties__organisation__name",
        "parties__organisation__aliases__name",
        "parties__group__name",
        "parties__stated_as",
    )
    search_help_text = "Reference, title, purpose, programme or the name of a party"
    ordering = ("reference",)
    autocomplete_fields = ("programme_record", "part_of", "replaced_by")
    inlines = (
        PartyInline,
        RoleInline,
        VariationInline,
        DocumentInline,
        ReviewInline,
        OutcomeInline,
        StatedInline,
        SourceInline,
    )
    on_removal = (
        "From then on, copies of its documents are given to nobody; the files are kept, so that it "
        "can be published again."
    )
    called_by = {"parties": ("organisation", "group"), "roles": ("organisation",)}
    fixed_once_published = ("slug", "reference")
    fieldsets = (
        (
            "What it is",
            {
                "fields": (
                    "reference",
                    "title",
                    "other_titles",
                    "slug",
                    "owner",
                    "purpose",
                    "scope",
                    "functions",
                ),
                "description": "Start with what the document calls itself, then say in your own "
                "words what it is for.",
            },
        ),
        (
            "Where it belongs",
            {"fields": ("programme", "programme_record", "part_of", "replaced_by")},
        ),
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
                    "has_staff_functions",
                    "contract_value",
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
        (
            "Publication",
            {
                "fields": (
                    "publication",
                    "publication_reason",
                    "publication_url",
                    "publication_seen_on",
                )
            },
        ),
        ("For colleagues", {"fields": ("staff_notes",)}),
    )


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    list_display = ("title", "area", "owner", "state")
    list_filter = (StateFilter, ("owner", admin.RelatedOnlyFieldListFilter))
    search_fields = (
        "title",
        "other_titles",
        "description",
        "area",
        "organisations__organisation__name",
        "organisations__organisation__aliases__name",
    )
    search_help_text = "Title, description, area or the name of a member"
    called_by = {"organisations": ("organisation",)}
    inlines = (ProgrammeOrganisationInline, ProgrammeStatedInline, ProgrammeSourceInline)
    fieldsets = (
        (
            "What it is",
            {
                "fields": ("title", "other_titles", "slug", "owner", "description", "area"),
                "description": "In your own words. Figures and claims of a source go under what "
                "the sources say. Its agreements name it on their own forms.",
            },
        ),
        ("For colleagues", {"fields": ("staff_notes",)}),
    )
