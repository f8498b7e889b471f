"""Pages of a list: the same numbers and the same refusals on the site and in the API."""

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from .question import BadParameters

PARAMETERS = frozenset({"page", "page_size"})


def whole_number(params, name: str, default: int, most: int | None = None) -> int:
    """A parameter as a whole number from 1. Raises BadParameters."""
    values = params.getlist(name)
    if not values:
        return default
    text = values[0]
    is_number = len(values) == 1 and text.isascii() and text.isdigit() and len(text) <= 9
    if not is_number or int(text) < 1 or (most and int(text) > most):
        reach = f"from 1 to {most}" if most else "from 1"
        raise BadParameters({name: f"Give a whole number {reach}."})
    return int(text)


def page_of(paginator: Paginator, params):
    """The page asked for. Raises BadParameters, or Http404 past the last."""
    number = whole_number(params, "page", 1)
    try:
        return paginator.page(number)
    except EmptyPage:
        raise Http404(f"There is no page {number}; the last is {paginator.num_pages}.") from None


class RegisterPagination(BasePagination):
    """Numbered pages: `page`, and `page_size` up to 1,000."""

    default_size = 50
    largest_size = 1000

    def paginate_queryset(self, queryset, request, view=None):
        size = whole_number(request.query_params, "page_size", self.default_size, self.largest_size)
        self.request = request
        self.page = page_of(Paginator(queryset, size), request.query_params)
        return list(self.page)

    def get_paginated_response(self, data) -> Response:
        following = self.page.has_next() and self._address(self.page.next_page_number())
        preceding = self.page.has_previous() and self._address(self.page.previous_page_number())
        links = [("next", following), ("prev", preceding)]
        header = ", ".join(f'<{address}>; rel="{name}"' for name, address in links if address)
        return Response(
            {
                "count": self.page.paginator.count,
                "next": following or None,
                "previous": preceding or None,
                "results": data,
            },
            headers={"Link": header} if header else None,
        )

    def _address(self, page: int) -> str:
        return replace_query_param(self.request.build_absolute_uri(), "page", page)

    def get_paginated_response_schema(self, schema):
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Records on all pages."},
                "next": address,
                "previous": address,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view):
        def parameter(name, description, most=None):
            limits = {"minimum": 1} | ({"maximum": most} if most else {})
            return {
                "name": name,
                "in": "query",
                "required": False,
                "description": description,
                "schema": {"type": "integer", **limits},
            }

        return [
            parameter("page", "Number of the page, from 1."),
            parameter("page_size", "Records on a page; 50 unless told.", self.largest_size),
        ]
