"""The shape of a kind's bodies, from the fields of its serializer: keys, choices and defaults.

Labels, the keys that an erasure leaves alone and the completion of older bodies all come from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

Choices = dict[str, str]
UNSAID = ("not_stated", "not_recorded")  # values of vocabularies that say nothing


@dataclass(frozen=True)
class Field:
    """One key of a body: what it holds, and its default in editions older than the key."""

    choices: Choices | None = None
    children: Mapping[str, "Field"] | None = None
    is_list: bool = False
    is_nullable: bool = False

    @property
    def default(self) -> Any:
        """What nobody recorded: an empty list, null, “not stated”, or an empty text."""
        if self.is_list:
            return []
        if self.is_nullable or self.children is not None:
            return None
        return next((value for value in UNSAID if value in (self.choices or ())), "")


def shape_of(serializer: serializers.Serializer) -> dict[str, Field]:
    """The keys that a serializer gives, and theirs in turn."""
    return {name: _field(field) for name, field in serializer.fields.items()}


def _field(field: serializers.Field) -> Field:
    if isinstance(field, serializers.ListSerializer):
        return Field(children=shape_of(field.child), is_list=True)
    if isinstance(field, serializers.Serializer):
        return Field(children=shape_of(field), is_nullable=field.allow_null)
    if isinstance(field, serializers.ListField):
        return Field(choices=_choices(field.child), is_list=True)
    return Field(choices=_choices(field), is_nullable=field.allow_null)


def _choices(field: serializers.Field) -> Choices | None:
    if not isinstance(field, serializers.ChoiceField):
        return None
    return {value: str(label) for value, label in field.choices.items()}


def completed(body: dict, shape: Mapping[str, Field]) -> dict:
    """The body with every key of the shape; the same object where nothing was missing."""
    whole = {}
    for name, field in shape.items():
        if name not in body:
            whole[name] = field.default
        elif field.children is not None and body[name]:
            value = body[name]
            made = (
                _completed_list(value, field) if field.is_list else completed(value, field.children)
            )
            if made is not value:
                whole[name] = made
    return {**body, **whole} if whole else body


def _completed_list(items: list[dict], field: Field) -> list[dict]:
    made = [completed(item, field.children) for item in items]
    return items if all(new is old for new, old in zip(made, items, strict=True)) else made


def vocabularies(shape: Mapping[str, Field], path: str = "") -> dict[str, Choices]:
    """The words of every key that has a choice of them, by its path: "parties.capacity"."""
    found = {}
    for name, field in shape.items():
        if field.choices:
            found[path + name] = field.choices
        if field.children:
            found |= vocabularies(field.children, f"{path}{name}.")
    return found
