"""What the filter form of a list offers: the values that occur, each with its count."""

from dataclasses import dataclass

from . import counts
from .filters import EntryFilterSet, OrganisationFilter, YesNoFilter
from .kinds import Kind

SHOWN = 6  # most frequent values of a long filter; a separate page lists them all


@dataclass(frozen=True)
class Option:
    """A value that a reader can choose."""

    value: str
    label: str
    records: int
    is_chosen: bool


@dataclass(frozen=True)
class OfferedFacet:
    """One filter of the form. A long one is typed into; its most frequent values are offered."""

    name: str
    label: str
    is_long: bool
    is_single: bool  # one value at a time
    options: list[Option]

    @property
    def shown(self) -> list[Option]:
        """The values that the form shows: of a long filter the chosen and most frequent ones."""
        if not self.is_long:
            return self.options
        frequent = sorted(self.options, key=lambda one: (-one.records, one.label))[:SHOWN]
        shown = {one.value for one in frequent}
        return [one for one in self.options if one.is_chosen or one.value in shown]

    @property
    def chosen(self) -> int:
        return sum(one.is_chosen for one in self.options)


def offered(filters: EntryFilterSet) -> dict[str, OfferedFacet]:
    """The filters of a list by name; a value that no record has is offered only while chosen."""
    found = counts.facets(filters)
    return {name: _offered(filters, name, found[name], _chosen(filters, name)) for name in found}


def counted(kind: Kind, total: int, facets: dict[str, OfferedFacet]) -> str:
    """How many records a list shows, in words; those called otherwise are counted apart."""
    if not kind.apart or kind.apart.facet not in facets:
        return kind.counted(total)
    facet = facets[kind.apart.facet]
    shown = [one for one in facet.options if one.is_chosen or not facet.chosen]
    return kind.counted(total, sum(one.records for one in shown if one.value == kind.apart.value))


def _chosen(filters: EntryFilterSet, name: str):
    """The chosen values of a filter; everything that was given if some of it is wrong."""
    wrong = filters.data and name in filters.form.errors
    return filters.data.getlist(name) if wrong else filters.given.get(name)


def _offered(filters: EntryFilterSet, name: str, records: dict[str, int], chosen) -> OfferedFacet:
    filter_ = filters.every_filter[name]
    is_long = isinstance(filter_, OrganisationFilter)
    chosen = {chosen} if isinstance(chosen, str) else set(chosen or ())
    if is_long:
        organisations = filters.time_query.directory.organisations
        labels = {
            slug: organisations[slug].name for slug in {*records, *chosen} if slug in organisations
        }
        words = sorted(labels.items(), key=lambda one: one[1].casefold())
    else:
        words = filter_.offered({*records, *chosen}, filters.time_query)
    options = [
        Option(value, label, records.get(value, 0), value in chosen)
        for value, label in words
        if records.get(value) or value in chosen
    ]
    is_single = isinstance(filter_, YesNoFilter)
    return OfferedFacet(name, str(filter_.label), is_long, is_single, options)
