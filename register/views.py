"""The public pages every kind shares. A kind's own views name their model and filters."""

from django.db.models import Subquery
from django.http import Http404
from django.shortcuts import render
from django.views.generic import DetailView, ListView
from django.views.generic.base import View

from . import kinds
from .conditional import not_modified, tag
from .differences import differences
from .models import Link
from .pagination import page_of
from .question import BadParameters, Question


def refuse(request, error: BadParameters):
    """A 400 that names what is wrong, keeps what was typed, and offers the page without it."""
    kept = request.GET.copy()
    typed = {name: kept.pop(name)[-1] for name in error.problems if name in kept}
    context = {
        "problems": error.problems,
        "typed": typed,
        "kept": [(name, value) for name, values in kept.lists() for value in values],
        "page_without": f"{request.path}?{kept.urlencode()}" if kept else request.path,
        "question": None,
    }
    return render(request, "400.html", context, status=400)


class PublicView(View):
    """A page for everyone: reads the Question, refuses what it cannot answer, sets no cookie."""

    parameters: frozenset[str] = frozenset()  # that this page takes, besides as_at and on

    def dispatch(self, request, *args, **kwargs):
        try:
            self.question = Question.read(request.GET, self.parameters)
            if unchanged := not_modified(request, self.question):
                return unchanged
            response = super().dispatch(request, *args, **kwargs)
            response = response.render() if hasattr(response, "render") else response
        except BadParameters as error:
            return refuse(request, error)
        return tag(response, self.question) if response.status_code == 200 else response

    def get_context_data(self, **kwargs):
        return super().get_context_data(question=self.question, **kwargs)


class FilteredListView(PublicView, ListView):
    """A list that a FilterSet narrows and sorts."""

    filterset_class = None
    paginate_by = 25

    @property
    def parameters(self):
        return self.filterset_class.parameters() | {"page"}

    def get_rows(self):
        """What there is to filter."""
        raise NotImplementedError

    def get_queryset(self):
        rows = self.get_rows()
        self.filterset = self.filterset_class(self.request.GET, rows, question=self.question)
        return self.filterset.qs if self.filterset.is_valid() else rows.none()

    def paginate_queryset(self, queryset, page_size):
        paginator = self.get_paginator(queryset, page_size)
        # Where a filter is wrong, that is what to say, whatever page was asked for.
        is_valid = self.filterset.is_valid()
        page = page_of(paginator, self.request.GET) if is_valid else paginator.page(1)
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter=self.filterset, **kwargs)

    def render_to_response(self, context, **kwargs):
        status = 200 if self.filterset.is_valid() else 400
        return super().render_to_response(context, status=status, **kwargs)


class PublishedListView(FilteredListView):
    """A kind's list, as at and on the dates asked about."""

    template_name = "register/published_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(kind=kinds.get(self.model.kind), **kwargs)

    def get_rows(self):
        rows = self.model.objects.as_at(self.question.as_at).listed()
        return rows.on(self.question.on).with_body()


class RecordPage(PublicView, DetailView):
    """A page about one record. A record never published is as unknown as one never written."""

    def get_queryset(self):
        return self.model.objects.with_body()

    def get_object(self, queryset=None):
        rows = self.get_queryset().filter(slug=self.kwargs["slug"])
        row = rows.as_at(self.question.as_at).on(self.question.on).first()
        if row is None:
            raise Http404("The register has no such record at that time.")
        return row

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            kind=kinds.get(self.model.kind), row=self.object, body=self.object.body, **kwargs
        )


class PublishedDetailView(RecordPage):
    """A record as it stands, with what other records say of it."""

    template_name = "register/published_detail.html"

    def get_context_data(self, **kwargs):
        links = Link.objects.to(self.model.kind, self.object.slug, self.question.as_at)
        return super().get_context_data(links=links, **kwargs)


class EditionListView(RecordPage):
    """Every edition of a record, newest first."""

    template_name = "register/published_editions.html"

    def get_context_data(self, **kwargs):
        editions = self.get_queryset().filter(slug=self.object.slug).order_by("-number")
        if self.question.as_at:
            editions = editions.filter(recorded_at__lte=self.question.as_at)
        return super().get_context_data(editions=editions, **kwargs)


class EditionDetailView(RecordPage):
    """One edition as it was published, whatever came after, and what it changed."""

    template_name = "register/published_edition.html"

    def get_object(self, queryset=None):
        rows = self.model.objects.filter(slug=self.kwargs["slug"])
        if self.question.as_at:
            rows = rows.filter(recorded_at__lte=self.question.as_at)
        newest = rows.order_by("-number").values("number")[:1]
        number = self.kwargs["number"]
        row = rows.filter(number=number).on(self.question.on).annotate(newest=Subquery(newest))
        row = row.with_body().first()
        if row is None:
            raise Http404("The register has no such edition at that time.")
        return row

    def get_context_data(self, **kwargs):
        row = self.object
        older = self.get_queryset().filter(slug=row.slug, number=row.number - 1).first()
        return super().get_context_data(
            is_current=row.number == row.newest,
            newest=row.newest,
            newer=row.number + 1 if row.number < row.newest else None,
            older=older.number if older else None,
            differences=differences(older.body, row.body) if older else [],
            **kwargs,
        )
