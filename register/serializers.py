"""Shapes that the bodies of every kind share. Each field's help text is the API's documentation."""

from django.utils import timezone
from rest_framework import serializers

from .models import Stated


class OrganisationNameSerializer(serializers.Serializer):
    """An organisation by slug and name, of its primary key: read from the directory in memory."""

    slug = serializers.CharField()
    name = serializers.CharField()

    def to_representation(self, pk: int) -> dict:
        entry = self.context["directory"].by_pk[pk]
        return {name: getattr(entry, name) for name in self.fields}


class OrganisationSnapshotSerializer(OrganisationNameSerializer):
    """An organisation as it was named when the edition was approved."""

    kind = serializers.CharField(help_text="For example police_force.")
    is_fire_authority = serializers.BooleanField()
    nation = serializers.CharField(help_text="Empty: not recorded.")
    region = serializers.CharField(help_text="Of England; empty: none, or not recorded.")
    overseen_by = serializers.CharField(
        allow_null=True, help_text="Slug of the policing body or authority responsible for it."
    )
    ons_code = serializers.CharField(help_text="Of the ONS; empty: none, or not recorded.")
    police_uk_id = serializers.CharField(
        help_text="Of a force on data.police.uk; empty: none, or not recorded."
    )


class GroupSnapshotSerializer(serializers.Serializer):
    """A group, with who was in it when the edition was approved; of its primary key."""

    slug = serializers.CharField()
    name = serializers.CharField()
    members = OrganisationSnapshotSerializer(many=True)

    def to_representation(self, pk: int) -> dict:
        directory = self.context["directory"]
        group = directory.groups_by_pk[pk]
        members = group.members_on(timezone.localdate())
        keys = [directory.organisations[slug].pk for slug in members]
        return {
            "slug": group.slug,
            "name": group.name,
            "members": self.fields["members"].to_representation(keys),
        }


class SourceSerializer(serializers.Serializer):
    """Where a fact comes from."""

    title = serializers.CharField()
    publisher = serializers.CharField(help_text="Empty: not recorded.")
    url = serializers.CharField(help_text="Its address; empty: not recorded.")
    dated_on = serializers.CharField(allow_null=True, help_text="EDTF.")


class OneSourceSerializer(serializers.Serializer):
    """Where a claim, or what is stated, can be checked."""

    title = serializers.CharField(source="source_title")
    publisher = serializers.CharField(source="source_publisher")
    url = serializers.CharField(source="source_url")
    dated_on = serializers.CharField(source="source_dated_on", allow_null=True)


class OutcomeSerializer(serializers.Serializer):
    """What is said to have changed. The register records the claim; it has not checked it."""

    measure = serializers.CharField(help_text="What was measured.")
    change = serializers.CharField(help_text="As claimed.")
    unit = serializers.CharField()
    period = serializers.CharField(help_text="Empty: not stated.")
    area = serializers.CharField(help_text="Empty: not stated.")
    claimed_by = serializers.CharField(help_text="The office or body that makes the claim.")
    source = OneSourceSerializer(source="*")


class StatedSerializer(serializers.Serializer):
    """What a source says, in its own few words and spelling; the register has not settled it."""

    topic = serializers.ChoiceField(choices=Stated.Topic.choices, help_text="What it is about.")
    wording = serializers.CharField(help_text="As the source has it.")
    source = OneSourceSerializer(source="*")


class WordsField(serializers.ListField):
    """Several words of a vocabulary."""

    def __init__(self, vocabulary, **kwargs):
        super().__init__(child=serializers.ChoiceField(choices=vocabulary.choices), **kwargs)


class SlugOrderedListSerializer(serializers.ListSerializer):
    """Other records in order of slug, which never changes."""

    def to_representation(self, data):
        return sorted(super().to_representation(data), key=lambda record: record["slug"])


class OtherRecordSerializer(serializers.Serializer):
    """Another record as it was last published, without what staff have typed since."""

    kind = serializers.CharField()
    slug = serializers.CharField()
    reference = serializers.CharField(
        source="public_reference", allow_null=True, help_text="Null: its kind has none."
    )
    title = serializers.CharField(source="public_title")

    class Meta:
        list_serializer_class = SlugOrderedListSerializer

    def to_representation(self, other):
        """Without a word of what another office has not published; no edition can name that."""
        if other.current_edition_id is None and other.owner_id != self.root.instance.owner_id:
            title = "a draft of another office"
            return {"kind": other.kind, "slug": "", "reference": None, "title": title}
        return super().to_representation(other)


class RecordSerializer(serializers.ModelSerializer):
    """Base of every kind's content, made from the working record: an edition holds exactly this."""

    owner = OrganisationSnapshotSerializer(
        source="owner_id", help_text="The office that answers for the record."
    )
    other_titles = serializers.ListField(
        source="other_titles_listed",
        child=serializers.CharField(),
        help_text="What else it is called, as sources write it.",
    )
    stated = StatedSerializer(many=True)
    outcomes = OutcomeSerializer(many=True)
    sources = SourceSerializer(many=True)
    confirmed_on = serializers.CharField(
        allow_null=True, help_text="When it was last known to be true (EDTF); null: not recorded."
    )
    confirmed_by = serializers.CharField(
        help_text="The source, or the person in office, that says so; empty: not recorded."
    )


class MaskedSerializer(serializers.Serializer):
    """An edition that lost a text."""

    sequence = serializers.IntegerField(help_text="Its place in the ledger.")
    paths = serializers.ListField(
        child=serializers.CharField(), help_text="JSON Pointers to the strings that were masked."
    )
    body_sha256 = serializers.CharField(help_text="SHA-256 of its body as it is now.")
    former_sha256 = serializers.DictField(
        child=serializers.CharField(),
        help_text="Salted hash of the string that was at each path, for the register's own check. "
        "Not in older editions.",
    )


class ErasureSerializer(serializers.Serializer):
    """What an erasure masked."""

    masked = MaskedSerializer(many=True)


class ApprovalSerializer(serializers.Serializer):
    """What the approval itself adds to every body."""

    schema = serializers.CharField(help_text="The shape of this body, for example agreement/1.")
    change_note = serializers.CharField(help_text="What this edition changed and why.")
    second_person_approval = serializers.BooleanField(
        help_text="Whether somebody approved it who had neither edited nor submitted it."
    )
    erasure = ErasureSerializer(
        allow_null=True, help_text="Of an edition that erased text: what was masked, and where."
    )
