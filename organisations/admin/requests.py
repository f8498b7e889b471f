"""Requests to national staff: any office asks, the national role answers."""

from django import forms
from django.contrib import admin
from django.utils import timezone

from ..directory import Directory
from ..models import Membership, ReferenceRequest
from ..names import plain, resolve
from .limits import LimitedTexts


class RequestForm(forms.ModelForm):
    """Says so at once where the register already knows what is asked for."""

    def clean_name(self):
        name, directory = self.cleaned_data["name"], Directory.current()
        slug = resolve(name, directory).slug
        groups = [one for one in directory.groups.values() if plain(one.name) == plain(name)]
        for known in [*groups, *([directory.organisations[slug]] if slug else [])]:
            raise forms.ValidationError(
                f"The register knows it as {known.name}. Type any of its names where you choose an "
                "organisation or a group."
            )
        return name


class AnsweredFilter(admin.SimpleListFilter):
    """Requests by whether they wait for an answer."""

    title = "answer"
    parameter_name = "answered"

    def lookups(self, request, model_admin):
        return [("no", "Waiting"), ("yes", "Answered")]

    def queryset(self, request, queryset):
        if self.value() == "no":
            return queryset.waiting()
        return queryset.exclude(answered_at=None) if self.value() == "yes" else queryset


@admin.register(ReferenceRequest)
class ReferenceRequestAdmin(LimitedTexts, admin.ModelAdmin):
    list_display = ("name", "kind", "asked_by", "asked_at", "state", "answered_by")
    list_filter = (AnsweredFilter, "kind")
    list_select_related = ("asked_by", "answered_by")
    search_fields = ("name", "details", "answer")
    autocomplete_fields = ("organisation", "group")
    radio_fields = {"kind": admin.VERTICAL}
    asked = ("kind", "name", "details")
    answered = ("answer", "organisation", "group")
    who_and_when = ("asked_by", "asked_at", "answered_by", "answered_at")

    def get_queryset(self, request):
        """Everything for those who answer and for auditors, for others what they asked."""
        queryset = super().get_queryset(request)
        if request.user.is_national or request.user.has_role(Membership.Role.AUDITOR):
            return queryset
        return queryset.filter(asked_by=request.user)

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_add_permission(self, request):
        user, roles = request.user, Membership.Role
        return user.is_staff and (user.is_national or user.has_role(roles.EDITOR, roles.PUBLISHER))

    def has_change_permission(self, request, obj=None):
        return request.user.is_staff and request.user.is_national and not (obj and obj.is_answered)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": self.asked})]
        return [
            ("Asked", {"fields": (*self.asked, ("asked_by", "asked_at"))}),
            ("Answer", {"fields": (*self.answered, ("answered_by", "answered_at"))}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return (*self.asked, *self.who_and_when) if obj else ()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = {} if change else {"form": RequestForm}
        return super().get_form(request, obj, change, **kwargs | form)

    def save_model(self, request, obj, form, change):
        if change:
            obj.answered_by, obj.answered_at = request.user, timezone.now()
        else:
            obj.asked_by = request.user
        super().save_model(request, obj, form, change)

    @admin.display(description="State", ordering="answered_at")
    def state(self, asked):
        return "Answered" if asked.is_answered else "Waiting"
