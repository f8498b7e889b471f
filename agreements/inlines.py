"""What belongs to an agreement, on its admin form."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from register.admin import RecordFormSet, RecordInline

from .documents.storage import store
from .documents.uploads import verdict_on
from .documents.verdict import Unacceptable
from .models import (
    AgreementOutcome,
    AgreementSource,
    Document,
    Party,
    Review,
    Variation,
)

FILE_FIELDS = ("sha256", "name", "size", "media_type", "pages", "has_text", "metadata")


class PartyForm(forms.ModelForm):
    # The parties are saved in the order of the form, in which the present lead stands first: so
    # the one that gives up the lead goes before the one that takes it.

    def _get_validation_exclusions(self):
        # One lead is judged over all the parties of the form below: row by row, against the
        # database, moving the lead from one party to another would be refused.
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


class DocumentForm(forms.ModelForm):
    """A document and, with it, its file."""

    upload = forms.FileField(
        required=False,
        label="File",
        help_text="PDF, Word, OpenDocument, Excel, CSV or plain text. Leave it empty to keep the "
        "file that is there, or while the copy is awaited.",
    )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            try:
                found = verdict_on(upload)
            except Unacceptable as unacceptable:
                raise ValidationError(str(unacceptable)) from unacceptable
            for name in FILE_FIELDS:
                setattr(self.instance, name, getattr(found, name))
            self.instance.is_chosen_only = True
        return upload

    def save(self, commit=True):
        if upload := self.cleaned_data.get("upload"):
            store(upload, self.instance.sha256)
        return super().save(commit)

    def _get_validation_exclusions(self):
        # Not a field of the form, and yet what the file is: two like documents are refused.
        return super()._get_validation_exclusions() - {"sha256", "agreement"}


class DocumentFormSet(RecordFormSet):
    def clean(self):
        super().clean()
        seen = {}
        for form in self.forms:
            sha256 = form.instance.sha256
            if sha256 and form not in self.deleted_forms and seen.setdefault(sha256, form) != form:
                form.add_error("upload", "This is the same file as that of another document here.")


class DocumentInline(RecordInline):
    model = Document
    form = DocumentForm
    formset = DocumentFormSet
    autocomplete_fields = ("decided_by",)
    readonly_fields = ("file_facts", "what_it_gives_away")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "kind",
                    "title",
                    "dated_on",
                    "upload",
                    "file_facts",
                    "what_it_gives_away",
                    "is_redacted",
                )
            },
        ),
        (
            "If it is withheld",
            {
                "fields": (
                    "is_withheld",
                    "exemption",
                    "reason",
                    "decided_by",
                    "withheld_on",
                    "review_on",
                    "is_withheld_from_earlier",
                )
            },
        ),
    )

    def kept(self, document):
        """Without a file that was chosen in a form with mistakes: a browser forgets it."""
        if getattr(document, "is_chosen_only", False):
            return Document.objects.filter(pk=document.pk).first() or Document()
        return document

    @admin.display(description="file here now")
    def file_facts(self, document):
        document = self.kept(document)
        if not document.sha256:
            return "No file yet: awaited."
        facts = [document.name, document.media_type, f"{document.size:,} bytes"]
        if document.pages:
            facts.append(f"{document.pages} pages")
        if document.has_text is False:
            facts.append("a scan without text, which a screen reader cannot read")
        read = reverse("admin:agreements_agreement_file", args=[document.pk])
        shown = format_html('{} <a href="{}">Read the file</a>', ", ".join(facts), read)
        if not document.was_published():
            return shown
        take_down = reverse("admin:agreements_agreement_take_down", args=[document.pk])
        return format_html('{} <a href="{}">Take it down at once</a>', shown, take_down)

    @admin.display(description="what the file says of its makers")
    def what_it_gives_away(self, document):
        document = self.kept(document)
        if not document.metadata:
            return "Nothing."
        items = format_html_join("", "<li>{}: {}</li>", sorted(document.metadata.items()))
        return format_html(
            "<ul>{}</ul>Anyone who downloads the file can read this. If it should not be public, "
            "take it out of the file and upload it again.",
            items,
        )


class ReviewInline(RecordInline):
    model = Review


class SourceInline(RecordInline):
    model = AgreementSource


class OutcomeInline(RecordInline):
    model = AgreementOutcome
