"""What every public list is filtered with: one FilterSet serves a page and its API."""

import django_filters
from django import forms
from django.db.models import F
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from organisations.directory import Directory
from organisations.models import Organisation

from .models import Entry
from .question import BadParameters
from .search.fields import SearchField


class FacetFilter(django_filters.MultipleChoiceFilter):
    """Records that have any of some values of a facet, which has the filter's name."""

    def filter(self, queryset, value):
        values = self.values(value)
        if not values:
            return queryset
        return queryset.having(self.parent.kind, self.field_name, values, self.parent.question)

    def values(self, value) -> list[str]:
        """The values of the facet that an answer stands for."""
        return list(value or [])


class AnyOf(FacetFilter):
    """Words of a vocabulary: any of them."""

    def __init__(self, vocabulary, **kwargs):
        super().__init__(choices=vocabulary.choices, distinct=False, **kwargs)


class LifecycleFilter(AnyOf):
    """Where a record stands on the day asked about."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.on(self.parent.question.on).filter(period__lifecycle__in=value)


class OrganisationField(forms.MultipleChoiceField):
    """Organisations by slug, or by a name that a document or a reader calls one."""

    directory: Directory

    def to_python(self, value):
        return [self.slug(one) for one in super().to_python(value)]

    def slug(self, text: str) -> str:
        if text in self.directory.organisations:
            return text
        found = self.directory.find(text)
        return found.slug if found else text

    def validate(self, value):
        for slug in value:
            if slug not in self.directory.organisations:
                raise forms.ValidationError(f"The register knows no organisation called “{slug}”.")


@extend_schema_field(OpenApiTypes.STR)
class OrganisationFilter(FacetFilter):
    """Organisations and those that they succeeded; several mean any of them."""

    field_class = OrganisationField

    def values(self, value):
        return sorted(self.parent.question.directory.with_predecessors(value or []))


class YesNoFilter(django_filters.ChoiceFilter):
    """`true` or `false`; anything else is refused, not read as one of the two."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, choices=[("true", "Yes"), ("false", "No")], **kwargs)

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.having(self.parent.kind, self.field_name, [value], self.parent.question)


@extend_schema_field(OpenApiTypes.STR)
class SearchFilter(django_filters.Filter):
    """Records that a search finds, in the order of the list."""

    field_class = SearchField

    def filter(self, queryset, value):
        return queryset.matching(value) if value else queryset


class Ordering(django_filters.OrderingFilter):
    """`ordering`: one of a few words, with a minus for descending. Not recorded comes last.

    Ties fall back to the order of publication, so that pages never overlap. `offered` are the
    orders that a page's box offers, with their words.
    """

    def __init__(self, *args, offered=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = offered

    def filter(self, queryset, value):
        words = [word for word in value or [] if word]
        if not words:
            return queryset.by_title()
        if any(self.param_map[word.removeprefix("-")] == EXPIRES for word in words):
            queryset = queryset.on(self.parent.question.on)
        columns = [self.get_ordering_value(word) for word in words]
        # No two editions are recorded at one moment.
        ties = [] if self.param_map[words[-1].removeprefix("-")] == "recorded_at" else ["pk"]
        return queryset.order_by(*columns, *ties)

    def get_ordering_value(self, param):
        name = self.param_map[param.removeprefix("-")]
        column = F(name)
        nulls_last = {"nulls_last": True} if name in MAY_BE_NULL else {}
        return column.desc(**nulls_last) if param.startswith("-") else column.asc(**nulls_last)


EXPIRES = "expires_on"
MAY_BE_NULL = {EXPIRES, "starts_from"}


class OnceOnly:
    """Of a form for filters: a parameter that takes one value is not given several."""

    def clean(self):
        for name, field in self.fields.items():
            takes_several = isinstance(field, forms.MultipleChoiceField)
            if not takes_several and len(self.data.getlist(name)) > 1:
                self.add_error(name, "Give it once.")
        return super().clean()


class RegisterFilterSet(django_filters.FilterSet):
    """Filters of a public list, on the page and in the API; told the Question of the request."""

    def __init__(self, data=None, queryset=None, *, question, **kwargs):
        self.question = question
        super().__init__(data, queryset, **kwargs)

    def get_form_class(self):
        return type("Form", (OnceOnly, super().get_form_class()), {})

    @classmethod
    def parameters(cls) -> frozenset[str]:
        return frozenset(cls.base_filters)

    def refuse_bad_values(self) -> None:
        """Raise BadParameters for a value that a filter does not take."""
        if not self.is_valid():
            raise BadParameters(
                {name: " ".join(messages) for name, messages in self.form.errors.items()}
            )


class EntryFilterSet(RegisterFilterSet):
    """Filters that the records of every kind have. A kind's own says its `kind`."""

    kind: str

    organisation = OrganisationFilter(
        label="Organisation",
        help_text="Slug of an organisation that takes part; repeat it for any of several. "
        "Organisations that it succeeded count as it.",
    )
    owner = OrganisationFilter(
        label="Kept by", help_text="Slug of the office that answers for it, or that succeeded it."
    )
    region = AnyOf(Organisation.Region, label="Region of an organisation in it")
    with_fire = YesNoFilter(label="With a fire and rescue service")
    search = SearchFilter(
        label="Search",
        help_text="Words in any form, all of them; “a phrase” in quotes; begin* for what a word "
        "begins with; -word without it. At most 200 characters.",
    )

    class Meta:
        model = Entry
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("organisation", "owner"):
            self.form.fields[name].directory = self.question.directory

    @property
    def given(self) -> dict:
        """The filters in use and their cleaned values; the order of the list is none."""
        cleaned = self.form.cleaned_data
        return {
            name: value
            for name, value in cleaned.items()
            if name != "ordering" and value not in (None, "", [])
        }

    def rows(self, without: str = ""):
        """The rows of the list that match; `without` leaves one filter out."""
        rows = self.queryset.all()
        for name, value in self.given.items():
            if name != without:
                rows = self.filters[name].filter(rows, value)
        return rows

    def in_order(self):
        """The rows that match, in the order asked for."""
        return self.filters["ordering"].filter(self.rows(), self.form.cleaned_data["ordering"])
