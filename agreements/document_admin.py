"""Documents on the admin form of an agreement: an upload is kept first, and then chosen."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from register.admin import RecordFormSet, RecordInline

from .document_views import file_response
from .documents.acceptance import Unacceptable
from .models import Document, StoredFile


class BoundedUploadHandler(FileUploadHandler):
    """First of FILE_UPLOAD_HANDLERS: keeps an upload by anyone from filling the disk.

    Of a file that is too large, it passes on only as much as its inspection needs to refuse it.
    """

    def receive_data_chunk(self, raw_data, start):
        return raw_data if start <= settings.DOCUMENT_MAX_BYTES else None

    def file_complete(self, file_size):
        return None


class DocumentForm(forms.ModelForm):
    """A document and the file chosen for it. `refusals` says why uploads were not kept."""

    upload = forms.FileField(
        required=False,
        label="File",
        help_text="PDF, Word, OpenDocument, Excel, CSV or plain text. Leave it empty to keep the "
        "file that is there, or while the copy is awaited.",
    )

    class Meta:
        widgets = {"file": forms.HiddenInput}

    def __init__(self, *args, refusals, **kwargs):
        super().__init__(*args, **kwargs)
        self.refusals = refusals

    def clean_upload(self):
        if refusal := self.refusals.get(self.prefix):
            raise ValidationError(refusal)
        return self.cleaned_data["upload"]

    def clean(self):
        super().clean()
        if self.has_error("file"):  # which nobody sees; sweeping may have taken it meanwhile
            self.add_error("upload", "The file chosen earlier is no longer here. Choose it again.")


class DocumentFormSet(RecordFormSet):
    def clean(self):
        super().clean()
        seen = {}
        for form in self.forms:
            if form.cleaned_data.get("DELETE"):
                self.check_deletion(form)
                continue
            sha256 = form.instance.sha256
            if sha256 and seen.setdefault(sha256, form) != form:
                form.add_error("upload", "This is the same file as that of another document here.")

    def check_deletion(self, form):
        saved = Document.objects.filter(pk=form.instance.pk).first()
        if saved and saved.is_given:
            try:
                saved.check_leaving(form.cleaned_data.get("is_withheld_from_earlier"))
            except ValidationError as error:
                raise ValidationError(
                    [f"“{saved}” is to be deleted. {message}" for message in error.messages]
                ) from error


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
                    "file",
                    "file_facts",
                    "what_it_gives_away",
                    "is_redacted",
                )
            },
        ),
        (
            "If it is withheld, replaced or deleted",
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

    def get_formset(self, request, obj=None, **kwargs):
        self.agreement = obj
        return super().get_formset(request, obj, **kwargs)

    def get_fieldsets(self, request, obj=None):
        """Without the fields to fill in, for those who may only view."""
        (name, options), *rest = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            shown = [field for field in options["fields"] if field not in {"upload", "file"}]
            options = {**options, "fields": shown}
        return [(name, options), *rest]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "file":
            kwargs["queryset"] = StoredFile.objects.choosable(request.user, self.agreement)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @cached_property
    def saved_files(self) -> dict[int, int]:
        """The key of the file that each document has in the database, not in the form."""
        return dict(Document.objects.filter(agreement=self.agreement).values_list("pk", "file"))

    @admin.display(description="file here now")
    def file_facts(self, document):
        file = document.file
        if not file:
            return "No file yet: awaited."
        facts = [file.name, file.media_type, f"{file.size:,} bytes"]
        if file.pages:
            facts.append(f"{file.pages} page{'s' if file.pages > 1 else ''}")
        if file.has_text is False:
            facts.append("a scan without text, which a screen reader cannot read")
        shown = ", ".join(facts)
        if self.saved_files.get(document.pk) != file.pk:
            return f"{shown}. It is chosen, and becomes the document’s when you save."
        read = reverse("admin:agreements_agreement_file", args=[document.pk])
        shown = format_html('{} <a href="{}">Read the file</a>', shown, read)
        if not document.was_published():
            return shown
        take_down = reverse("admin:agreements_agreement_take_down", args=[document.pk])
        return format_html('{} <a href="{}">Take it down at once</a>', shown, take_down)

    @admin.display(description="what the file says of its makers")
    def what_it_gives_away(self, document):
        if not (document.file and document.file.metadata):
            return "Nothing."
        items = format_html_join("", "<li>{}: {}</li>", sorted(document.file.metadata.items()))
        return format_html(
            "<ul>{}</ul>Anyone who downloads the file can read this. If it should not be public, "
            "take it out of the file and upload it again.",
            items,
        )


class UploadMixin:
    """For the admin of agreements: uploads are stored before the form is validated."""

    def get_urls(self):
        read = self.admin_site.admin_view(self.read_view)
        return [
            path("documents/<int:document_id>/file/", read, name="agreements_agreement_file"),
            *super().get_urls(),
        ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and self.may_upload(request, object_id):
            self.keep_uploads(request)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def may_upload(self, request, object_id) -> bool:
        if object_id is None:
            return self.has_add_permission(request)
        record = self.get_object(request, unquote(object_id))
        return record is not None and self.has_change_permission(request, record)

    def keep_uploads(self, request):
        """Make a StoredFile of each upload and choose it in the form, where it stays chosen.

        Before the form's transaction: inspecting a file can take seconds, during which no row (on
        SQLite, no database) should be locked.
        """
        request.POST = request.POST.copy()
        request.refused_uploads = {}
        for name, upload in request.FILES.items():
            document = name.removesuffix("-upload")
            try:
                stored = StoredFile.objects.keep(upload, by=request.user)
            except Unacceptable as refused:
                request.refused_uploads[document] = str(refused)
            else:
                request.POST[f"{document}-file"] = str(stored.pk)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if inline.model is Document:
            kwargs["form_kwargs"] = {"refusals": getattr(request, "refused_uploads", {})}
        return kwargs

    def read_view(self, request, document_id):
        """The file as uploaded, for everyone who may see the record: approvers read it first."""
        document = get_object_or_404(Document, pk=document_id)
        if self.get_object(request, str(document.agreement_id)) is None or not document.file:
            raise Http404
        stored = document.file
        try:
            file = stored.content.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        response = file_response(
            request,
            file,
            size=stored.size,
            media_type=stored.media_type,
            filename=stored.name,
            sha256=stored.sha256,
        )
        response["Cache-Control"] = "private, no-store"
        return response
