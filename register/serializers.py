"""Shapes that the bodies of every kind share. Each field's help text is the API's documentation."""

from rest_framework import serializers

from organisations.models import Organisation


class OrganisationSnapshotSerializer(serializers.ModelSerializer):
    """An organisation as it was named when the edition was approved."""

    nation = serializers.CharField(help_text="Empty: not recorded.")
    overseen_by = serializers.SlugRelatedField(
        slug_field="slug",
        read_only=True,
        allow_null=True,
        help_text="Slug of the policing body or authority responsible for it.",
    )

    class Meta:
        model = Organisation
        fields = ["slug", "name", "kind", "is_fire_authority", "nation", "overseen_by"]


class ChangeSerializer(serializers.Serializer):
    """What the approval itself adds to every body."""

    schema = serializers.CharField(help_text="The shape of this body, for example agreement/1.")
    change_note = serializers.CharField(help_text="What this edition changed and why.")
    second_person_approval = serializers.BooleanField(
        help_text="Whether somebody approved it who had neither edited nor submitted it."
    )
    erasure = serializers.JSONField(
        allow_null=True,
        help_text="Of an edition that erased text: `masked` lists each edition's sequence, the "
        "JSON Pointers that were masked and the SHA-256 of the body as it is now.",
    )
