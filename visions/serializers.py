"""The shape of a shared vision: what an edition of it says, field by field."""

from rest_framework import serializers

from register.schema import EditionHeaderSerializer, keys_of
from register.serializers import (
    ApprovalSerializer,
    OrganisationSnapshotSerializer,
    OtherRecordSerializer,
    RecordSerializer,
)

from .models import Aim, Signatory, Vision, VisionOrganisation


class VisionOrganisationSerializer(serializers.ModelSerializer):
    organisation = OrganisationSnapshotSerializer(source="organisation_id")

    class Meta:
        model = VisionOrganisation
        fields = ["organisation", "contribution"]


class AimSerializer(serializers.ModelSerializer):
    class Meta:
        model = Aim
        fields = ["text"]


class SignatorySerializer(serializers.ModelSerializer):
    organisation = OrganisationSnapshotSerializer(source="organisation_id", allow_null=True)

    class Meta:
        model = Signatory
        fields = ["office", "organisation", "name", "role", "commitment"]


class VisionSerializer(RecordSerializer):
    """A shared vision's content."""

    organisations = VisionOrganisationSerializer(many=True)
    aims = AimSerializer(many=True)
    signatories = SignatorySerializer(many=True)
    agreements = OtherRecordSerializer(many=True, help_text="Agreements that deliver it.")
    teams = OtherRecordSerializer(many=True, help_text="Teams that deliver it.")

    class Meta:
        model = Vision
        fields = [
            "title",
            "other_titles",
            "owner",
            "confirmed_on",
            "confirmed_by",
            "commitment",
            "area",
            "first_used_on",
            "launched_on",
            "launch_place",
            "review_on",
            "organisations",
            "aims",
            "signatories",
            "agreements",
            "teams",
            "outcomes",
            "stated",
            "sources",
        ]


class VisionEditionSerializer(EditionHeaderSerializer, ApprovalSerializer, VisionSerializer):
    """One edition of a shared vision as the API gives it. For the schema: answers are spliced."""

    class Meta(VisionSerializer.Meta):
        fields = keys_of(EditionHeaderSerializer, ApprovalSerializer, VisionSerializer)
