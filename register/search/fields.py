"""The box that readers type a search into."""

from django import forms
from django.core.exceptions import ValidationError

from .query import Query


class SearchField(forms.Field):
    """Cleans to a Query; to None where nothing was typed."""

    widget = forms.TextInput

    def to_python(self, value) -> Query | None:
        if not value:
            return None
        try:
            return Query.parse(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error
