"""The API's root, and organisations: reference data, with how many records each is in."""

from urllib.parse import urlencode

from django.http import Http404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import GenericViewSet

from organisations.directory import DirectoryOrganisation
from organisations.models import Organisation
from register import kinds, pagination
from register.api import PublicAPI
from register.kinds import Kind
from register.schema import PAGE_PARAMETERS, TIMES

from .filters import OrganisationFilterSet
from .participation import record_counts
from .serializers import OrganisationSerializer


class RootView(PublicAPI):
    """Where everything is."""

    times = frozenset()

    @extend_schema(responses={200: {"type": "object", "additionalProperties": {"type": "string"}}})
    def get(self, request):
        lists = (*(kind.namespace for kind in kinds.every()), "organisations")
        names = (
            *(f"{name}-list" for name in lists),
            "search",
            "assurance",
            "changes",
            "head",
            "schema",
        )
        return Response(
            {name.removesuffix("-list"): reverse(f"api:{name}", request=request) for name in names}
        )


class OrganisationViewSet(PublicAPI, GenericViewSet):
    """Police forces, policing bodies, fire services and others: as they are now."""

    queryset = Organisation.objects.order_by("name")
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
    filter_backends = [DjangoFilterBackend]  # for the schema: `list` reads the filters itself
    filterset_class = OrganisationFilterSet
    serializer_class = OrganisationSerializer

    @property
    def parameters(self):
        if self.action_map.get("get") == "list":
            return self.filterset_class.parameters() | pagination.PARAMETERS
        return frozenset()

    @extend_schema(parameters=[*TIMES, *PAGE_PARAMETERS])
    def list(self, request):
        filters = self.filterset_class(
            request.query_params, self.get_queryset(), time_query=self.time_query
        )
        filters.refuse_bad_values()
        page = self.paginate_queryset(filters.qs)
        entries = self.time_query.directory.organisations
        counts = record_counts(self.time_query)
        return self.get_paginated_response(
            [self.item(entries[organisation.slug], counts) for organisation in page]
        )

    @extend_schema(parameters=TIMES)
    def retrieve(self, request, slug):
        entry = self.time_query.directory.organisations.get(slug)
        if entry is None:
            raise Http404("The register knows no such organisation.")
        return Response(self.item(entry, record_counts(self.time_query)))

    def item(self, entry: DirectoryOrganisation, counts: dict[str, int]) -> dict:
        context = {
            "time_query": self.time_query,
            "url": reverse("api:organisations-detail", [entry.slug], request=self.request),
            "html_url": reverse("organisations:detail", [entry.slug], request=self.request),
            **{f"{kind.namespace}_url": self.records_url(kind, entry) for kind in kinds.every()},
            "records": counts[entry.slug],
        }
        return OrganisationSerializer(entry, context=context).data

    def records_url(self, kind: Kind, entry: DirectoryOrganisation) -> str:
        """Where the records of a kind in which it takes part are."""
        query = urlencode({"organisation": entry.slug, **self.time_query.parameters})
        return f"{reverse(f'api:{kind.namespace}-list', request=self.request)}?{query}"
