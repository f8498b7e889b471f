"""What every public list is filtered with: one FilterSet serves a page and its API."""

import django_filters
from django import forms
from django.db.models import F, Q
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from organisations.models import Organisation

from .models import SearchDocument
from .question import BadParameters
from .search.fields import SearchField


class AnyOf(django_filters.MultipleChoiceFilter):
    """Words of a vocabulary in a column of one word: any of them."""

    def __init__(self, vocabulary, **kwargs):
        super().__init__(choices=vocabulary.choices, distinct=False, **kwargs)


@extend_schema_field(OpenApiTypes.STR)
class OrganisationFilter(django_filters.MultipleChoiceFilter):
    """Organisations by slug, their predecessors included; several mean any of them."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        directory = self.parent.question.directory
        slugs = directory.with_predecessors(value)
        return queryset.involving(directory.organisations[slug].pk for slug in slugs)


class RegionFilter(AnyOf):
    """Records in which an organisation of a region takes part, by what is known of it today."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        entries = self.parent.question.directory.organisations.values()
        return queryset.involving(entry.pk for entry in entries if entry.region in value)


@extend_schema_field(OpenApiTypes.STR)
class OwnerFilter(django_filters.MultipleChoiceFilter):
    """The office that keeps the record, and the offices it succeeded."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(owner__in=self.parent.question.directory.with_predecessors(value))


class WordsFilter(django_filters.MultipleChoiceFilter):
    """Words of a vocabulary in a column of lists (";forensics;intelligence;"): any of them."""

    def filter(self, queryset, value):
        matches = Q()
        for word in value:
            matches |= Q(**{f"{self.field_name}__contains": f";{word};"})
        return queryset.filter(matches)


class YesNoFilter(django_filters.TypedChoiceFilter):
    """`true` or `false`; anything else is refused, not read as one of the two."""

    def __init__(self, *args, **kwargs):
        choices = [("true", "Yes"), ("false", "No")]
        super().__init__(*args, choices=choices, coerce=lambda word: word == "true", **kwargs)


@extend_schema_field(OpenApiTypes.STR)
class SearchFilter(django_filters.Filter):
    """Records that a search finds, in the order of the list."""

    field_class = SearchField

    def filter(self, queryset, value):
        if not value:
            return queryset
        found = SearchDocument.objects.filter(kind=queryset.model.kind).matching(value)
        return queryset.filter(pk__in=found.values("pk"))


class Ordering(django_filters.OrderingFilter):
    """`ordering`: one of a few words, with a minus for descending. Not recorded comes last.

    Ties fall back to the slug, so that pages never overlap.
    """

    def filter(self, queryset, value):
        words = [word for word in value or [] if word]
        if not words:
            return queryset
        return queryset.order_by(*map(self.get_ordering_value, words), "slug")

    def get_ordering_value(self, param):
        column = F(self.param_map[param.removeprefix("-")])
        if param.startswith("-"):
            return column.desc(nulls_last=True)
        return column.asc(nulls_last=True)


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
        if data is not None:
            data = data.copy()
            for name in list(data):
                # An empty control of a form is no filter.
                data.setlist(name, [value for value in data.getlist(name) if value])
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


class PublishedFilterSet(RegisterFilterSet):
    """Filters that the editions of every kind have."""

    organisation = OrganisationFilter(
        label="Organisation",
        help_text="Slug of an organisation that takes part; repeat it for any of several. "
        "Organisations that it succeeded count as it.",
    )
    owner = OwnerFilter(label="Kept by", help_text="Slug of the office that answers for it.")
    region = RegionFilter(Organisation.Region, label="Region of an organisation in it")
    with_fire = YesNoFilter(field_name="with_fire", label="With a fire and rescue service")
    search = SearchFilter(
        label="Search",
        help_text="Words in any form, all of them; “a phrase” in quotes; begin* for what a word "
        "begins with; -word without it. At most 200 characters.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("organisation", "owner"):
            self.filters[name].extra["choices"] = self.question.directory.choices()
