"""The API every kind shares: lists, details and editions of records."""

from django.http import Http404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from . import kinds, pagination
from .canonical import utc_text
from .conditional import not_modified, tag
from .models import Published
from .question import PARAMETERS, BadParameters, Question
from .renderers import Item
from .schema import TIMES


class PublicAPI(APIView):
    """An open, read-only view: reads the Question first, answers 304 where it can."""

    question: Question | None = None
    parameters: frozenset[str] = frozenset()  # that this view takes, besides the times
    times: frozenset[str] = PARAMETERS
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request, *args, **kwargs):
        self.question = self.refusal = None
        if request.method in {"GET", "HEAD"}:
            try:
                self.question = Question.read(request.GET, self.parameters, self.times)
            except BadParameters as error:
                self.refusal = error
            else:
                if unchanged := not_modified(request, self.question):
                    return unchanged
        response = super().dispatch(request, *args, **kwargs)
        return tag(response, self.question) if self._is_answer(response) else response

    def _is_answer(self, response) -> bool:
        return self.question is not None and response.status_code == 200

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if self.refusal:
            raise self.refusal


class StrictFilterBackend(DjangoFilterBackend):
    """Hands the Question to the FilterSet and refuses values that it does not take."""

    def get_filterset_kwargs(self, request, queryset, view):
        return {
            "data": request.query_params,
            "queryset": queryset,
            "question": view.question,
        }

    def filter_queryset(self, request, queryset, view):
        filterset = self.get_filterset(request, queryset, view)
        filterset.refuse_bad_values()
        return filterset.qs


class PublishedViewSet(PublicAPI, GenericViewSet):
    """A kind's editions: the list, a record, its editions, one of them."""

    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"
    filter_backends = [StrictFilterBackend]
    filterset_class = None
    model: type[Published]

    @property
    def parameters(self):
        action = self.action_map.get("get")
        filters = self.filterset_class.parameters() if action == "list" else frozenset()
        pages = pagination.PARAMETERS if action in {"list", "editions"} else frozenset()
        return filters | pages

    def get_queryset(self):
        if self.question is None:  # asked by the schema generator, which has no request
            return self.model.objects.none()
        return self.model.objects.on(self.question.on).with_body()

    def get_serializer(self, *args, **kwargs):
        # Only the schema generator asks, and it takes an action of its own for a single answer.
        return super().get_serializer(*args, many=self.action == "editions", **kwargs)

    @extend_schema(parameters=TIMES)
    def list(self, request):
        rows = self.get_queryset().as_at(self.question.as_at).listed()
        page = self.paginate_queryset(self.filter_queryset(rows))
        return self.get_paginated_response([self.item(row) for row in page])

    @extend_schema(parameters=TIMES)
    def retrieve(self, request, slug):
        rows = self.get_queryset().filter(slug=slug).as_at(self.question.as_at)
        return Response(self.item(self.one(rows)))

    @extend_schema(parameters=TIMES, filters=False)
    @action(detail=True, filter_backends=[])
    def editions(self, request, slug):
        rows = self.known(slug).order_by("number")
        if not rows:
            raise Http404("The register has no such record at that time.")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response([self.item(row) for row in page])

    @extend_schema(parameters=TIMES)
    @action(detail=True, url_path=r"editions/(?P<number>[0-9]{1,9})", url_name="edition")
    def edition(self, request, slug, number):
        return Response(self.item(self.one(self.known(slug).filter(number=int(number)))))

    def known(self, slug: str):
        """The editions of a record that had been published by the moment asked about."""
        rows = self.get_queryset().filter(slug=slug)
        if self.question.as_at:
            rows = rows.filter(recorded_at__lte=self.question.as_at)
        return rows

    def one(self, rows) -> Published:
        row = rows.first()
        if row is None:
            raise Http404("The register has no such record at that time.")
        return row

    def item(self, row: Published) -> Item:
        namespace = kinds.get(row.kind).namespace

        def address(name):
            return reverse(f"api:{namespace}-{name}", [row.slug], request=self.request)

        header = {
            "kind": row.kind,
            "slug": row.slug,
            "edition": row.number,
            "sequence": row.pk,
            "action": row.action,
            "is_listed": row.is_listed,
            "recorded_at": utc_text(row.recorded_at),
            "on": self.question.on.isoformat(),
            **row.facts(),
            "url": address("detail"),
            "html_url": self.request.build_absolute_uri(row.get_absolute_url()),
            "editions_url": address("editions"),
        }
        return Item(header, row.body_text)
