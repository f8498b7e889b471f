"""Organisations and groups: every member of staff sees them, the national role changes them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import admin
from django.db import models

from ..directory import Directory
from ..models import (
    Alias,
    FormerName,
    Group,
    GroupMembership,
    Organisation,
    PoliceFirePair,
    Succession,
)
from ..names import search


class ReferencePermissions:
    """Who may do what with reference data, for admins and inlines alike."""

    # Without a scheme typed in, a website is taken to be https.
    formfield_overrides: Mapping[type[models.Field], Mapping[str, Any]] = {
        models.URLField: {"assume_scheme": "https"}
    }

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_add_permission(self, request, obj=None):
        return request.user.is_staff and request.user.is_national

    def has_change_permission(self, request, obj=None):
        return request.user.is_staff and request.user.is_national

    def has_delete_permission(self, request, obj=None):
        return request.user.is_staff and request.user.is_national


class ReferenceInline(ReferencePermissions, admin.StackedInline):
    """Rows about one organisation or group, each in its own labelled block."""

    extra = 0


class ReferenceAdmin(ReferencePermissions, admin.ModelAdmin):
    """Admin of objects with a permanent address: they may be corrected, never deleted."""

    save_on_top = True

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("name",)}


class FormerNameInline(ReferenceInline):
    model = FormerName
    fields = (("name", "from_on", "until_on"), "source")


class AliasInline(ReferenceInline):
    model = Alias
    fields = (("name", "source"),)


class PredecessorInline(ReferenceInline):
    model = Succession
    fk_name = "successor"
    fields = (("predecessor", "on", "is_verified"), "source")
    autocomplete_fields = ("predecessor",)
    verbose_name = "predecessor"
    verbose_name_plural = "predecessors: what it took over from"


class SuccessorInline(ReferenceInline):
    model = Succession
    fk_name = "predecessor"
    fields = (("successor", "on", "is_verified"), "source")
    autocomplete_fields = ("successor",)
    verbose_name = "successor"
    verbose_name_plural = "successors: what took over from it"


class FirePartnerInline(ReferenceInline):
    model = PoliceFirePair
    fk_name = "police_force"
    fields = (("fire_service", "is_verified"), "source")
    autocomplete_fields = ("fire_service",)
    verbose_name_plural = "fire and rescue services of its area"


class PolicePartnerInline(ReferenceInline):
    model = PoliceFirePair
    fk_name = "fire_service"
    fields = (("police_force", "is_verified"), "source")
    autocomplete_fields = ("police_force",)
    verbose_name_plural = "police forces of its area"


class GroupOfOrganisationInline(ReferenceInline):
    model = GroupMembership
    fields = (("group", "joined_on", "left_on"), "source")
    autocomplete_fields = ("group",)
    verbose_name_plural = "groups it is in"


class MemberInline(ReferenceInline):
    model = GroupMembership
    fields = (("organisation", "joined_on", "left_on"), "source")
    autocomplete_fields = ("organisation",)
    verbose_name = "organisation in the group"
    verbose_name_plural = "organisations in the group"


class CheckedFilter(admin.SimpleListFilter):
    """Which organisations still hold something from memory."""

    title = "checked against sources"
    parameter_name = "checked"

    def lookups(self, request, model_admin):
        return [("no", "Something to check"), ("yes", "All checked")]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.to_check()
        return queryset.checked() if self.value() == "yes" else queryset


@admin.register(Organisation)
class OrganisationAdmin(ReferenceAdmin):
    list_display = ("name", "kind", "region", "nation", "overseen_by", "is_fire_authority")
    list_filter = ("kind", "nation", "region", "is_fire_authority", CheckedFilter)
    list_select_related = ("overseen_by",)
    search_fields = ("name", "short_name", "slug", "aliases__name", "former_names__name")
    search_help_text = (
        "Any name: the present one, a former one, an alias such as Derbys, or a form such as "
        "“PCC for Derbyshire” or “Chief Constable of Derbyshire”. If it is not there, ask for it "
        "under “Requests to national staff”."
    )
    autocomplete_fields = ("overseen_by",)
    radio_fields = {"kind": admin.VERTICAL}
    fieldsets = [
        (None, {"fields": ["name", "short_name", "slug", "kind"]}),
        ("Place", {"fields": [("nation", "region")]}),
        ("Governance", {"fields": ["overseen_by", "is_fire_authority", "governance"]}),
        ("Identifiers elsewhere", {"fields": [("ons_code", "police_uk_id"), "website"]}),
        (
            "Provenance",
            {
                "description": "Readers see the source. They don't see the unverified fields, nor "
                "pairs and successions that are not ticked as verified.",
                "fields": ["source", "unverified"],
            },
        ),
    ]

    def get_search_results(self, request, queryset, search_term):
        """By every form that people write, for the list and for every box that completes names."""
        if not search_term.strip():
            return queryset, False
        return queryset.filter(slug__in=search(search_term, Directory.current())), False

    def get_inlines(self, request, obj):
        partners: dict[str | None, list[type[ReferenceInline]]] = {
            Organisation.Kind.POLICE_FORCE: [FirePartnerInline],
            Organisation.Kind.FIRE_SERVICE: [PolicePartnerInline],
        }
        return [
            FormerNameInline,
            AliasInline,
            *partners.get(obj.kind if obj else None, []),
            GroupOfOrganisationInline,
            PredecessorInline,
            SuccessorInline,
        ]


@admin.register(Group)
class GroupAdmin(ReferenceAdmin):
    list_display = ("name", "slug", "present_size")
    search_fields = ("name", "slug")
    fields = ("name", "slug", "note", "source")
    inlines = (MemberInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships")

    @admin.display(description="Organisations today")
    def present_size(self, group):
        return len({row.organisation_id for row in group.memberships.all() if row.is_current})
