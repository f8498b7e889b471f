"""The API every kind shares: lists, details and editions of records."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from django.http import Http404, StreamingHttpResponse
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from . import answers, exports, kinds, pagination
from .canonical import utc_text
from .filters import EntryFilterSet
from .kinds import PLACE
from .listing import Keys, bodies
from .models import Entry
from .renderers import Item, dumps
from .schema import CURSOR, EXPORT_PARAMETERS, EXPORTED, PAGE_PARAMETERS, TIMES
from .time_query import PARAMETERS, BadParameters, TimeQuery

EXPORT_BATCH = 500  # records read at once for a file


class PublicAPI(APIView):
    """An open, read-only view whose answers are cached. It reads the TimeQuery first."""

    time_query: TimeQuery
    parameters: frozenset[str] = frozenset()  # that this view takes, besides the times
    times: frozenset[str] = PARAMETERS
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request, *args, **kwargs):
        if request.method not in {"GET", "HEAD"}:
            return super().dispatch(request, *args, **kwargs)

        def make(version):
            self.version = version
            # Not super(): a closure has no first argument to find it by.
            response = APIView.dispatch(self, request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

        return answers.respond(request, make)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method in {"GET", "HEAD"}:
            self.time_query = TimeQuery.read(
                request.query_params, self.parameters, self.times, self.version
            )


class EntryViewSet(PublicAPI, GenericViewSet):
    """A kind's editions: the list, a record, its editions, one of them."""

    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
    filter_backends = [DjangoFilterBackend]  # for the schema: `list` reads the filters itself
    filterset_class: type[EntryFilterSet]
    queryset = Entry.objects.none()

    @property
    def parameters(self):
        action = self.action_map.get("get")
        is_filtered = action in {"list", "export"}
        filters = self.filterset_class.parameters() if is_filtered else frozenset()
        tables = {"rows", "bom"} if action == "export" else frozenset()
        pages = pagination.PARAMETERS if action in {"list", "editions"} else frozenset()
        walks = {pagination.CURSOR} if action == "list" else frozenset()
        return filters | pages | walks | tables

    @property
    def kind(self) -> str:
        return self.filterset_class.kind

    def get_serializer(self, *args, **kwargs):
        # Only the schema generator calls this; it takes an extra action for a single answer.
        return super().get_serializer(*args, many=self.action == "editions", **kwargs)

    @extend_schema(parameters=[*TIMES, *PAGE_PARAMETERS, CURSOR])
    def list(self, request):
        keys = self.paginator.paginate_queryset(
            Keys(self.filterset_class.read(request.query_params, self.time_query)), request, self
        )
        return self.page_of(keys)

    @extend_schema(parameters=[*TIMES, *EXPORT_PARAMETERS], responses=EXPORTED)
    def export(self, request, extension):
        """The whole filtered list as a file."""
        written = exports.FORMATS[extension]
        rows = self.choice("rows", list(exports.ROWS), written.is_table)
        has_mark = self.choice("bom", ["false", "true"], extension == "csv") == "true"
        keys = list(self.filterset_class.read(request.query_params, self.time_query).in_order())
        export = exports.Export(kinds.get(self.kind), self.in_batches(keys), rows, has_mark)
        response = StreamingHttpResponse(written.write(export), content_type=written.media_type)
        name = f"{kinds.get(self.kind).namespace}-{self.time_query.on}.{extension}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def choice(self, name: str, values: Sequence[str], is_known: bool) -> str:
        """The value of a parameter that takes one of a few; the first unless told otherwise."""
        given = self.request.query_params.getlist(name)
        if given and not is_known:
            raise BadParameters({name: "This format has no such parameter."})
        if len(given) > 1 or set(given) - set(values):
            raise BadParameters({name: f"Give {' or '.join(values)}, once."})
        return given[0] if given else values[0]

    def in_batches(self, keys: Sequence[int]) -> Iterator[Item]:
        for start in range(0, len(keys), EXPORT_BATCH):
            yield from self.items(keys[start : start + EXPORT_BATCH])

    def page_of(self, keys: Sequence[int]) -> Response:
        return self.paginator.get_paginated_response(self.items(keys))

    @extend_schema(parameters=TIMES)
    def retrieve(self, request, slug):
        rows = Entry.objects.filter(kind=self.kind, slug=slug).as_at(self.time_query)
        return Response(self.one(rows))

    @extend_schema(parameters=[*TIMES, *PAGE_PARAMETERS], filters=False)
    @action(detail=True, filter_backends=[])
    def editions(self, request, slug):
        keys = self.paginator.paginate_queryset(
            self.known(slug).order_by("number").values_list("pk", flat=True), request, self
        )
        if not keys:
            raise Http404("The register has no such record at that time.")
        return self.page_of(keys)

    @extend_schema(parameters=TIMES)
    @action(detail=True, url_path=r"editions/(?P<number>[0-9]{1,9})", url_name="edition")
    def edition(self, request, slug, number):
        return Response(self.one(self.known(slug).filter(number=int(number))))

    def known(self, slug: str):
        """The editions of a record that had been published by the moment asked about."""
        return Entry.objects.filter(kind=self.kind, slug=slug).published_by(self.time_query)

    def one(self, rows) -> Item:
        keys = [*rows.order_by().values_list("pk", flat=True)[:1]]
        if not keys:
            raise Http404("The register has no such record at that time.")
        return self.items(keys)[0]

    def items(self, keys: Sequence[int]) -> Sequence[Item]:
        """The API's items for entries, in the order of their keys. One query, or two."""
        found = bodies(keys, self.time_query.on)
        taken_down = kinds.get(self.kind).taken_down
        self.down = taken_down({row[1] for row in found.values()}) if taken_down else None
        return [self.item(*found[key]) for key in keys]

    def item(
        self,
        number,
        slug,
        sequence,
        action,
        is_listed,
        recorded_at,
        facts,
        lifecycle,
        reason,
        expiry,
        body,
    ) -> Item:
        """A small computed header before the stored body, from the columns of an entry.

        Written as text for speed, because a list has many. Only the reason and the addresses need
        escaping; the addresses are escaped once for each answer.
        """
        dated = ""
        if lifecycle:
            end = f'"{expiry}"' if expiry else "null"
            why = f'"lifecycle_reason":{dumps(reason)},"binding_expiry":{end},'
            dated = f'"lifecycle":"{lifecycle}",{why}'
        derived = f"{facts[1:-1]}," if facts != "{}" else ""
        if self.down is not None:
            derived += f'"copies_taken_down":{copies_taken_down(self.down.get(slug, {}), body)},'
        where = self.addresses
        return Item(
            f'{{"kind":"{self.kind}","slug":"{slug}","edition":{number},"sequence":{sequence},'
            f'"action":"{action}","is_listed":{"true" if is_listed else "false"},'
            f'"recorded_at":"{utc_text(recorded_at)}","on":"{self.time_query.on}",{dated}{derived}'
            f'"url":{where.api.replace(PLACE, slug)},"html_url":{where.page.replace(PLACE, slug)},'
            f'"editions_url":{where.editions.replace(PLACE, slug)}}}',
            body,
        )

    @cached_property
    def addresses(self) -> "Addresses":
        """Of a record of this kind, with a place for its slug: reversed once an answer."""
        namespace = kinds.get(self.kind).namespace
        names = f"api:{namespace}-detail", f"{namespace}:detail", f"api:{namespace}-editions"
        return Addresses(*(dumps(reverse(name, [PLACE], request=self.request)) for name in names))


def copies_taken_down(down: Mapping[str, bool], body: str) -> str:
    """Those of the copies taken down that this body gives, as JSON. A draft's are nobody's."""
    return dumps(
        [
            {"sha256": sha256, "is_confirmed": is_confirmed}
            for sha256, is_confirmed in down.items()
            if f'"sha256":"{sha256}"' in body
        ]
    )


class Addresses(NamedTuple):
    """Addresses as JSON, with PLACE where the slug goes."""

    api: str
    page: str
    editions: str
