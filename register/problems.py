"""Errors of the API as RFC 9457 problem details (application/problem+json)."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from .time_query import BadParameters

MEDIA_TYPE = "application/problem+json"


class Conflict(exceptions.APIException):
    """What the reader holds does not agree with the ledger."""

    status_code = HTTPStatus.CONFLICT
    default_detail = "That is not what the ledger says."


def problem(status: int, detail: str, parameters: dict[str, str] | None = None) -> dict:
    """A problem object; `parameters` lists what is wrong with each query parameter."""
    members = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
    }
    if parameters:
        members["parameters"] = [
            {"name": name, "detail": message} for name, message in parameters.items()
        ]
    return members


def exception_handler(error: Exception, context: dict) -> Response | None:
    """DRF's hook: every error of a view becomes a problem; None leaves it to Django (a 500)."""
    if isinstance(error, BadParameters):
        detail = " ".join(f"{name}: {message}" for name, message in error.problems.items())
        body = problem(HTTPStatus.BAD_REQUEST, detail, error.problems)
    elif isinstance(error, Http404 | exceptions.NotFound):
        body = problem(HTTPStatus.NOT_FOUND, str(error) or "There is nothing here.")
    elif isinstance(error, PermissionDenied):
        body = problem(HTTPStatus.FORBIDDEN, "That is not allowed.")
    elif isinstance(error, exceptions.APIException):
        body = problem(error.status_code, str(error.detail))
    else:
        return None
    set_rollback()
    response = Response(body, status=body["status"], content_type=MEDIA_TYPE)
    if isinstance(error, exceptions.MethodNotAllowed):
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    return response
