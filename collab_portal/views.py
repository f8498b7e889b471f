"""The pages that cross kinds: home, organisations, and what to say when something is wrong."""

import datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from agreements import assurance, rules
from organisations.models import Organisation
from register.pagination import page_of
from register.problems import MEDIA_TYPE, problem
from register.time_query import BadParameters
from register.views import FilteredListView, PublicView

from . import holdings, readiness
from .filters import OrganisationFilterSet
from .participation import participations, partners, record_counts

# After how long a copy of security.txt is to be fetched again: it is read from the settings.
SECURITY_TXT_EXPIRES = datetime.timedelta(days=30)


class HomeView(PublicView, TemplateView):
    """What the register holds, what is newest in it, and what expires next."""

    template_name = "home.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            holdings=holdings.holdings(self.time_query),
            organisations=len(self.time_query.directory.organisations),
            newest=holdings.newest(self.time_query),
            expiring=holdings.expiring(self.time_query),
            **kwargs,
        )


class OrganisationListView(FilteredListView):
    """Organisations that the register knows, whether or not they take part in anything yet."""

    filterset_class = OrganisationFilterSet
    template_name = "organisations/organisation_list.html"
    paginate_by = 50

    def get_rows(self):
        return Organisation.objects.order_by("name")

    def get_context_data(self, **kwargs):
        return super().get_context_data(counts=record_counts(self.time_query), **kwargs)


class OrganisationDetailView(PublicView, TemplateView):
    """An organisation: what it takes part in and keeps, by kind, and who it works with.

    It serves as the permanent register page of a Police and Crime Commissioner's office.
    """

    template_name = "organisations/organisation_detail.html"

    def get_context_data(self, **kwargs):
        entry = self.time_query.directory.organisations.get(self.kwargs["slug"])
        if entry is None:
            raise Http404("The register knows no such organisation.")
        return super().get_context_data(
            entry=entry,
            name_then=entry.name_on(self.time_query.on),
            participations=participations(self.time_query, entry),
            partners=partners(self.time_query, entry),
            **kwargs,
        )


class AssuranceView(PublicView, TemplateView):
    """What the law and office policy find wanting in the register, by rule and by office."""

    template_name = "assurance.html"
    parameters = frozenset({"rule", "office", "page"})
    paginate_by = 50

    def get_context_data(self, **kwargs):
        rule = self.chosen("rule", rules.BY_ID)
        office = self.chosen("office", self.time_query.directory.organisations)
        found = assurance.Findings(self.time_query, rule, office)
        return super().get_context_data(
            rules=rules.RULES,
            by_rule=found.by_rule,
            by_office=found.by_office,
            rule=rule,
            office=office,
            page_obj=page_of(Paginator(found, self.paginate_by), self.request.GET),
            total=found.by_rule.total(),
            **kwargs,
        )

    def chosen(self, name, known) -> str:
        values = self.request.GET.getlist(name)
        if len(values) > 1:
            raise BadParameters({name: "Give it once."})
        value = values[0] if values else ""
        if value and value not in known:
            raise BadParameters({name: "There is no such one here."})
        return value


@never_cache
def ready(request):
    """For a load balancer: 200 when this process can serve, else 503 and what is wrong."""
    problem = readiness.problem()
    if problem is None:
        return JsonResponse({"ready": True, "problems": {}})
    return JsonResponse({"ready": False, "problems": dict([problem])}, status=503)


def security_txt(request):
    """Where to report a weakness (RFC 9116), if whoever runs the register has said."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = timezone.now() + SECURITY_TXT_EXPIRES
    lines = [f"Contact: {contact}" for contact in settings.SECURITY_CONTACT]
    lines += [f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: en", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


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
    return render(request, f"{status}.html", {"problems": {}, "time_query": None}, status=status)


def _problem(status: int, words: str) -> JsonResponse:
    return JsonResponse(problem(status, words), status=status, content_type=MEDIA_TYPE)
