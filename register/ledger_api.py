"""The ledger itself in the API: its head, and its editions in order as the change feed."""

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.utils.urls import replace_query_param

from . import kinds
from .api import PublicAPI
from .canonical import utc_text
from .models import Edition
from .models.edition import GENESIS
from .pagination import whole_number
from .problems import Conflict
from .renderers import Item, dumps
from .schema import ChangesSerializer, HeadSerializer
from .time_query import BadParameters


def head_of(version) -> dict:
    """The head as the API gives it."""
    return {
        "sequence": version.sequence,
        "hash": version.hash,
        "recorded_at": utc_text(version.recorded_at) if version.recorded_at else None,
        "reference_version": version.reference,
        "version": str(version),
    }


class HeadView(PublicAPI):
    """The end of the ledger: ask this first to know whether anything has changed."""

    times = frozenset()

    @extend_schema(responses=HeadSerializer)
    def get(self, request):
        return Response(head_of(self.time_query.version))


class ChangesView(PublicAPI):
    """Every edition in the order it was published, removals and erasures included.

    Follow `next` until it is null, keep the last sequence and hash, and come back with them: 409
    says that your copy does not follow from this ledger.
    """

    parameters = frozenset({"after", "hash", "kind", "page_size"})
    times = frozenset()
    default_size, largest_size = 100, 1000

    @extend_schema(
        responses={
            200: ChangesSerializer,
            409: OpenApiResponse(description="Your copy does not follow from this ledger."),
        },
        parameters=[
            OpenApiParameter("after", int, description="Sequence of the last edition you hold."),
            OpenApiParameter("hash", str, description="Its hash; 409 if the ledger disagrees."),
            OpenApiParameter("kind", str, description="Only this kind, for example agreement."),
            OpenApiParameter("page_size", int, description="From 1 to 1,000; 100 unless told."),
        ],
    )
    def get(self, request):
        params = request.query_params
        if repeated := [name for name in params if len(params.getlist(name)) > 1]:
            raise BadParameters(dict.fromkeys(repeated, "Give it once."))
        # Whole numbers here start at 1, a feed at 0: nothing held yet.
        after = 0 if params.get("after") == "0" else whole_number(params, "after", 0)
        size = whole_number(params, "page_size", self.default_size, self.largest_size)
        self.check_hash(after, params.get("hash"))
        editions = Edition.objects.filter(sequence__gt=after).order_by("sequence")
        if kind := params.get("kind"):
            if kind not in kinds.names():
                raise BadParameters({"kind": f"Give one of: {', '.join(kinds.names())}."})
            editions = editions.filter(kind=kind)
        found = list(editions[: size + 1])
        following = self.address_after(found[size - 1]) if len(found) > size else None
        return Response(
            {
                "head": head_of(self.time_query.version),
                "next": following,
                "results": [change_item(edition) for edition in found[:size]],
            }
        )

    def check_hash(self, after: int, claimed: str | None) -> None:
        if claimed is None:
            return
        known = Edition.objects.filter(sequence=after).values_list("hash", flat=True).first()
        if claimed != (known or (GENESIS if after == 0 else None)):
            raise Conflict(f"The hash of edition {after} is not {claimed[:64]}.")

    def address_after(self, edition: Edition) -> str:
        address = reverse("api:changes", request=self.request)
        for name in ("kind", "page_size"):
            if name in self.request.query_params:
                address = replace_query_param(address, name, self.request.query_params[name])
        address = replace_query_param(address, "after", edition.sequence)
        return replace_query_param(address, "hash", edition.hash)


def change_item(edition: Edition) -> Item:
    """An edition as the feed gives it: with the stored text, so that its hash can be checked."""
    header = {
        "sequence": edition.sequence,
        "kind": edition.kind,
        "slug": edition.slug,
        "edition": edition.number,
        "action": edition.action,
        "recorded_at": utc_text(edition.recorded_at),
        "body_sha256": edition.body_sha256,
        "approval_sha256": edition.approval_sha256,
        "parts_sha256": edition.parts_sha256,
        "previous_hash": edition.previous_hash,
        "hash": edition.hash,
    }
    return Item(dumps(header), edition.body, body_key="body")
