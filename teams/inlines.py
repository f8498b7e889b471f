"""What belongs to a team or to a shared site, on its admin form."""

from register.admin import RecordInline

from .models import (
    BoardSeat,
    Post,
    SiteOrganisation,
    SiteSource,
    SiteStated,
    TeamOrganisation,
    TeamOutcome,
    TeamSource,
    TeamStated,
)


class TeamOrganisationInline(RecordInline):
    model = TeamOrganisation
    autocomplete_fields = ("organisation",)


class PostInline(RecordInline):
    model = Post
    autocomplete_fields = ("organisation",)
    fields = (
        "title",
        "organisation",
        "unit",
        "role",
        "starts_on",
        "ends_on",
        "name",
        "is_name_public",
    )


class BoardSeatInline(RecordInline):
    model = BoardSeat
    autocomplete_fields = ("organisation",)
    fields = ("office", "organisation", "name", "is_name_public")


class TeamOutcomeInline(RecordInline):
    model = TeamOutcome


class TeamStatedInline(RecordInline):
    model = TeamStated


class TeamSourceInline(RecordInline):
    model = TeamSource


class SiteOrganisationInline(RecordInline):
    model = SiteOrganisation
    autocomplete_fields = ("organisation",)


class SiteStatedInline(RecordInline):
    model = SiteStated


class SiteSourceInline(RecordInline):
    model = SiteSource
