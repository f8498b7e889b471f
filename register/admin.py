"""The admin that every kind of record shares: editing a working record, with its workflow."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.html import format_html

from organisations.admin.limits import LimitedRows, LimitedTexts
from organisations.models import Membership

from .admin_confirm import ConfirmMixin
from .admin_names import NamesRecords
from .admin_workflow import WorkflowMixin
from .models import Entry, State


class RecordForm(forms.ModelForm):
    """Notices when somebody else saved the record meanwhile, and keeps what was typed."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen_revision"].initial = self.instance.revision

    def is_multipart(self):
        """Always sent so: a text that is full of other letters than ours then takes less room."""
        return True

    def clean(self):
        cleaned = super().clean()
        seen = cleaned.pop("seen_revision", None)
        if self.instance.pk and seen != self.instance.revision:
            # What the form shows now counts as seen, so that a second save succeeds.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen_revision")] = self.instance.revision
            raise ValidationError(
                "Somebody else saved this record while you were editing it. Nothing of yours is "
                "saved yet; it is all still in this form. Open the record in another tab to see "
                "their changes, then save again to replace them with yours.",
                code="conflict",
            )
        return cleaned


LAST_CONFIRMED = (
    "Last confirmed",
    {
        "fields": ("confirmed_on", "confirmed_by"),
        "description": "Where no end is recorded, this says until when it counts as in force, "
        "working or open: twelve months on, unless your register is set otherwise.",
    },
)


class WordFilter(admin.SimpleListFilter):
    """Filters by a value of a vocabulary that the list is annotated with."""

    vocabulary: type[models.TextChoices]

    def lookups(self, request, model_admin):
        return self.vocabulary.choices

    def queryset(self, request, queryset):
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


class StateFilter(WordFilter):
    title = "state"
    parameter_name = "state"
    vocabulary = State


class LifecycleFilter(WordFilter):
    title = "lifecycle today, as published"
    parameter_name = "lifecycle"


def _is_autocomplete(request) -> bool:
    return request.resolver_match.url_name == "autocomplete"


def published_word(name: str, vocabulary: type[models.TextChoices], description: str):
    """A column of the list: what the current edition says, in a word (see `from_edition`)."""

    @admin.display(description=description, ordering=name, empty_value="not published")
    def column(record):
        value = getattr(record, name)
        return value and vocabulary(value).label

    return column


# Without a scheme typed in, an address is taken to be https.
HTTPS = {models.URLField: {"assume_scheme": "https"}}


class RecordFormSet(BaseInlineFormSet):
    """Rows that belong to a record: those already read with it, if they were."""

    def get_queryset(self):
        if not self.instance.pk:
            return super().get_queryset()
        if not hasattr(self, "_queryset"):
            rows = getattr(self.instance, self.fk.remote_field.get_accessor_name())
            self._queryset = list(rows.all())
        return self._queryset

    @property
    def entered(self) -> list:
        """The valid forms of the rows that are saved: neither taken out nor left blank."""
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms
            and form.is_valid()
            and (form.instance.pk or form.has_changed())
        ]

    @property
    def blank(self) -> list[int]:
        """The numbers of the rows that were added and left blank, as the form counts them."""
        return [
            number
            for number, form in enumerate(self.forms, start=1)
            if not form.instance.pk and not form.has_changed()
        ]


class RecordInline(LimitedRows, NamesRecords, admin.StackedInline):
    """Rows that belong to a record: anyone who may edit the record may edit them."""

    formset = RecordFormSet
    extra = 0
    formfield_overrides = HTTPS

    def has_view_permission(self, request, obj=None):
        return True

    def has_change_permission(self, request, obj=None):
        return obj is None or obj.can_edit(request.user)

    has_add_permission = has_delete_permission = has_change_permission


