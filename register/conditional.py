"""Answers that a reader may keep: tagged with the register version, revalidated every time."""

import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date

from .question import LONDON, Question


def validators(question: Question) -> tuple[str, int]:
    """ETag and Last-Modified of any answer to the question.

    The address is part of neither: a browser keeps both by address. Today's date is part of both,
    because "in force today" changes at midnight in London though nothing was published.
    """
    midnight = timezone.now().astimezone(LONDON).replace(hour=0, minute=0, second=0, microsecond=0)
    changed = question.version.changed_at or midnight
    newest = max(changed, midnight.astimezone(datetime.UTC))
    etag = f'W/"{question.version}-{midnight:%Y%m%d}-{settings.RELEASE}"'
    return etag, int(newest.timestamp())


def not_modified(request, question: Question):
    """The 304 that answers the request, if what the reader holds is still right; else None."""
    etag, modified = validators(question)
    # Only the ETag counts: a date cannot tell two changes within a second apart, nor does it move
    # with a release.
    return _tag(get_conditional_response(request, etag), etag, modified)


def tag(response, question: Question):
    """The response with its validators."""
    return _tag(response, *validators(question))


def _tag(response, etag, modified):
    if response is not None:
        response["ETag"] = etag
        response["Last-Modified"] = http_date(modified)
        patch_cache_control(response, public=True, no_cache=True)
        patch_vary_headers(response, ["Accept-Encoding"])
    return response
