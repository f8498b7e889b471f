"""What an edition of a grant says."""

from rest_framework import serializers

from register.schema import EditionHeaderSerializer, keys_of
from register.serializers import (
    ApprovalSerializer,
    OrganisationSnapshotSerializer,
    OtherRecordSerializer,
    RecordSerializer,
)

from .models import Grant, GrantOrganisation


class GrantOrganisationSerializer(serializers.ModelSerializer):
    organisation = OrganisationSnapshotSerializer(source="organisation_id")

    class Meta:
        model = GrantOrganisation
        fields = ["organisation"]


class GrantSerializer(RecordSerializer):
    organisations = GrantOrganisationSerializer(many=True)
    agreement = OtherRecordSerializer(allow_null=True)

    class Meta:
        model = Grant
        fields = [
            *("title", "other_titles", "owner", "confirmed_on", "confirmed_by", "description"),
            *("theme", "paid_on", "agreement"),
            *("organisations", "outcomes", "sources"),
        ]


class GrantEditionSerializer(EditionHeaderSerializer, ApprovalSerializer, GrantSerializer):
    class Meta(GrantSerializer.Meta):
        fields = keys_of(EditionHeaderSerializer, ApprovalSerializer, GrantSerializer)
