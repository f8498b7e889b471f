"""What every public list is filtered with: one FilterSet serves a page and its API."""

import copy
from dataclasses import replace
from functools import cached_property

import django_filters
from django import forms
from django.db.models import BooleanField, Case, Exists, OuterRef, When
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from organisations import names
from organisations.directory import Directory
from organisations.models import Organisation

from .models import Entry, Facet, Period
from .search import engines
from .search.fields import SearchField
from .selection import EXPIRES, Selection
from .time_query import BadParameters


class Condition:
    """A filter of entries as a condition on their key, for any table that a list is read from.

    A FilterSet deep-copies its filters for each request. What they are made of never changes, so
    here a shallow copy is enough.
    """

    def __deepcopy__(self, memo):
        return copy.copy(self)

    def condition(self, value, key: str):
        """What `filter()` takes, for the entries that `key` names."""
        raise NotImplementedError

    def values(self, value) -> list[str]:
        """The facet values that a cleaned value asks for; empty if the filter has no facet."""
        return []

    def filter(self, queryset, value):
        return queryset.filter(self.condition(value, "pk"))


class FacetFilter(Condition, django_filters.MultipleChoiceFilter):
    """Records that have any of some values of a facet, which has the filter's name."""

    def condition(self, value, key):
        facets = Facet.objects.filter(
            entry=OuterRef(key), name=self.field_name, value__in=self.values(value)
        )
        return Exists(facets)

    def values(self, value):
        return list(value)

    def offered(self, values, time_query) -> list[tuple[str, str]]:
        """The values a form may offer, in its order, with their labels; some of them are `values`,
        which occur or are chosen."""
        return [(value, str(label)) for value, label in self.extra["choices"]]


class AnyOf(FacetFilter):
    """Words of a vocabulary: any of them."""

    def __init__(self, vocabulary, **kwargs):
        super().__init__(choices=vocabulary.choices, distinct=False, **kwargs)


class LifecycleFilter(AnyOf):
    """The lifecycle of a record on the day asked about."""

    def condition(self, value, key):
        periods = Period.objects.covering(self.parent.time_query.on)
        return Exists(periods.filter(entry=OuterRef(key), lifecycle__in=value))


class OrganisationField(forms.MultipleChoiceField):
    """Organisations by slug, or by a name that documents or readers use."""

    directory: Directory

    def to_python(self, value):
        return [self.slug(one) for one in super().to_python(value)]

    def slug(self, text: str) -> str:
        if text in self.directory.organisations:
            return text
        found = names.resolve(text, self.directory)
        if len(found.slugs) > 1:
            raise forms.ValidationError(
                f"“{text}” may mean several organisations. Give one of: {', '.join(found.slugs)}."
            )
        return found.slug or text

    def validate(self, value):
        for slug in value:
            if slug not in self.directory.organisations:
                raise forms.ValidationError(f"The register knows no organisation called “{slug}”.")


@extend_schema_field(OpenApiTypes.STR)
class OrganisationFilter(FacetFilter):
    """Organisations and those that they succeeded; several mean any of them."""

    field_class = OrganisationField

    def values(self, value):
        return sorted(self.parent.time_query.directory.with_predecessors(value))


class YesNoFilter(FacetFilter):
    """`true` or `false`; anything else is refused, not read as one of the two."""

    field_class = forms.ChoiceField

    def __init__(self, *args, **kwargs):
        super().__init__(
            *args, choices=[("true", "Yes"), ("false", "No")], distinct=False, **kwargs
        )

    def values(self, value):
        return [value]


@extend_schema_field(OpenApiTypes.STR)
class SearchFilter(Condition, django_filters.Filter):
    """Records that a search finds, in the order of the list."""

    field_class = SearchField

    def condition(self, value, key):
        # Within a CASE, so that PostgreSQL looks each row up among those found: as a join it
        # takes, for a common word, each row found from the table, one at a time.
        found = When(**{f"{key}__in": engines.found(value)}, then=True)
        return Case(found, default=False, output_field=BooleanField())