class RecordAdmin(ConfirmMixin, WorkflowMixin, LimitedTexts, NamesRecords, admin.ModelAdmin):
    """Base of every kind's admin. Saving changes the working record only; it never publishes."""

    form = RecordForm
    formfield_overrides = HTTPS
    change_form_template = "admin/register/change_form.html"
    save_on_top = True
    list_per_page = 50
    list_select_related = ("owner",)
    fixed_once_published = ("slug",)
    # What the list shows of the current edition: "lifecycle", or facets with one value.
    from_edition: tuple[str, ...] = ()

    # Who sees and edits what

    def get_object(self, request, object_id, from_field=None):
        """The record; a request that only reads has it read once."""
        if request.method != "GET":
            return super().get_object(request, object_id, from_field)
        if not hasattr(request, "record"):
            request.record = super().get_object(request, object_id, from_field)
        return request.record

    def get_queryset(self, request):
        records = super().get_queryset(request).select_related("owner")
        if _is_autocomplete(request):
            return records.to_name(request.user).order_by("called", "pk")
        current = Entry.objects.current().filter(kind=self.model.kind, slug=OuterRef("slug"))
        words = {name: Subquery(self._word(current, name)) for name in self.from_edition}
        return records.kept_by(request.user).with_state().with_submitter().annotate(**words)

    def get_search_fields(self, request):
        """To choose a record by typing, what is searched is what is shown."""
        return ("called",) if _is_autocomplete(request) else super().get_search_fields(request)

    @staticmethod
    def _word(current, name: str):
        """What the current edition says: of its lifecycle today, or of a facet with one value."""
        if name == "lifecycle":
            return current.with_lifecycle(timezone.localdate()).values("lifecycle")[:1]
        return current.filter(facets__name=name).values("facets__value")[:1]

    def has_module_permission(self, request):
        user = request.user
        return user.is_authenticated and (user.is_national or user.has_role(*Membership.Role))

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request):
        return request.user.is_national or request.user.has_role("editor", "publisher")

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return self.has_add_permission(request)
        return obj.can_edit(request.user)

    def has_delete_permission(self, request, obj=None):
        # A published record is never deleted: an edition removes it from the register and says why.
        return obj is not None and obj.current_edition_id is None and obj.can_edit(request.user)

    def get_deleted_objects(self, objs, request):
        """Without the titles of the records that name it, which other offices may keep."""
        *rest, protected = super().get_deleted_objects(objs, request)
        return *rest, ["other records, which name it"] if protected else []

    def get_readonly_fields(self, request, obj=None):
        fixed = self.fixed_once_published if obj and obj.current_edition_id else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_fieldsets(self, request, obj=None):
        (name, options), *rest, last = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj) or obj is None:
            options = {**options, "fields": (*options["fields"], "seen_revision")}
        return [(name, options), *rest, LAST_CONFIRMED, last]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "owner" and not request.user.is_national:
            mine = request.user.current_organisations
            kwargs["queryset"] = mine("editor") | mine("publisher")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # Keeping track of who edited

    @transaction.atomic
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        record = self.get_object(request, unquote(object_id)) if object_id else None
        if record and request.method == "POST":
            # Locked until this transaction ends: two who save at once take turns, and the form of
            # the second notices (RecordForm.clean).
            self.model.objects.select_for_update().get(pk=record.pk)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.name_blank_rows(request, formsets)
        changed = form.has_changed() or any(formset.has_changed() for formset in formsets)
        if change and not changed:
            return
        if form.instance.record_edit(by=request.user):
            self.message_user(
                request,
                "It awaited approval. Because you changed what would be published, that "
                "submission no longer stands: submit it again.",
                messages.WARNING,
            )

    def name_blank_rows(self, request, formsets) -> None:
        """Say which rows were not kept because nothing was filled in, or only what was there."""
        rows = [
            f"{formset.model._meta.verbose_name_plural} {number}".capitalize()
            for formset in formsets
            for number in formset.blank
        ]
        if rows:
            words = f"Not kept, because nothing was filled in: {', '.join(rows)}."
            self.message_user(request, words, messages.WARNING)

    @admin.display(description="state", ordering="state")
    def state(self, record):
        label = State(record.state).label
        if record.has_submitter_left:
            label += "; who submitted it has left"
        return format_html('<span class="state state-{}">{}</span>', record.state, label)
