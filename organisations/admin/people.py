"""Users and their memberships: kept by the national role, seen by auditors too."""

import secrets

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import Group as PermissionGroup
from django.core.exceptions import PermissionDenied

from ..models import Membership, User
from .limits import LimitedRows

# What someone may do follows from memberships alone. Django's permission groups would be a second
# answer to the same question, under a name that here means a group of organisations.
admin.site.unregister(PermissionGroup)


class PeoplePermissions:
    """Who may see and change people. Nobody deletes: editions name who approved them."""

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        user = request.user
        return user.is_staff and (user.is_national or user.has_role(Membership.Role.AUDITOR))

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        user = request.user
        # Only a superuser changes a superuser: otherwise a new password would be a way up.
        beyond = obj is not None and obj.is_superuser and not user.is_superuser
        return user.is_staff and user.is_national and not beyond

    def has_delete_permission(self, request, obj=None):
        return False


class MembershipInline(PeoplePermissions, LimitedRows, admin.StackedInline):
    """What the person may do, where and when. It ends by its last day."""

    model = Membership
    extra = 0
    fields = (("role", "organisation"), ("from_on", "to_on"))
    autocomplete_fields = ("organisation",)


class HeldFilter(admin.SimpleListFilter):
    """People by a role they hold today."""

    title = "role today"
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return Membership.Role.choices

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        held = Membership.objects.current().filter(role=self.value())
        return queryset.filter(pk__in=held.values("user"))


class NewPersonForm(forms.ModelForm):
    """Somebody new. Nobody else chooses their password, not even at first."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email")
        field_classes = {"username": UsernameField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True
        self.fields["email"].help_text = (
            "Where they get the link to choose a password, which they ask for with “Forgotten "
            "your password?” on the sign-in page."
        )


@admin.register(User)
class UserAdmin(PeoplePermissions, auth_admin.UserAdmin):
    list_display = ("username", "get_full_name", "email", "held_today", "is_active")
    list_filter = ("is_active", HeldFilter, "is_superuser")
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    inlines = (MembershipInline,)
    add_form = NewPersonForm
    add_fieldsets = ((None, {"fields": ("username", ("first_name", "last_name"), "email")}),)
    actions = ("mark_as_left",)
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": [("first_name", "last_name"), "email"]}),
        (
            "Access",
            {
                "description": "What they may do is in the memberships below. When somebody "
                "leaves, use “Mark as left” in the list of users.",
                "fields": ["is_active", "is_staff", "is_superuser"],
            },
        ),
        ("Dates", {"fields": [("last_login", "date_joined")]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("memberships__organisation")

    def get_fieldsets(self, request, obj=None):
        """Without the password, hashed as it is, for those who may not set it."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or request.user.is_superuser:
            return fieldsets
        return [(None, {"fields": ["username"]}), *self.fieldsets[1:]]

    def get_readonly_fields(self, request, obj=None):
        return (
            self.readonly_fields
            if request.user.is_superuser
            else (*self.readonly_fields, "is_superuser")
        )

    def user_change_password(self, request, id, form_url=""):
        """For superusers. Who sets a colleague's password could sign in as both persons."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def get_inlines(self, request, obj):
        return self.inlines if obj else ()

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True  # the only people with an account are staff
            # Known to nobody; Django sends its link only to those who have a password.
            obj.set_password(secrets.token_urlsafe())
        super().save_model(request, obj, form, change)

    @admin.display(description="Roles today")
    def held_today(self, user):
        return "; ".join(
            f"{held.get_role_display()}, {held.organisation}"
            if held.organisation
            else held.get_role_display()
            for held in user.memberships.all()
            if held.is_current
        )

    @admin.action(description="Mark as left", permissions=["change"])
    def mark_as_left(self, request, queryset):
        """End their memberships today and close their accounts."""
        for user in queryset:
            if user == request.user or not self.has_change_permission(request, user):
                self.message_user(request, f"You can't do this to {user}.", messages.ERROR)
            else:
                user.leave()
                self.log_change(request, user, "Marked as left.")
                self.message_user(request, f"{user} has left.", messages.SUCCESS)
