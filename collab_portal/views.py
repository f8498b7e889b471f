"""The pages that cross kinds: home, organisations, and what to say when something is wrong."""

import datetime
from collections import Counter

from django.db import connection
from django.db.models import Count
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views import defaults
from django.views.generic import ListView, TemplateView

from agreements import assurance, rules
from agreements.models import PublishedAgreement
from agreements.vocabulary import Lifecycle
from organisations.models import Organisation
from register import triggers
from register.pagination import page_of
from register.problems import MEDIA_TYPE, problem
from register.question import BadParameters
from register.views import FilteredListView, PublicView

from .filters import OrganisationFilterSet
from .taking_part import record_counts

SOON = datetime.timedelta(days=183)


class HomeView(PublicView, TemplateView):
    """What the register holds, what is newest in it, and what expires next."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        rows = PublishedAgreement.objects.as_at(self.question.as_at).listed().on(self.question.on)
        totals = dict(rows.order_by().values_list("lifecycle").annotate(Count("pk")))
        on = self.question.on
        soon = min(on, datetime.date.max - SOON) + SOON
        expiring = rows.filter(
            lifecycle=Lifecycle.IN_FORCE, expires_by__gte=on, expires_by__lte=soon
        )
        return super().get_context_data(
            totals={lifecycle: totals.get(lifecycle, 0) for lifecycle in Lifecycle.values},
            agreements=sum(totals.values()),
            organisations=len(self.question.directory.organisations),
            newest=rows.with_body().order_by("-recorded_at")[:5],
            expiring=expiring.with_body().order_by("expires_by", "title")[:5],
            **kwargs,
        )


class OrganisationListView(FilteredListView):
    """Organisations that the register knows, whether or not they take part in anything yet."""

    model = Organisation
    filterset_class = OrganisationFilterSet
    template_name = "organisations/organisation_list.html"
    paginate_by = 50

    def get_rows(self):
        return Organisation.objects.order_by("name")

    def get_context_data(self, **kwargs):
        return super().get_context_data(counts=record_counts(self.question), **kwargs)


class OrganisationDetailView(PublicView, ListView):
    """An organisation, and every agreement it takes part in, whoever keeps the record."""

    parameters = frozenset({"page"})
    template_name = "organisations/organisation_detail.html"
    paginate_by = 25

    def get_queryset(self):
        directory = self.question.directory
        self.entry = directory.organisations.get(self.kwargs["slug"])
        if self.entry is None:
            raise Http404("The register knows no such organisation.")
        itself = directory.with_predecessors([self.entry.slug])
        rows = PublishedAgreement.objects.as_at(self.question.as_at).listed()
        involving = rows.involving(directory.organisations[slug].pk for slug in itself)
        return involving.on(self.question.on).with_body()

    def paginate_queryset(self, queryset, page_size):
        page = page_of(self.get_paginator(queryset, page_size), self.request.GET)
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        return super().get_context_data(entry=self.entry, **kwargs)


class AssuranceView(PublicView, TemplateView):
    """What the law and office policy find wanting in the register, by rule and by office."""

    template_name = "assurance.html"
    parameters = frozenset({"rule", "office"})

    def get_context_data(self, **kwargs):
        findings = assurance.answer(self.question)
        rule, office = self.chosen("rule", rules.BY_ID), self.chosen("office", None)
        return super().get_context_data(
            rules=rules.RULES,
            by_rule=Counter(finding.rule for finding in findings),
            by_office=Counter((finding.owner, finding.owner_name) for finding in findings),
            rule=rule,
            office=office,
            findings=[
                finding
                for finding in findings
                if rule in ("", finding.rule) and office in ("", finding.owner)
            ],
            total=len(findings),
            **kwargs,
        )

    def chosen(self, name, known) -> str:
        values = list(filter(None, self.request.GET.getlist(name)))
        if len(values) > 1:
            raise BadParameters({name: "Give it once."})
        value = values[0] if values else ""
        known = self.question.directory.organisations if known is None else known
        if value and value not in known:
            raise BadParameters({name: "There is no such one here."})
        return value


def ready(request):
    """For a load balancer: 200 when the database answers and the ledger is guarded, else 503."""
    absent = triggers.missing(connection)
    return JsonResponse({"ready": not absent, "missing": absent}, status=503 if absent else 200)


# What to say when something is wrong: words for people, problem details for the API.


def bad_request(request, exception):
    return _wrong(request, 400, "The address asks for something that cannot be answered.")


def permission_denied(request, exception):
    return _wrong(request, 403, "That is not allowed.")


def not_found(request, exception):
    return _wrong(request, 404, "There is nothing at this address.")


def server_error(request):
    if request.path.startswith("/api/"):
        return _problem(500, "Something went wrong on our side.")
    return defaults.server_error(request)


def _wrong(request, status: int, words: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return _problem(status, words)
    return render(request, f"{status}.html", {"problems": {}, "question": None}, status=status)


def _problem(status: int, words: str) -> JsonResponse:
    return JsonResponse(problem(status, words), status=status, content_type=MEDIA_TYPE)
