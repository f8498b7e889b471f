"""The public pages every kind shares. A kind's own views name their model and filters."""

import re

from django.core.paginator import Paginator
from django.db.models import Max, Q
from django.http import Http404
from django.shortcuts import render
from django.views.generic import TemplateView
from django.views.generic.base import View

from . import answers, kinds
from .differences import differences
from .exports import FORMATS
from .facets import counted, offered
from .filters import EntryFilterSet, RegisterFilterSet
from .listing import Keys, entries
from .models import Entry, Link
from .pagination import page_of
from .states import of_states
from .time_query import BadParameters, TimeQuery

PART = "part_of"  # the key by which a record names the wider one of its kind


def refuse(request, error: BadParameters):
    """A 400 that names what is wrong, keeps what was typed, and offers the page without it."""
    kept = request.GET.copy()
    typed = {name: kept.pop(name)[-1] for name in error.problems if name in kept}
    context = {
        "problems": error.problems,
        "typed": typed,
        "kept": [(name, value) for name, values in kept.lists() for value in values],
        "page_without": f"{request.path}?{kept.urlencode()}" if kept else request.path,
        "time_query": None,
    }
    return render(request, "400.html", context, status=400)


def unindented(response):
    """The page without the indentation of its templates: a sixth of a list. Lines stay lines."""
    response.content = _INDENTATION.sub(b"\n", response.content)
    return response


_INDENTATION = re.compile(rb"\n[ \t]+")


class PublicView(View):
    """A public page: reads the TimeQuery, answers 400 to wrong parameters, sets no cookie."""

    parameters: frozenset[str] = frozenset()  # that this page takes, besides as_at and on

    def dispatch(self, request, *args, **kwargs):
        def make(version):
            try:
                self.time_query = TimeQuery.read(request.GET, self.parameters, version=version)
                # Not super(): a closure has no first argument to find it by.
                response = View.dispatch(self, request, *args, **kwargs)
                return unindented(response.render()) if hasattr(response, "render") else response
            except BadParameters as error:
                return refuse(request, error)

        if request.method not in {"GET", "HEAD"}:
            return super().dispatch(request, *args, **kwargs)
        return answers.respond(request, make)

    def get_context_data(self, **kwargs):
        return super().get_context_data(time_query=self.time_query, **kwargs)


class FilteredListView(PublicView, TemplateView):
    """A page of a list that a FilterSet narrows and sorts."""

    filterset_class: type[RegisterFilterSet] | None = None
    paginate_by = 25

    @property
    def parameters(self):
        return self.filterset_class.parameters() | {"page"}

    def get_rows(self):
        """What there is to filter."""
        raise NotImplementedError

    def get_paginator(self, filters):
        return Paginator(filters.qs, self.paginate_by)

    def get_context_data(self, **kwargs):
        filters = self.filterset_class(
            self.request.GET, self.get_rows(), time_query=self.time_query
        )
        page = None
        # A wrong filter is reported first, before a page that does not exist.
        if filters.is_valid():
            page = page_of(self.get_paginator(filters), self.request.GET)
        return super().get_context_data(filter=filters, page_obj=page, **kwargs)

    def render_to_response(self, context, **kwargs):
        status = 200 if context["filter"].is_valid() else 400
        return super().render_to_response(context, status=status, **kwargs)


class EntryListView(FilteredListView):
    """A kind's list, as at and on the dates asked about."""

    template_name = "register/entry_list.html"
    filterset_class: type[EntryFilterSet] | None = None

    def get_rows(self):
        return Entry.objects.filter(kind=self.filterset_class.kind).listed(self.time_query)

    def get_paginator(self, filters):
        return Paginator(Keys(filters), self.paginate_by)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(kind=kinds.get(self.filterset_class.kind), **kwargs)
        page, facets = context["page_obj"], offered(context["filter"])
        return context | {
            "rows": entries(page.object_list, self.time_query) if page else [],
            "facets": facets,
            "counted": counted(context["kind"], page.paginator.count, facets) if page else "",
            "formats": FORMATS,
        }