class Ordering(django_filters.OrderingFilter):
    """`ordering`: one of a few words, with a minus for descending. Not recorded comes last.

    Ties fall back to the order of publication, so that pages never overlap. `offered` are the
    orders that a page's box offers, with their words.
    """

    def __init__(self, *args, offered=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = offered

    def __deepcopy__(self, memo):
        return copy.copy(self)

    def columns(self, words: list[str]) -> list[tuple[str, bool]]:
        """(column, whether descending) of each word that was given."""
        return [(self.param_map[word.removeprefix("-")], word.startswith("-")) for word in words]


class OnceOnly:
    """A form of filters that refuses several values of a parameter that takes one."""

    def clean(self):
        for name, field in self.fields.items():
            takes_several = isinstance(field, forms.MultipleChoiceField)
            if not takes_several and len(self.data.getlist(name)) > 1:
                self.add_error(name, "Give it once.")
        return super().clean()


class RegisterFilterSet(django_filters.FilterSet):
    """Filters of a public list, on the page and in the API, for the TimeQuery of the request."""

    def __init__(self, data=None, queryset=None, *, time_query, **kwargs):
        self.time_query = time_query
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

    @classmethod
    def read(cls, params, time_query) -> "EntryFilterSet":
        """Those of an address, over what was listed then. Raises BadParameters."""
        rows = Entry.objects.filter(kind=cls.kind).listed(time_query)
        filters = cls(params, rows, time_query=time_query)
        filters.refuse_bad_values()
        return filters

    def __init__(self, data, queryset, **kwargs):
        # Only the filters in use, and the search box: copying filters and making form fields costs
        # time in each request.
        self.base_filters = {
            name: filter_
            for name, filter_ in self.every_filter.items()
            if name in data or name == "search"
        }
        super().__init__(data, queryset, **kwargs)
        for filter_ in self.filters.values():
            if isinstance(filter_, OrganisationFilter):
                self.form.fields[filter_.field_name].directory = self.time_query.directory

    @property
    def every_filter(self) -> dict[str, django_filters.Filter]:
        """All filters of the list, whether in use or not."""
        return type(self).base_filters

    def is_valid(self):
        return not self.data or super().is_valid()

    @cached_property
    def given(self) -> dict:
        """The filters in use and their cleaned values. The ordering is not a filter."""
        self.is_valid()
        cleaned = self.form.cleaned_data if self.data else {}
        return {
            name: value
            for name, value in cleaned.items()
            if name != "ordering" and value not in (None, "", [])
        }

    def selection(self, without: str = "", by: str = "title") -> Selection:
        """The rows that match; `without` leaves out one filter, `by` is the column of the order."""
        given = {name: value for name, value in self.given.items() if name != without}
        source = self._source(given, by)
        conditions = [
            self.filters[name].condition(value, source.key)
            for name, value in given.items()
            if name != source.facet
        ]
        return replace(source, rows=source.rows.filter(*conditions))

    def _source(self, given: dict, by: str) -> Selection:
        """The table to read the rows from: one whose index has them in order, or has the fewest."""
        time_query = self.time_query
        is_now = time_query.as_at is None
        if by == EXPIRES:
            rows = Period.objects.filter(kind=self.kind).covering(time_query.on).listed(time_query)
            return Selection(rows, key="entry_id", path="entry__")
        for name, value in given.items():
            values = self.filters[name].values(value)
            is_facet = not isinstance(self.filters[name], LifecycleFilter)
            if is_now and is_facet and len(values) == 1:
                rows = Facet.objects.filter(name=name, value=values[0], kind=self.kind)
                rows = rows.listed(time_query)
                return Selection(rows, key="entry_id", path="entry__", facet=name)
        rows = self.queryset
        if by == "recorded_at":
            # The index of this order begins with the generation.
            rows = rows.filter(generation=time_query.version.generation)
        return Selection(rows, key="pk", path="")

    def in_order(self):
        """The keys of the rows that match, in the order asked for."""
        ordering, words = self.filters.get("ordering"), []
        if ordering:
            words = [word for word in self.form.cleaned_data["ordering"] or [] if word]
        columns = ordering.columns(words) if words else [("title", False)]
        names = [name for name, _ in columns]
        by = EXPIRES if EXPIRES in names else names[0]  # only periods have this column
        return self.selection(by=by).in_order(columns)
