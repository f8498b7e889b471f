"""The shape of a programme: what an edition of it says, field by field."""

from rest_framework import serializers

from register.schema import EditionHeaderSerializer, keys_of
from register.serializers import (
    ApprovalSerializer,
    OrganisationSnapshotSerializer,
    RecordSerializer,
)

from ..models import Programme, ProgrammeOrganisation


class ProgrammeOrganisationSerializer(serializers.ModelSerializer):
    organisation = OrganisationSnapshotSerializer(source="organisation_id")

    class Meta:
        model = ProgrammeOrganisation
        fields = ["organisation"]


class ProgrammeSerializer(RecordSerializer):
    """A programme's content. Its agreements name it: see their `programme_record`."""

    organisations = ProgrammeOrganisationSerializer(many=True)

    class Meta:
        model = Programme
        fields = [
            "title",
            "other_titles",
            "owner",
            "confirmed_on",
            "confirmed_by",
            "description",
            "area",
            "organisations",
            "stated",
            "sources",
        ]


class ProgrammeEditionSerializer(EditionHeaderSerializer, ApprovalSerializer, ProgrammeSerializer):
    """One edition of a programme as the API gives it. For the schema: answers are spliced."""

    class Meta(ProgrammeSerializer.Meta):
        fields = keys_of(EditionHeaderSerializer, ApprovalSerializer, ProgrammeSerializer)