class FacetView(PublicView, TemplateView):
    """Every value of a long filter that occurs under the others: a plain list of links."""

    template_name = "register/facet.html"
    filterset_class: type[EntryFilterSet] | None = None
    name = ""

    @property
    def parameters(self):
        return self.filterset_class.parameters()

    def get_context_data(self, **kwargs):
        filters = self.filterset_class.read(self.request.GET, self.time_query)
        return super().get_context_data(
            kind=kinds.get(self.filterset_class.kind),
            name=self.name,
            facet=offered(filters)[self.name],
            **kwargs,
        )


class EntryPage(PublicView, TemplateView):
    """A page about one record. A record that was never published gives a 404."""

    kind = ""

    def rows(self):
        """Entries of the record, with their bodies and what depends on the day."""
        rows = Entry.objects.filter(kind=self.kind, slug=self.kwargs["slug"])
        rows = rows.with_lifecycle(self.time_query.on).with_body().select_related("edition")
        return rows.defer("body")

    def get_entry(self):
        return self.rows().as_at(self.time_query).first()

    def get_context_data(self, **kwargs):
        self.entry = self.get_entry()
        if self.entry is None:
            raise Http404("The register has no such record at that time.")
        return super().get_context_data(
            kind=kinds.get(self.kind), row=self.entry, body=self.entry.content, **kwargs
        )

    def taken_down(self):
        """Copies of the record's documents that are down at this moment, whatever was asked."""
        of = kinds.get(self.kind).taken_down
        return of([self.entry.slug]).get(self.entry.slug, {}) if of else {}


class EntryDetailView(EntryPage):
    """A record, with the records that name it and the findings of its kind's rules."""

    template_name = "register/entry_detail.html"

    def get_context_data(self, **kwargs):
        links = list(Link.objects.to(self.kind, self.kwargs["slug"], self.time_query))
        parts = [link for link in links if link.entry.kind == self.kind and link.relation == PART]
        states = ((part.lifecycle, part.cause) for part in parts)
        standing = of_states(kinds.get(self.kind), states) if parts else []
        context = super().get_context_data(
            links=links, parts=len(parts), parts_standing=standing, **kwargs
        )
        context["taken_down"] = self.taken_down()
        kind = context["kind"]
        if kind.rules:
            found = self.entry.findings.covering(self.time_query.on)
            context["findings"] = [
                {"rule": kind.rules[one.rule], "message": one.message} for one in found
            ]
            if kind.findings_beyond:
                context["findings"] += kind.findings_beyond(self.entry, self.time_query)
            context["completeness"] = kind.completeness(context["body"], context["findings"])
        return context


class EditionListView(EntryPage):
    """Every edition of a record, newest first."""

    template_name = "register/entry_editions.html"

    def get_context_data(self, **kwargs):
        editions = self.rows().published_by(self.time_query).order_by("-number")
        return super().get_context_data(editions=editions, **kwargs)


class EditionDetailView(EntryPage):
    """One edition as it was published, and what it changed."""

    template_name = "register/entry_edition.html"

    def get_entry(self):
        number = self.kwargs["number"]
        rows = self.rows().published_by(self.time_query)
        # Not `number__in`: a number greater than a column holds would be an error.
        wanted = Q(number=number) | Q(number=number - 1)
        beside = {row.number: row for row in rows.filter(wanted)}
        self.older = beside.get(number - 1)
        return beside.get(number)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        row, older = self.entry, self.older
        rows = Entry.objects.filter(kind=self.kind, slug=row.slug).published_by(self.time_query)
        newest = rows.aggregate(newest=Max("number"))["newest"]
        return context | {
            "taken_down": self.taken_down(),
            "is_current": row.number == newest,
            "newest": newest,
            "newer": row.number + 1 if row.number < newest else None,
            "older": older.number if older else None,
            "differences": differences(older.content, row.content) if older else [],
        }
