from django.utils import timezone
from rest_framework import serializers

from .models import (
    Agreement,
    Document,
    Group,
    Organisation,
    Outcome,
    Party,
    Review,
    Source,
    Variation,
)


class OrganisationSerializer(serializers.ModelSerializer):
    overseen_by = serializers.SlugRelatedField(slug_field="slug", read_only=True)

    class Meta:
        model = Organisation
        fields = ["slug", "name", "kind", "is_fire_authority", "nation", "region", "overseen_by"]


class NamedOrganisationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Organisation
        fields = ["slug", "name"]


class GroupSerializer(serializers.ModelSerializer):
    members = OrganisationSerializer(many=True)

    class Meta:
        model = Group
        fields = ["slug", "name", "members"]


class PartySerializer(serializers.ModelSerializer):
    organisation = OrganisationSerializer()
    group = GroupSerializer()

    class Meta:
        model = Party
        fields = ["organisation", "group", "capacity", "is_lead", "joined_on", "left_on"]


class VariationSerializer(serializers.ModelSerializer):
    party = NamedOrganisationSerializer()
    document = serializers.SlugRelatedField(slug_field="title", read_only=True)

    class Meta:
        model = Variation
        fields = [
            "kind",
            "made_on",
            "effective_on",
            "new_expires_on",
            "party",
            "document",
            "note",
        ]


class FileSerializer(serializers.ModelSerializer):
    class Meta:
        model = Document
        fields = ["sha256", "name", "size", "media_type", "pages", "has_text", "is_redacted"]


class WithheldSerializer(serializers.ModelSerializer):
    decided_by = NamedOrganisationSerializer()
    decided_on = serializers.CharField(source="withheld_on")

    class Meta:
        model = Document
        fields = [
            "exemption",
            "reason",
            "decided_by",
            "decided_on",
            "review_on",
            "taken_down_sha256",
        ]


class DocumentSerializer(serializers.ModelSerializer):
    file = FileSerializer()
    withheld = WithheldSerializer()

    class Meta:
        model = Document
        fields = ["kind", "title", "dated_on", "file", "withheld"]


class ReviewSerializer(serializers.ModelSerializer):
    class Meta:
        model = Review
        fields = ["reviewed_on", "outcome", "next_review_on"]


class SourceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Source
        fields = ["title", "publisher", "url", "dated_on"]


class OutcomeSerializer(serializers.ModelSerializer):
    source = serializers.SerializerMethodField()

    class Meta:
        model = Outcome
        fields = ["measure", "change", "unit", "period", "area", "claimed_by", "source"]

    def get_source(self, outcome):
        return {
            "title": outcome.source_title,
            "publisher": outcome.source_publisher,
            "url": outcome.source_url,
            "dated_on": outcome.source_dated_on,
        }


class OtherAgreementSerializer(serializers.ModelSerializer):
    class Meta:
        model = Agreement
        fields = ["slug", "reference", "title"]


class AgreementSerializer(serializers.ModelSerializer):
    url = serializers.HyperlinkedIdentityField(
        view_name="plain:agreement-detail", lookup_field="slug"
    )
    html_url = serializers.HyperlinkedIdentityField(view_name="plain:detail", lookup_field="slug")
    lifecycle = serializers.SerializerMethodField()
    owner = OrganisationSerializer()
    functions = serializers.SlugRelatedField(slug_field="slug", read_only=True, many=True)
    legal_bases = serializers.SlugRelatedField(slug_field="slug", read_only=True, many=True)
    part_of = OtherAgreementSerializer()
    replaced_by = OtherAgreementSerializer()
    parties = PartySerializer(many=True)
    variations = VariationSerializer(many=True)
    documents = DocumentSerializer(many=True)
    reviews = ReviewSerializer(many=True)
    outcomes = OutcomeSerializer(many=True)
    sources = SourceSerializer(many=True)

    class Meta:
        model = Agreement
        exclude = ["id", "starts", "expires", "ended"]

    def get_lifecycle(self, agreement):
        return agreement.lifecycle(timezone.localdate())
