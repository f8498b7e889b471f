"""JSON for the API. Stored bodies are spliced in as text, not parsed and written again."""

import json
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer


def dumps(value) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Item:
    """An answer about one edition: a small computed header and the stored body's own text.

    The texts join at the braces, so their keys must never overlap (a test checks this). Or the
    whole body is the value of one key, `body_key`, as in the change feed.
    """

    header: str  # a JSON object
    body_text: str
    body_key: str = ""

    def text(self) -> str:
        header = self.header[:-1]
        if self.body_key:
            return f'{header},"{self.body_key}":{self.body_text}}}'
        return f"{header},{self.body_text[1:]}"


class RegisterJSONRenderer(BaseRenderer):
    """Plain values, an Item, or an envelope whose results are Items."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None) -> bytes:
        if data is None:
            return b""
        if isinstance(data, Item):
            return data.text().encode()
        results = data.get("results") if isinstance(data, dict) else None
        if results and isinstance(results[0], Item):
            envelope = {key: value for key, value in data.items() if key != "results"}
            items = ",".join(item.text() for item in results)
            return f'{dumps(envelope)[:-1]},"results":[{items}]}}'.encode()
        return dumps(data).encode()


class JSONOnly(BaseContentNegotiation):
    """Every answer is JSON, whatever the Accept header asks for."""

    def select_parser(self, request, parsers):
        return None

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
