"""The admin of shared visions."""

from django.contrib import admin

from register.admin import RecordAdmin, StateFilter

from .inlines import (
    AimInline,
    SignatoryInline,
    VisionOrganisationInline,
    VisionOutcomeInline,
    VisionSourceInline,
    VisionStatedInline,
)
from .models import Vision


@admin.register(Vision)
class VisionAdmin(RecordAdmin):
    list_display = ("title", "area", "owner", "state")
    list_filter = (StateFilter, ("owner", admin.RelatedOnlyFieldListFilter))
    search_fields = (
        "title",
        "other_titles",
        "commitment",
        "area",
        "organisations__organisation__name",
        "organisations__organisation__aliases__name",
    )
    search_help_text = "Title, commitment, area or the name of an organisation that shares it"
    autocomplete_fields = ("agreements", "teams")
    called_by = {"organisations": ("organisation",)}
    inlines = (
        VisionOrganisationInline,
        AimInline,
        SignatoryInline,
        VisionOutcomeInline,
        VisionStatedInline,
        VisionSourceInline,
    )
    fieldsets = (
        (
            "What it is",
            {
                "fields": ("title", "other_titles", "slug", "owner", "commitment", "area"),
                "description": "In your own words; quote nobody.",
            },
        ),
        (
            "Launch and review",
            {"fields": ("first_used_on", "launched_on", "launch_place", "review_on")},
        ),
        ("What delivers it", {"fields": ("agreements", "teams")}),
        ("For colleagues", {"fields": ("staff_notes",)}),
    )
