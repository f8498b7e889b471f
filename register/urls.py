"""The addresses of one kind's public pages, which each kind includes under its own."""

from django.urls import path

from .filters import PublishedFilterSet
from .models import Published
from .views import EditionDetailView, EditionListView, PublishedDetailView, PublishedListView


def record_urls(
    model: type[Published],
    filterset_class: type[PublishedFilterSet],
    detail: type[PublishedDetailView] = PublishedDetailView,
) -> list:
    """The list, a record, its editions and one of them."""
    a_list = PublishedListView.as_view(model=model, filterset_class=filterset_class)
    edition = EditionDetailView.as_view(model=model)
    return [
        path("", a_list, name="list"),
        path("<slug:slug>/", detail.as_view(model=model), name="detail"),
        path("<slug:slug>/editions/", EditionListView.as_view(model=model), name="editions"),
        path("<slug:slug>/editions/<int:number>/", edition, name="edition"),
    ]
