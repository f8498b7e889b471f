"""The shape of an agreement: what an edition of it says, field by field."""

from rest_framework import serializers

from organisations.dates import PartialDate
from organisations.directory import Directory
from organisations.models import Organisation
from register.schema import DatedHeaderSerializer, TakenDownSerializer, keys_of
from register.serializers import (
    ApprovalSerializer,
    GroupSnapshotSerializer,
    OrganisationNameSerializer,
    OrganisationSnapshotSerializer,
    OtherRecordSerializer,
    RecordSerializer,
    WordsField,
)

from .models import (
    Agreement,
    Document,
    Party,
    Review,
    Role,
    Variation,
)
from .roles import present_leads
from .vocabulary import (
    Function,
    LegalBasis,
    Lifecycle,
    ProvisionKind,
    PublicationKind,
    Section22A,
)


def responsible_bodies(directory: Directory, slug: str, made: PartialDate | None) -> list[str]:
    """Who can have been the policing body of a force under an agreement; empty: not known.

    Those that oversaw the force when it was made, and all that succeeded them: a mayor takes over
    the agreements of a commissioner. Of a day not recorded, all that ever oversaw it.
    """
    force = directory.organisations[slug]
    if force.kind != Organisation.Kind.POLICE_FORCE or not force.overseen_by:
        return []
    if made is None or made.is_uncertain or made.is_approximate:
        found = directory.with_predecessors([force.overseen_by])
    else:
        on_days = [directory.overseers_on(slug, day) for day in {made.first, made.last}]
        found = {body for bodies in on_days for body in bodies} if all(on_days) else set()
    return sorted(directory.with_successors(found))


class PartyOrganisationSerializer(OrganisationSnapshotSerializer):
    responsible = serializers.ListField(
        child=serializers.CharField(),
        help_text="Of a police force: slugs of the policing bodies that were responsible for it "
        "when the agreement was made, and of those that succeeded them; empty: not known.",
    )

    def to_representation(self, pk: int) -> dict:
        """The party adds who is responsible, because it knows the agreement."""
        entry = self.context["directory"].by_pk[pk]
        return {name: getattr(entry, name, []) for name in self.fields}


class PartyGroupSerializer(GroupSnapshotSerializer):
    members = PartyOrganisationSerializer(many=True)


class PartySerializer(serializers.ModelSerializer):
    organisation = PartyOrganisationSerializer(source="organisation_id", allow_null=True)
    group = PartyGroupSerializer(source="group_id", allow_null=True)
    is_lead = serializers.BooleanField(
        default=False,
        help_text="Whether its organisation has the role of lead, and no end of that is recorded. "
        "Who led on another day: see `roles`.",
    )

    def to_representation(self, instance: Party) -> dict:
        shown = super().to_representation(instance)
        record, directory = instance.agreement, self.context["directory"]
        made = record.signed_on or record.decided_on or record.starts_on
        group, organisation = shown["group"], shown["organisation"]
        for snapshot in group["members"] if group else filter(None, [organisation]):
            snapshot["responsible"] = responsible_bodies(directory, snapshot["slug"], made)
        return shown

    class Meta:
        model = Party
        fields = [
            *("organisation", "group", "stated_as", "capacity", "is_lead", "joined_on", "left_on"),
        ]
        extra_kwargs = {
            "stated_as": {
                "help_text": "Of a party that is neither an organisation nor a group by what is "
                "known: the words the source prints. Otherwise null."
            }
        }


class RoleSerializer(serializers.ModelSerializer):
    organisation = OrganisationSnapshotSerializer(source="organisation_id")

    class Meta:
        model = Role
        fields = ["organisation", "kind", "starts_on", "ends_on"]


class VariationSerializer(serializers.ModelSerializer):
    party = OrganisationNameSerializer(source="party_id", allow_null=True)
    document = serializers.CharField(
        source="document.title", allow_null=True, default=None, help_text="Title of its document."
    )

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
    """A copy that anyone may read, at `documents/<sha256>/` under the agreement's page."""

    sha256 = serializers.CharField(source="file.sha256", read_only=True)
    name = serializers.CharField(source="file.name", read_only=True)
    size = serializers.IntegerField(source="file.size", read_only=True, help_text="In bytes.")
    media_type = serializers.CharField(source="file.media_type", read_only=True)
    pages = serializers.IntegerField(source="file.pages", read_only=True, allow_null=True)
    has_text = serializers.BooleanField(source="file.has_text", read_only=True, allow_null=True)

    class Meta:
        model = Document
        fields = ["sha256", "name", "size", "media_type", "pages", "has_text", "is_redacted"]


