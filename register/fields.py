"""Model fields that several kinds of record share."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class ChoiceListField(models.JSONField):
    """Several of a set of choices, kept as a list in the order of the choices.

    A list in the row, not a table: the choices are code, and both engines store JSON.
    """

    def __init__(self, *args, choices_class, **kwargs):
        self.choices_class = choices_class
        super().__init__(*args, default=list, blank=kwargs.pop("blank", True), **kwargs)

    def deconstruct(self):
        # The choices stay out of migrations: a new value does not change the table.
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default")
        return name, path, args, {**kwargs, "choices_class": None}

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.choices_class.choices,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name.capitalize()),
            help_text=self.help_text,
        )

    def clean(self, value, model_instance):
        unknown = set(value or []) - set(self.choices_class.values)
        if unknown:
            raise ValidationError(f"Not one of the choices: {', '.join(sorted(unknown))}.")
        return [choice for choice in self.choices_class.values if choice in (value or [])]
