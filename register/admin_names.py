"""Other records on the forms of staff: those of other offices only as the register lists them."""

from django.contrib import admin
from django.db.models import Q
from django.forms import ModelChoiceField

from organisations.admin.widgets import NamesFromDirectory

from .models import Record


def called(record) -> str:
    """What to call a record that was read with `called_for`."""
    return record.called or "a record that the register does not list"


def names_records(db_field) -> bool:
    """Whether a field of a model holds records."""
    return isinstance(db_field.related_model, type) and issubclass(db_field.related_model, Record)


class NamesRecords(NamesFromDirectory):
    """An admin or inline that offers, accepts and shows only records that the user may name."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, ModelChoiceField) and names_records(db_field):
            field.queryset = db_field.related_model.objects.to_name(request.user)
            if issubclass(self.model, Record):
                field.queryset = self._with_named_already(db_field, request.user)
            # The admin chooses the class of the field, so its method is replaced, not overridden.
            field.label_from_instance = called  # type: ignore[method-assign,assignment]
        return field

    def _with_named_already(self, db_field, user):
        """Also what a record of theirs named before it was removed: a save must not drop it."""
        already = self.model.objects.kept_by(user).values(db_field.name)
        records = db_field.related_model.objects.called_for(user)
        return records.filter(Q(called__isnull=False) | Q(pk__in=already))

    def get_fieldsets(self, request, obj=None):
        """With columns in place of the fields that hold records, for those who may only view."""
        fieldsets = super().get_fieldsets(request, obj)
        is_row = not issubclass(self.model, Record)  # whose only record is the one it belongs to
        if is_row or obj is None or self.has_change_permission(request, obj):
            return fieldsets
        shown = {
            field.name: _column(field, request.user)
            for field in self.opts.get_fields()
            if field.concrete and names_records(field)
        }
        return [
            (name, {**options, "fields": [_shown(each, shown) for each in options["fields"]]})
            for name, options in fieldsets
        ]


def _shown(field, columns: dict):
    """A field of a fieldset, or a tuple of fields on one line."""
    if isinstance(field, str):
        return columns.get(field, field)
    return field if callable(field) else tuple(_shown(each, columns) for each in field)


def _column(db_field, user):
    @admin.display(description=db_field.verbose_name)
    def column(row):
        keys = db_field.value_from_object(row)
        keys = [each.pk for each in keys] if db_field.many_to_many else [keys]
        records = db_field.related_model.objects.called_for(user).filter(pk__in=keys)
        return ", ".join(map(called, records)) or "-"

    return column
