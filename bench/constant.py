"""The baseline "constant": bytes made once, behind the product's middleware."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse


@lru_cache
def filled(size: int) -> bytes:
    return b"x" * size


def constant(request: HttpRequest, size: int) -> HttpResponse:
    """`size` bytes: how fast any answer of that length could be."""
    return HttpResponse(filled(size), content_type="text/plain")
