"""Search over every kind of record, as a page and in the API."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.views.generic import TemplateView
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.reverse import reverse

from organisations import names
from organisations.directory import Directory, DirectoryOrganisation
from register import kinds, pagination
from register.api import PublicAPI
from register.canonical import utc_text
from register.kinds import Kind
from register.pagination import page_of
from register.schema import AS_AT, ON, PAGE_PARAMETERS
from register.search.highlights import Marked, holds
from register.search.query import LONGEST, Query
from register.search.results import MOST, Hit, Results
from register.time_query import BadParameters, TimeQuery
from register.views import PublicView

PARAMETERS = frozenset({"q", "kind"})


def read_query(params) -> Query:
    """What is searched for. Raises BadParameters."""
    values = params.getlist("q")
    try:
        if len(values) > 1:
            raise ValueError("Give it once.")
        return Query.parse(values[0] if values else "")
    except ValueError as error:
        raise BadParameters({"q": str(error)}) from None


def read_kinds(params) -> tuple[str, ...]:
    """The kinds searched in; empty for all of them. Raises BadParameters."""
    values = tuple(dict.fromkeys(value for value in params.getlist("kind") if value))
    if set(values) - set(kinds.names()):
        raise BadParameters({"kind": f"Give one or more of: {', '.join(kinds.names())}."})
    return values


def organisations_named(
    directory: Directory, query: Query, most: int = 5
) -> list[DirectoryOrganisation]:
    """Organisations that have the query in a name or in another form that people write."""
    forms = names.forms_by_slug(directory)
    found = [
        entry
        for slug, entry in directory.organisations.items()
        if holds("\n".join((entry.name, *forms[slug])), query)
    ]
    return sorted(found, key=lambda entry: entry.name)[:most]


@dataclass(frozen=True)
class ResultGroup:
    """The best results of one kind, and how many more there are."""

    kind: Kind
    count: int
    hits: list[Hit]

    @property
    def label(self) -> str:
        return self.kind.singular if self.count == 1 else self.kind.everything


class SearchView(PublicView, TemplateView):
    """One box for the whole register; results grouped by kind, or the pages of one kind."""

    template_name = "search.html"
    parameters = PARAMETERS | {"page"}
    group_size, page_size = 5, 25

    def get_context_data(self, **kwargs):
        params = self.request.GET
        context = {"chosen": read_kinds(params), "typed": params.get("q", ""), "longest": LONGEST}
        context |= {"results": None, "problem": "", "groups": [], "page_obj": None}
        if any(params.getlist("q")):
            try:
                query = read_query(params)
            except BadParameters as error:
                context["problem"] = error.problems["q"]
            else:
                context |= self.answer(Results(query, self.time_query, context["chosen"]))
        return super().get_context_data(**context, **kwargs)

    def answer(self, results: Results) -> dict:
        page, shown = None, []
        if len(results.kinds) == 1:
            page = page_of(Paginator(results.candidates, self.page_size), self.request.GET)
            shown = list(page)
        else:
            page_of(Paginator(results.candidates, MOST), self.request.GET)
            for name in results.counts:
                of_kind = [c for c in results.candidates if c.kind == name]
                shown += of_kind[: self.group_size]
        hits = results.hits(shown)
        groups = [
            ResultGroup(kinds.get(name), count, [hit for hit in hits if hit.entry.kind == name])
            for name, count in results.counts.items()
        ]
        return {
            "results": results,
            "groups": groups,
            "page_obj": page,
            "organisations": organisations_named(self.time_query.directory, results.query),
        }

    def render_to_response(self, context, **kwargs):
        status = 400 if context["problem"] else 200
        return super().render_to_response(context, status=status, **kwargs)


# The API


class FoundOrganisationSerializer(serializers.Serializer):
    """An organisation that has the search in one of its names."""

    slug = serializers.CharField()
    name = serializers.CharField(help_text="Its present name.")
    url = serializers.URLField()
    html_url = serializers.URLField()


class HitSerializer(serializers.Serializer):
    """A record that matches, with the words that do: [start, end] in characters of the text."""

    kind = serializers.CharField()
    slug = serializers.CharField()
    edition = serializers.IntegerField(help_text="Number of the edition that matches.")
    title = serializers.CharField()
    title_matches = serializers.ListField(child=serializers.ListField())
    reference = serializers.CharField(help_text="Empty where the kind has none.")
    excerpt = serializers.CharField(help_text="Plain text from the passage that matches best.")
    excerpt_matches = serializers.ListField(child=serializers.ListField())
    recorded_at = serializers.DateTimeField()
    url = serializers.URLField()
    html_url = serializers.URLField()


class SearchSerializer(serializers.Serializer):
    """What was found, best first."""

    count = serializers.IntegerField(help_text=f"Records that match; at most {MOST:,} are counted.")
    is_count_exact = serializers.BooleanField(help_text="False where more match than were counted.")
    counts = serializers.DictField(
        child=serializers.IntegerField(), help_text="Per kind, whichever kinds were asked for."
    )
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    organisations = FoundOrganisationSerializer(many=True, help_text="Five at most.")
    results = HitSerializer(many=True)


class SearchAPI(PublicAPI):
    """Every kind of record, searched by words: best first, counted by kind."""

    parameters = PARAMETERS | pagination.PARAMETERS

    @extend_schema(
        operation_id="search",
        responses=SearchSerializer,
        parameters=[
            OpenApiParameter(
                "q",
                {"type": "string", "minLength": 1, "maxLength": LONGEST},
                required=True,
                description="Words in any form, all of them; “a phrase” in quotes; begin* for what "
                "a word begins with, as the last word does too; -word without it.",
            ),
            OpenApiParameter("kind", str, many=True, description="Only this kind; repeat for any."),
            *PAGE_PARAMETERS,
            AS_AT,
            ON,
        ],
    )
    def get(self, request):
        results = Results(
            read_query(request.query_params), self.time_query, read_kinds(request.query_params)
        )
        pages = pagination.RegisterPagination()
        shown = pages.paginate_queryset(results.candidates, request)
        response = pages.get_paginated_response([self.item(hit) for hit in results.hits(shown)])
        envelope = response.data
        response.data = {
            "count": envelope["count"],
            "is_count_exact": results.is_complete,
            "counts": results.counts,
            "next": envelope["next"],
            "previous": envelope["previous"],
            "organisations": self.organisations(results.query, self.time_query),
            "results": envelope["results"],
        }
        return response

    def item(self, hit: Hit) -> dict:
        entry = hit.entry
        namespace = kinds.get(entry.kind).namespace
        return {
            "kind": entry.kind,
            "slug": entry.slug,
            "edition": entry.number,
            **_marked("title", hit.title),
            "reference": entry.reference,
            **_marked("excerpt", hit.excerpt),
            "recorded_at": utc_text(entry.recorded_at),
            "url": reverse(f"api:{namespace}-detail", [entry.slug], request=self.request),
            "html_url": reverse(f"{namespace}:detail", [entry.slug], request=self.request),
        }

    def organisations(self, query: Query, time_query: TimeQuery) -> list[dict]:
        return [
            {
                "slug": entry.slug,
                "name": entry.name,
                "url": reverse("api:organisations-detail", [entry.slug], request=self.request),
                "html_url": reverse("organisations:detail", [entry.slug], request=self.request),
            }
            for entry in organisations_named(time_query.directory, query)
        ]


def _marked(name: str, marked: Marked) -> dict:
    return {name: marked.text, f"{name}_matches": [list(span) for span in marked.spans]}
