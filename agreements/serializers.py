"""The shape of an agreement: what an edition of it says, field by field."""

from rest_framework import serializers

from organisations.models import Group
from register.schema import EditionHeaderSerializer
from register.serializers import ChangeSerializer, OrganisationSnapshotSerializer

from .models import (
    Agreement,
    AgreementOutcome,
    AgreementSource,
    Party,
    Variation,
)
from .vocabulary import Lifecycle, Section22A


class GroupSnapshotSerializer(serializers.ModelSerializer):
    """A group, with who was in it when the edition was approved."""

    members = OrganisationSnapshotSerializer(source="current_members", many=True)

    class Meta:
        model = Group
        fields = ["slug", "name", "members"]


class PartySerializer(serializers.ModelSerializer):
    organisation = OrganisationSnapshotSerializer(allow_null=True)
    group = GroupSnapshotSerializer(allow_null=True)

    class Meta:
        model = Party
        fields = ["organisation", "group", "capacity", "is_lead"]


class VariationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Variation
        fields = ["kind", "made_on", "effective_on", "new_expires_on", "note"]


class SourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = AgreementSource
        fields = ["title", "publisher", "url", "dated_on"]


class OutcomeSourceSerializer(serializers.ModelSerializer):
    title = serializers.CharField(source="source_title")
    publisher = serializers.CharField(source="source_publisher")
    url = serializers.CharField(source="source_url")
    dated_on = serializers.CharField(source="source_dated_on", allow_null=True)

    class Meta:
        model = AgreementOutcome
        fields = ["title", "publisher", "url", "dated_on"]


class OutcomeSerializer(serializers.ModelSerializer):
    source = OutcomeSourceSerializer(source="*")

    class Meta:
        model = AgreementOutcome
        fields = ["measure", "change", "unit", "period", "area", "claimed_by", "source"]


class WiderAgreementSerializer(serializers.ModelSerializer):
    """As it was last published: what staff have typed since is nobody else's to tell."""

    kind = serializers.CharField()
    title = serializers.CharField(source="public_title")

    class Meta:
        model = Agreement
        fields = ["kind", "slug", "reference", "title"]


class AgreementSerializer(serializers.ModelSerializer):
    """An agreement's content, made from the working record: an edition holds exactly this."""

    owner = OrganisationSnapshotSerializer()
    part_of = WiderAgreementSerializer(allow_null=True)
    functions = serializers.ListField(child=serializers.CharField())
    legal_bases = serializers.ListField(child=serializers.CharField())
    parties = PartySerializer(many=True)
    variations = VariationSerializer(many=True)
    outcomes = OutcomeSerializer(many=True)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Agreement
        fields = [
            "title",
            "reference",
            "owner",
            "purpose",
            "scope",
            "functions",
            "programme",
            "part_of",
            "legal_bases",
            "stage",
            "starts_on",
            "expires_on",
            "term",
            "parties_recorded",
            "parties",
            "variations",
            "publication",
            "publication_reason",
            "outcomes",
            "sources",
        ]


class AgreementEditionSerializer(EditionHeaderSerializer, ChangeSerializer, AgreementSerializer):
    """One edition of an agreement as the API gives it. For the schema: answers are spliced."""

    lifecycle = serializers.ChoiceField(
        choices=Lifecycle.choices, help_text="Where it stands on the date in `on`."
    )
    is_start_recorded = serializers.BooleanField(
        help_text="An agreement whose start is not recorded counts as in force until it expires."
    )
    section_22a = serializers.ChoiceField(
        choices=Section22A.choices,
        help_text="Whether it is a collaboration agreement under section 22A, Police Act 1996.",
    )

    class Meta(AgreementSerializer.Meta):
        fields = [
            *EditionHeaderSerializer().fields,
            "lifecycle",
            "is_start_recorded",
            "section_22a",
            *ChangeSerializer().fields,
            *AgreementSerializer.Meta.fields,
        ]
