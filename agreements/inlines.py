"""What belongs to an agreement, on its admin form."""

from rest_framework.serializers import Serializer

from organisations.directory import Directory
from register.admin import RecordFormSet, RecordInline

from .models import (
    AgreementOutcome,
    AgreementSource,
    AgreementStated,
    Document,
    Party,
    ProgrammeOrganisation,
    ProgrammeSource,
    ProgrammeStated,
    Review,
    Role,
    Variation,
)
from .roles import notice_of_outsider, outside_party
from .serializers import PartySerializer, RoleSerializer, VariationSerializer


class PartyFormSet(RecordFormSet):
    """Its parties are what the rows of roles and variations are checked against."""

    def clean(self):
        super().clean()
        if not any(self.errors):
            self.instance.entered_parties = [form.instance for form in self.entered]


class PartyInline(RecordInline):
    model = Party
    formset = PartyFormSet
    autocomplete_fields = ("organisation", "group")


class TakingPartFormSet(RecordFormSet):
    """Rows that name an organisation, each checked against the parties of the same form."""

    serializer: type[Serializer]

    @staticmethod
    def refusal(row: dict, body: dict) -> str:
        """Why a row is refused, in words; empty if it is not."""
        raise NotImplementedError

    def clean(self):
        super().clean()
        parties = getattr(self.instance, "entered_parties", None)
        if parties is None:  # refused themselves
            return
        context = {"directory": Directory.current()}
        of_parties = PartySerializer(parties, many=True, context=context).data
        body = {"parties": of_parties, "variations": []}
        for form in self.entered:
            row = self.serializer(form.instance, context=context).data
            if words := self.refusal(row, body):
                form.add_error(None, words)


class RoleFormSet(TakingPartFormSet):
    serializer = RoleSerializer
    refusal = staticmethod(outside_party)

    def clean(self):
        super().clean()
        seen = set()
        for form in self.entered:
            role = form.instance
            one = role.organisation_id, role.kind, role.starts_on
            if one in seen:
                form.add_error(None, "That organisation already has that role from that date.")
            seen.add(one)


class RoleInline(RecordInline):
    model = Role
    formset = RoleFormSet
    autocomplete_fields = ("organisation",)


class VariationFormSet(TakingPartFormSet):
    serializer = VariationSerializer
    refusal = staticmethod(notice_of_outsider)


class VariationInline(RecordInline):
    model = Variation
    formset = VariationFormSet
    autocomplete_fields = ("party",)

    def get_formset(self, request, obj=None, **kwargs):
        self.agreement = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name != "document":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs["queryset"] = Document.objects.filter(agreement=self.agreement)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        # Listed once for all rows: a field with a queryset asks for it in each.
        documents = self.agreement.documents.all() if self.agreement else ()
        field.choices = [("", field.empty_label), *((one.pk, str(one)) for one in documents)]
        return field


class ReviewInline(RecordInline):
    model = Review


class StatedInline(RecordInline):
    model = AgreementStated


class SourceInline(RecordInline):
    model = AgreementSource


class OutcomeInline(RecordInline):
    model = AgreementOutcome


class ProgrammeOrganisationInline(RecordInline):
    model = ProgrammeOrganisation
    autocomplete_fields = ("organisation",)


class ProgrammeStatedInline(RecordInline):
    model = ProgrammeStated


class ProgrammeSourceInline(RecordInline):
    model = ProgrammeSource
