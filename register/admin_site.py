"""The site of the staff's admin: what holds for each of its pages."""

from functools import wraps

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest, PermissionDenied

LONGEST_KEY = 19  # digits of the largest number that a key can be


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
    def admin_view(self, view, cacheable=False):
        """Refuses what Django's admin would pass to the database, which fails on it."""

        @wraps(view)
        def checked(request, *args, **kwargs):
            texts = [text for name, values in request.GET.lists() for text in (name, *values)]
            if any("\0" in text for text in texts):  # which PostgreSQL keeps in no text
                raise BadRequest("An address holds no NUL.")
            keys = request.POST.getlist(ACTION_CHECKBOX_NAME)
            if not all(key.isdecimal() and len(key) < LONGEST_KEY for key in keys):
                raise BadRequest("A key is a number.")
            return view(request, *args, **kwargs)

        return super().admin_view(checked, cacheable)

    def autocomplete_view(self, request):
        return RecordAutocomplete.as_view(admin_site=self)(request)


class StaffSiteConfig(AdminConfig):
    """Django's admin on this site."""

    default_site = "register.admin_site.StaffSite"
