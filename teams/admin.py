"""The admin of teams and shared sites."""

from django.contrib import admin

from register.admin import LifecycleFilter, RecordAdmin, StateFilter, published_word

from .inlines import (
    BoardSeatInline,
    PostInline,
    SiteOrganisationInline,
    SiteSourceInline,
    SiteStatedInline,
    TeamOrganisationInline,
    TeamOutcomeInline,
    TeamSourceInline,
    TeamStatedInline,
)
from .models import Site, Team
from .vocabulary import Lifecycle, SiteLifecycle


class TeamLifecycleFilter(LifecycleFilter):
    vocabulary = Lifecycle


class SiteLifecycleFilter(LifecycleFilter):
    vocabulary = SiteLifecycle


@admin.register(Team)
class TeamAdmin(RecordAdmin):
    from_edition = ("lifecycle",)
    list_display = (
        "title",
        "team_kind",
        "owner",
        "state",
        published_word("lifecycle", Lifecycle, "lifecycle today"),
    )
    list_filter = (
        StateFilter,
        TeamLifecycleFilter,
        "team_kind",
        "is_trial",
        ("owner", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = (
        "title",
        "other_titles",
        "purpose",
        "organisations__organisation__name",
        "organisations__organisation__aliases__name",
        "organisations__unit",
    )
    search_help_text = "Title, purpose, unit or the name of an organisation in it"
    autocomplete_fields = ("sites", "agreement", "part_of")
    called_by = {"organisations": ("organisation",)}
    inlines = (
        TeamOrganisationInline,
        PostInline,
        BoardSeatInline,
        TeamOutcomeInline,
        TeamStatedInline,
        TeamSourceInline,
    )
    fieldsets = (
        (
            "What it is",
            {
                "fields": (
                    "title",
                    "other_titles",
                    "slug",
                    "owner",
                    "team_kind",
                    "purpose",
                    "area",
                ),
                "description": "Enter the organisations in it and their units further down.",
            },
        ),
        ("Where it belongs", {"fields": ("sites", "agreement", "part_of")}),
        (
            "Dates",
            {
                "fields": ("stage", "starts_on", "ends_on"),
                "description": "Only what a document says. What is not recorded stays empty.",
            },
        ),
        (
            "Trial",
            {
                "fields": (
                    "is_trial",
                    "trial_length",
                    "trial_length_months",
                    "trial_planned_end_on",
                    "is_trial_end_inferred",
                    "trial_decision",
                    "trial_decided_on",
                    "trial_outcome",
                )
            },
        ),
        ("For colleagues", {"fields": ("staff_notes",)}),
    )


@admin.register(Site)
class SiteAdmin(RecordAdmin):
    from_edition = ("lifecycle",)
    list_display = (
        "title",
        "site_kind",
        "place",
        "owner",
        "state",
        published_word("lifecycle", SiteLifecycle, "lifecycle today"),
    )
    list_filter = (
        StateFilter,
        SiteLifecycleFilter,
        "site_kind",
        ("owner", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = (
        "title",
        "other_titles",
        "place",
        "description",
        "organisations__organisation__name",
        "organisations__organisation__aliases__name",
    )
    search_help_text = "Title, place, description or the name of an organisation"
    called_by = {"organisations": ("organisation",)}
    inlines = (SiteOrganisationInline, SiteStatedInline, SiteSourceInline)
    fieldsets = (
        (
            "What it is",
            {
                "fields": (
                    "title",
                    "other_titles",
                    "slug",
                    "owner",
                    "site_kind",
                    "place",
                    "description",
                )
            },
        ),
        (
            "Dates",
            {
                "fields": ("stage", "proposed_on", "approved_on", "opened_on", "closed_on"),
                "description": "Only what a document says. What is not recorded stays empty.",
            },
        ),
        ("For colleagues", {"fields": ("staff_notes",)}),
    )
