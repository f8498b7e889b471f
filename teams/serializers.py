"""The shape of a team and of a shared site: what an edition of each says, field by field."""

from rest_framework import serializers

from register.schema import DatedHeaderSerializer, keys_of
from register.serializers import (
    ApprovalSerializer,
    OrganisationSnapshotSerializer,
    OtherRecordSerializer,
    RecordSerializer,
)

from .models import BoardSeat, Post, Site, SiteOrganisation, Team, TeamOrganisation
from .vocabulary import Lifecycle, SiteLifecycle, TrialDecision, TrialState


class TeamOrganisationSerializer(serializers.ModelSerializer):
    organisation = OrganisationSnapshotSerializer(source="organisation_id")

    class Meta:
        model = TeamOrganisation
        fields = ["organisation", "unit", "staff_count", "is_lead"]


class HolderSerializer(serializers.ModelSerializer):
    """Base of what people hold: a name only where it is marked public."""

    organisation = OrganisationSnapshotSerializer(source="organisation_id", allow_null=True)
    name = serializers.CharField(
        source="public_name", allow_null=True, help_text="Null: not published."
    )


class PostSerializer(HolderSerializer):
    class Meta:
        model = Post
        fields = ["title", "organisation", "unit", "role", "name", "starts_on", "ends_on"]


class BoardSeatSerializer(HolderSerializer):
    class Meta:
        model = BoardSeat
        fields = ["office", "organisation", "name"]


class TrialSerializer(serializers.Serializer):
    """The trial that a team began as."""

    length_text = serializers.CharField(source="trial_length", help_text="As the source says.")
    length_months = serializers.IntegerField(source="trial_length_months", allow_null=True)
    planned_end_on = serializers.CharField(
        source="trial_planned_end_on", allow_null=True, help_text="EDTF."
    )
    is_planned_end_inferred = serializers.BooleanField(
        source="is_trial_end_inferred",
        help_text="Worked out from the start and the length; the source does not give it.",
    )
    decision = serializers.ChoiceField(
        source="trial_decision", choices=TrialDecision.choices, help_text="What was decided."
    )
    decided_on = serializers.CharField(source="trial_decided_on", allow_null=True)
    outcome = serializers.CharField(source="trial_outcome", help_text="Empty: not recorded.")


class TeamSerializer(RecordSerializer):
    """A team's content."""

    sites = OtherRecordSerializer(many=True, help_text="Where it works.")
    agreement = OtherRecordSerializer(allow_null=True, help_text="What it works under.")
    part_of = OtherRecordSerializer(allow_null=True)
    trial = TrialSerializer(allow_null=True)
    organisations = TeamOrganisationSerializer(many=True)
    posts = PostSerializer(many=True)
    board_seats = BoardSeatSerializer(many=True)

    class Meta:
        model = Team
        fields = [
            "title",
            "other_titles",
            "owner",
            "confirmed_on",
            "confirmed_by",
            "purpose",
            "team_kind",
            "area",
            "sites",
            "agreement",
            "part_of",
            "stage",
            "starts_on",
            "ends_on",
            "trial",
            "organisations",
            "posts",
            "board_seats",
            "outcomes",
            "stated",
            "sources",
        ]


class TeamEditionSerializer(DatedHeaderSerializer, ApprovalSerializer, TeamSerializer):
    """One edition of a team as the API gives it. For the schema: answers are spliced."""

    lifecycle = serializers.ChoiceField(
        choices=Lifecycle.choices, help_text="Where it stands on the date in `on`."
    )
    trial_state = serializers.ChoiceField(
        choices=TrialState.choices, help_text="Whether it began as a trial with a known outcome."
    )

    class Meta(TeamSerializer.Meta):
        fields = [
            *keys_of(DatedHeaderSerializer),
            "trial_state",
            *keys_of(ApprovalSerializer, TeamSerializer),
        ]


class SiteOrganisationSerializer(serializers.ModelSerializer):
    organisation = OrganisationSnapshotSerializer(source="organisation_id")

    class Meta:
        model = SiteOrganisation
        fields = ["organisation", "role"]


class SiteSerializer(RecordSerializer):
    """A shared site's content."""

    organisations = SiteOrganisationSerializer(many=True)

    class Meta:
        model = Site
        fields = [
            "title",
            "other_titles",
            "owner",
            "confirmed_on",
            "confirmed_by",
            "site_kind",
            "place",
            "description",
            "stage",
            "proposed_on",
            "approved_on",
            "opened_on",
            "closed_on",
            "organisations",
            "stated",
            "sources",
        ]


class SiteEditionSerializer(DatedHeaderSerializer, ApprovalSerializer, SiteSerializer):
    """One edition of a shared site as the API gives it. For the schema: answers are spliced."""

    lifecycle = serializers.ChoiceField(
        choices=SiteLifecycle.choices, help_text="Where it stands on the date in `on`."
    )

    class Meta(SiteSerializer.Meta):
        fields = keys_of(DatedHeaderSerializer, ApprovalSerializer, SiteSerializer)
