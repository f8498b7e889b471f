"""What belongs to an agreement, on its admin form."""

from django import forms
from django.core.exceptions import ValidationError

from register.admin import RecordFormSet, RecordInline

from .models import (
    AgreementOutcome,
    AgreementSource,
    Document,
    Party,
    Review,
    Variation,
)


class PartyForm(forms.ModelForm):
    # The parties are saved in the order of the form, where the present lead is first, so that the
    # old lead is saved before the new one.

    def _get_validation_exclusions(self):
        # That there is one lead is checked over all parties of the form, below. A check of each row
        # against the database would refuse to move the lead from one party to another.
        return super()._get_validation_exclusions() | {"is_lead"}


class PartyFormSet(RecordFormSet):
    def clean(self):
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        if sum(bool(data.get("is_lead")) for data in kept if data) > 1:
            raise ValidationError("An agreement has one lead: leave “lead” ticked on one party.")


class PartyInline(RecordInline):
    model = Party
    form = PartyForm
    formset = PartyFormSet
    autocomplete_fields = ("organisation", "group")


class VariationInline(RecordInline):
    model = Variation
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


class SourceInline(RecordInline):
    model = AgreementSource


class OutcomeInline(RecordInline):
    model = AgreementOutcome
