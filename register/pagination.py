"""Pages of a list: the same numbers and the same refusals on the site and in the API."""

import datetime

from django.core.paginator import EmptyPage, Paginator
from django.core.signing import BadSignature, Signer
from django.http import Http404
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from .time_query import BadParameters

PARAMETERS = frozenset({"page", "page_size"})
CURSOR, START = "cursor", "start"
DEFAULT_SIZE, LARGEST_SIZE = 50, 1000


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
    """Numbered pages: `page`, and `page_size` up to 1,000; or a walk by `cursor`."""

    def paginate_queryset(self, queryset, request, view=None):
        size = whole_number(request.query_params, "page_size", DEFAULT_SIZE, LARGEST_SIZE)
        self.request, self.following = request, None
        if CURSOR in request.query_params:
            self.page = None
            return self.walk(queryset, size)
        self.page = page_of(Paginator(queryset, size), request.query_params)
        return list(self.page)

    def walk(self, keys, size: int) -> list:
        """The next rows of a walk through the whole list. Every page of a walk costs the same.

        A walk is in the order of publication. Raises BadParameters.
        """
        params = self.request.query_params
        unfit = [name for name in ("page", "ordering") if name in params]
        if unfit or len(params.getlist(CURSOR)) > 1:
            problems = dict.fromkeys(unfit, "A walk by cursor is in the order of publication.")
            raise BadParameters(problems or {CURSOR: "Give it once."})
        signer = Signer(salt=self._list_of(params))
        after = None
        if params[CURSOR] != START:
            try:
                after = datetime.datetime.fromisoformat(signer.unsign(params[CURSOR]))
            except BadSignature:
                raise BadParameters({CURSOR: f"Give {START}, or the cursor in `next`."}) from None
        found = keys.after(after, size + 1)
        self.count = keys.total
        if len(found) > size:
            _, moment = found[size - 1]
            self.following = self._address(CURSOR, signer.sign(moment.isoformat()))
        return [key for key, _ in found[:size]]

    @staticmethod
    def _list_of(params) -> str:
        """The list that a cursor belongs to: its filters and times."""
        kept = params.copy()
        for name in (CURSOR, "page_size"):
            kept.pop(name, None)
        return kept.urlencode()

    def get_paginated_response(self, data) -> Response:
        preceding = None
        if self.page is not None:  # an empty page is false
            self.count = self.page.paginator.count
            if self.page.has_next():
                self.following = self._address("page", self.page.next_page_number())
            if self.page.has_previous():
                preceding = self._address("page", self.page.previous_page_number())
        following = self.following
        links = [("next", following), ("prev", preceding)]
        header = ", ".join(f'<{address}>; rel="{name}"' for name, address in links if address)
        return Response(
            {
                "count": self.count,
                "next": following,
                "previous": preceding,
                "results": data,
            },
            headers={"Link": header} if header else None,
        )

    def _address(self, name: str, value) -> str:
        return replace_query_param(self.request.build_absolute_uri(), name, value)

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