class WithheldSerializer(serializers.ModelSerializer):
    """Why there is no copy."""

    decided_by = OrganisationNameSerializer(source="decided_by_id", allow_null=True)
    decided_on = serializers.CharField(source="withheld_on", allow_null=True)
    taken_down_sha256 = serializers.CharField(
        allow_null=True,
        help_text="Of the copy that earlier editions gave, if that was taken down as well.",
    )

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
    """A document: `file` if there is a copy, `withheld` if not; neither while it is awaited."""

    file = FileSerializer(source="published_file", allow_null=True)
    withheld = WithheldSerializer(source="withholding", allow_null=True)

    class Meta:
        model = Document
        fields = ["kind", "title", "dated_on", "file", "withheld"]


class ReviewSerializer(serializers.ModelSerializer):
    class Meta:
        model = Review
        fields = ["reviewed_on", "outcome", "next_review_on"]


class AgreementSerializer(RecordSerializer):
    """An agreement's content."""

    part_of = OtherRecordSerializer(allow_null=True)
    replaced_by = OtherRecordSerializer(allow_null=True)
    programme_record = OtherRecordSerializer(
        allow_null=True, help_text="The programme’s own record; null: none is recorded."
    )
    publication = serializers.ChoiceField(
        source="published_as",
        choices=PublicationKind.choices,
        allow_null=True,
        help_text="Null: no agreement is known, so there is none to publish.",
    )
    functions = WordsField(Function)
    legal_bases = WordsField(LegalBasis)
    provision_kinds = WordsField(ProvisionKind)
    parties = PartySerializer(many=True)
    roles = RoleSerializer(many=True)
    variations = VariationSerializer(many=True)
    documents = DocumentSerializer(many=True)
    reviews = ReviewSerializer(many=True)

    class Meta:
        model = Agreement
        fields = [
            "title",
            "other_titles",
            "reference",
            "owner",
            "confirmed_on",
            "confirmed_by",
            "purpose",
            "scope",
            "functions",
            "programme",
            "programme_record",
            "part_of",
            "replaced_by",
            "legal_bases",
            "stage",
            "provision_kinds",
            "is_in_writing",
            "has_withdrawal_clause",
            "withdrawal_terms",
            "is_accountability_notified",
            "accountability_arrangements",
            "has_staff_functions",
            "contract_value",
            "consultation_note",
            "decided_on",
            "signed_on",
            "starts_on",
            "expires_on",
            "term",
            "parties_recorded",
            "parties",
            "roles",
            "variations",
            "documents",
            "reviews",
            "publication",
            "publication_reason",
            "publication_url",
            "publication_seen_on",
            "outcomes",
            "stated",
            "sources",
        ]

    def to_representation(self, instance):
        content = super().to_representation(instance)
        leads = present_leads(content["roles"])
        for party in content["parties"]:
            organisation = party["organisation"]
            party["is_lead"] = organisation is not None and organisation["slug"] in leads
        if content["programme_record"] and not content["programme"]:
            content["programme"] = content["programme_record"]["title"]
        return content


class AgreementEditionSerializer(DatedHeaderSerializer, ApprovalSerializer, AgreementSerializer):
    """One edition of an agreement as the API gives it. For the schema: answers are spliced."""

    lifecycle = serializers.ChoiceField(
        choices=Lifecycle.choices, help_text="Where it stands on the date in `on`."
    )
    section_22a = serializers.ChoiceField(
        choices=Section22A.choices,
        help_text="Whether it is a collaboration agreement under section 22A, Police Act 1996.",
    )

    copies_taken_down = TakenDownSerializer(
        many=True,
        help_text="Copies that this edition gives and that are down now, whatever the moment asked "
        "about: their addresses answer 410.",
    )

    class Meta(AgreementSerializer.Meta):
        fields = [
            *keys_of(DatedHeaderSerializer),
            "section_22a",
            "copies_taken_down",
            *keys_of(ApprovalSerializer, AgreementSerializer),
        ]
