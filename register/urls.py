"""The addresses of one kind: its public pages, and its part of the API."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from . import exports, kinds
from .api import EntryViewSet
from .feeds import AtomView, CalendarView
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
        *feed_urls(filterset_class),
        path("<slug:slug>/", EntryDetailView.as_view(kind=kind), name="detail"),
        path("<slug:slug>/editions/", EditionListView.as_view(kind=kind), name="editions"),
        path(
            "<slug:slug>/editions/<int:number>/",
            EditionDetailView.as_view(kind=kind),
            name="edition",
        ),
    ]


def feed_urls(filterset_class: type[EntryFilterSet]) -> list:
    """Atom for every kind; a calendar of ends for a kind whose records end."""
    atom = AtomView.as_view(filterset_class=filterset_class)
    ends = CalendarView.as_view(filterset_class=filterset_class)
    urls = [
        path("feed.atom", atom, name="feed"),
        path("<slug:slug>/feed.atom", atom, name="record_feed"),
    ]
    if kinds.get(filterset_class.kind).under_way:
        urls += [
            path("ends.ics", ends, name="ends"),
            path("<slug:slug>/ends.ics", ends, name="record_ends"),
        ]
    return urls


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
