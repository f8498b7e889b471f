"""The site of the staff's admin: what holds for each of its pages."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied


class RecordAutocomplete(AutocompleteJsonView):
    """Calls a record what the user may call it (RecordQuerySet.called_for)."""

    def process_request(self, request):
        term, model_admin, source_field, to_field_name = super().process_request(request)
        if not source_field.concrete:  # what no form fills in, and Django would fail on
            raise PermissionDenied
        return term, model_admin, source_field, to_field_name

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        return {**result, "text": getattr(obj, "called", result["text"])}


class StaffSite(admin.AdminSite):
    def autocomplete_view(self, request):
        return RecordAutocomplete.as_view(admin_site=self)(request)


class StaffSiteConfig(AdminConfig):
    """Django's admin on this site."""

    default_site = "register.admin_site.StaffSite"
