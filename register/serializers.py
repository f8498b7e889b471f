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


class MaskedSerializer(serializers.Serializer):
    """An edition that lost a text."""

    sequence = serializers.IntegerField(help_text="Its place in the ledger.")
    paths = serializers.ListField(
        child=serializers.CharField(), help_text="JSON Pointers to the strings that were masked."
    )
    body_sha256 = serializers.CharField(help_text="SHA-256 of its body as it is now.")


class ErasureSerializer(serializers.Serializer):
    """What an erasure masked."""

    masked = MaskedSerializer(many=True)


class ChangeSerializer(serializers.Serializer):
    """What the approval itself adds to every body."""

    schema = serializers.CharField(help_text="The shape of this body, for example agreement/1.")
    change_note = serializers.CharField(help_text="What this edition changed and why.")
    second_person_approval = serializers.BooleanField(
        help_text="Whether somebody approved it who had neither edited nor submitted it."
    )
    erasure = ErasureSerializer(
        allow_null=True, help_text="Of an edition that erased text: what was masked, and where."
    )
