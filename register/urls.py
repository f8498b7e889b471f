"""The addresses of one kind's public pages, which each kind includes under its own."""

from django.urls import path

from .filters import EntryFilterSet, OrganisationFilter
from .views import EditionDetailView, EditionListView, EntryDetailView, EntryListView, FacetView


def record_urls(filterset_class: type[EntryFilterSet]) -> list:
    """The list and the values of its long filters, a record, its editions and one of them."""
    kind = filterset_class.kind
    long = [
        name
        for name, filter_ in filterset_class.base_filters.items()
        if isinstance(filter_, OrganisationFilter)
    ]
    return [
        path("", EntryListView.as_view(filterset_class=filterset_class), name="list"),
        *(
            path(
                f"by/{name}/",
                FacetView.as_view(filterset_class=filterset_class, name=name),
                name=f"by_{name}",
            )
            for name in long
        ),
        path("<slug:slug>/", EntryDetailView.as_view(kind=kind), name="detail"),
        path("<slug:slug>/editions/", EditionListView.as_view(kind=kind), name="editions"),
        path(
            "<slug:slug>/editions/<int:number>/",
            EditionDetailView.as_view(kind=kind),
            name="edition",
        ),
    ]
