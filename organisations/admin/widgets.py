"""Autocomplete boxes for organisations and groups."""

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect

from ..directory import Directory
from ..models import Group, Organisation


class DirectorySelect(AutocompleteSelect):
    """Takes the names of what is chosen from memory, so that many rows cost no queries."""

    def __init__(self, field, admin_site, directory: Directory):
        super().__init__(field, admin_site)
        is_group = field.related_model is Group
        self.known = directory.groups_by_pk if is_group else directory.by_pk

    def optgroups(self, name, value, attrs=None):
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for chosen in value:
            if chosen.isdecimal() and (found := self.known.get(int(chosen))):
                option = self.create_option(name, found.pk, found.name, True, len(options))
                options.append(option)
        return [(None, options, 0)]


class NamesFromDirectory(BaseModelAdmin):
    """An admin or inline that uses DirectorySelect for organisations and groups."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        is_typed_into = db_field.name in self.get_autocomplete_fields(request)
        if is_typed_into and db_field.related_model in {Organisation, Group}:
            kwargs["widget"] = DirectorySelect(db_field, self.admin_site, _directory(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _directory(request) -> Directory:
    """The directory, read once a request."""
    if not hasattr(request, "directory"):
        request.directory = Directory.current()
    return request.directory
