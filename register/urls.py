"""The addresses of one kind: its public pages, and its part of the API."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from . import exports
from .api import EntryViewSet
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


def record_api(name: str, viewset: type[EntryViewSet]) -> list:
    """The list, a record and its editions under `name`, and the list as a file: `name`.csv."""
    router = SimpleRouter()
    router.register(name, viewset, basename=name)
    return [
        *router.urls,
        re_path(
            rf"^{name}\.(?P<extension>{'|'.join(exports.FORMATS)})$",
            viewset.as_view({"get": "export"}),
            name=f"{name}-export",
        ),
    ]
