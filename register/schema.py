"""Pieces of the OpenAPI description that every kind shares."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from . import exports
from .pagination import DEFAULT_SIZE, LARGEST_SIZE
from .problems import MEDIA_TYPE

AS_AT = OpenApiParameter(
    "as_at",
    str,
    description="What did the register say then? A moment with its offset, or a date, which means "
    "the end of that day in London. An answer is final once its moment is 60 seconds old.",
)
ON = OpenApiParameter(
    "on",
    {"type": "string", "format": "date"},
    description="On which date is the lifecycle judged? The as_at date unless given, else today.",
)
TIMES = [AS_AT, ON]
CURSOR = OpenApiParameter(
    "cursor",
    str,
    description="For a walk through the whole list, in the order of publication: `start`, and then "
    "the address in `next`. It costs the same however deep. Not with `page` or `ordering`.",
)
_WHOLE = {"type": "integer", "minimum": 1}
PAGE_PARAMETERS = [
    OpenApiParameter("page", _WHOLE, description="Number of the page, from 1."),
    OpenApiParameter(
        "page_size",
        {**_WHOLE, "maximum": LARGEST_SIZE},
        description=f"Records on a page; {DEFAULT_SIZE} unless told.",
    ),
]
EXPORT_PARAMETERS = [
    OpenApiParameter(
        "extension", str, OpenApiParameter.PATH, enum=list(exports.FORMATS), required=True
    ),
    OpenApiParameter(
        "rows",
        str,
        enum=list(exports.ROWS),
        description="Of a table (CSV, Excel): "
        + " ".join(f"`{name}`: {words}" for name, words in exports.ROWS.items()),
    ),
    OpenApiParameter(
        "bom",
        str,
        enum=["true", "false"],
        description="Whether a CSV begins with a byte order mark, so that Excel reads UTF-8.",
    ),
]
# As the items of the list, each in the shape of its kind.
_ARRAY = {"type": "array", "items": {"type": "object"}}
EXPORTED = {
    (200, written.media_type.split(";")[0]): _ARRAY
    if written.media_type == "application/json"
    else OpenApiTypes.BINARY
    for written in exports.FORMATS.values()
}


class EditionHeaderSerializer(serializers.Serializer):
    """The keys before the body of an edition."""

    kind = serializers.CharField(
        help_text="Kind of record: agreement, programme, team, site or vision."
    )
    slug = serializers.CharField(help_text="Its permanent name in addresses.")
    edition = serializers.IntegerField(help_text="Number of this edition of the record, from 1.")
    sequence = serializers.IntegerField(help_text="Its place in the ledger of all editions.")
    action = serializers.ChoiceField(
        choices=["published", "removed", "erased"],
        help_text="What this edition did. A removed record is in no list; its page says why.",
    )
    is_listed = serializers.BooleanField(help_text="Whether this edition stands in lists.")
    recorded_at = serializers.DateTimeField(help_text="When it was published, in UTC.")
    on = serializers.DateField(help_text="The date for which the derived values hold.")
    url = serializers.URLField(help_text="This record in the API.")
    html_url = serializers.URLField(help_text="This record for people.")
    editions_url = serializers.URLField(help_text="All its editions.")


class DatedHeaderSerializer(EditionHeaderSerializer):
    """The same of a kind whose records begin and end; the kind itself names its lifecycles."""

    lifecycle = serializers.ChoiceField(
        choices=[], help_text="Where it stands on the date in `on`."
    )
    lifecycle_reason = serializers.CharField(
        help_text="Why, in words: what is recorded of it, and what is not known."
    )
    is_start_recorded = serializers.BooleanField(
        help_text="Without a recorded start it counts as begun, until a recorded date ends it."
    )
    binding_expiry = serializers.CharField(
        allow_null=True, help_text="The expiry that binds on that date (EDTF); null: not recorded."
    )


class TakenDownSerializer(serializers.Serializer):
    """A copy that staff took down at once. No edition says so yet."""

    sha256 = serializers.CharField(help_text="The document's copy, as the body gives it.")
    is_confirmed = serializers.BooleanField(help_text="False: it is still looked at.")


def keys_of(*serializer_classes) -> list[str]:
    """The keys that serializers give, one after the other."""
    return [name for serializer_class in serializer_classes for name in serializer_class().fields]


class HeadSerializer(serializers.Serializer):
    """The end of the ledger."""

    sequence = serializers.IntegerField(help_text="Editions in the ledger.")
    hash = serializers.CharField(help_text="Hash of the last edition: pins down all before it.")
    recorded_at = serializers.DateTimeField(allow_null=True, help_text="When it was published.")
    reference_version = serializers.CharField(help_text="Version of the organisations' data.")
    version = serializers.CharField(help_text="Changes whenever anything public does.")


class ChangeEntrySerializer(serializers.Serializer):
    """One edition in the order of the ledger.

    `hash` is the SHA-256 of the JSON array [previous_hash, sequence, kind, slug, edition, action,
    recorded_at, body_sha256, approval_sha256, parts_sha256] without spaces, and without
    parts_sha256 where that is empty. `body_sha256` is that of the body as published: sorted keys,
    no spaces, UTF-8. A body masked since has the hash that the erasing edition lists.
    """

    sequence = serializers.IntegerField()
    kind = serializers.CharField()
    slug = serializers.CharField()
    edition = serializers.IntegerField()
    action = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    body_sha256 = serializers.CharField()
    approval_sha256 = serializers.CharField(
        help_text="Salted hash of who submitted and who approved it; who is not published."
    )
    parts_sha256 = serializers.CharField(
        help_text="Salted hash of the parts of the body, by which the register checks that an "
        "erasure changed nothing else. Empty in older editions."
    )
    previous_hash = serializers.CharField()
    hash = serializers.CharField()
    body = serializers.JSONField()


class ChangesSerializer(serializers.Serializer):
    """A stretch of the ledger."""

    head = HeadSerializer()
    next = serializers.URLField(allow_null=True, help_text="The stretch after; null at the end.")
    results = ChangeEntrySerializer(many=True)


PROBLEM = {
    "type": "object",
    "description": "An error as RFC 9457 problem details.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "parameters": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


def add_problems(result, generator, request, public):
    """Schema hook: every operation may answer 304, 400 or 404, the errors as problem details."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in result["paths"].values():
        for operation in path.values():
            operation["responses"]["304"] = {"description": "What you hold is still right."}
            for status, words in (("400", "A parameter is wrong."), ("404", "Nothing is there.")):
                operation["responses"].setdefault(status, {"description": words})
            for status, response in operation["responses"].items():
                if status.startswith("4"):
                    response["content"] = content
    result["components"]["schemas"]["Problem"] = PROBLEM
    return result
