"""What belongs to a shared vision, on its admin form."""

from register.admin import RecordInline

from .models import (
    Aim,
    Signatory,
    VisionOrganisation,
    VisionOutcome,
    VisionSource,
    VisionStated,
)


class VisionOrganisationInline(RecordInline):
    model = VisionOrganisation
    autocomplete_fields = ("organisation",)


class AimInline(RecordInline):
    model = Aim


class SignatoryInline(RecordInline):
    model = Signatory
    autocomplete_fields = ("organisation",)


class VisionOutcomeInline(RecordInline):
    model = VisionOutcome


class VisionStatedInline(RecordInline):
    model = VisionStated


class VisionSourceInline(RecordInline):
    model = VisionSource
