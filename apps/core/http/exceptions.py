"""Errors of external services and of the database, and the conversion of every error to a response."""

import logging
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DatabaseError, DataError, InterfaceError, OperationalError
from django.http import Http404
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler
from rest_framework.views import set_rollback

logger = logging.getLogger("movies.database")

# SQLSTATEs of PostgreSQL. https://www.postgresql.org/docs/current/errcodes-appendix.html
UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION = "23505", "23503"
READ_ONLY = "25006"
LOST_RACES = {"40P01", "40001"}  # deadlock, serialization failure: the transaction may be repeated
GONE = "It was deleted in the meantime."


class UpstreamError(Exception):
    """An external service failed: becomes a 503 with Retry-After.

    `retry_after` is in whole seconds. The text is shown to the client, so it never contains a secret.
    """

    code = "upstream_unavailable"
    default_message = "A service that we depend on is not answering. Try again later."

    def __init__(self, message: str = "", *, retry_after: int = 30):
        super().__init__(message or self.default_message)
        self.retry_after = retry_after


class DatabaseUnavailable(UpstreamError):
    """The database is away, full, read-only, out of connections, or too slow."""

    code = "database_unavailable"
    default_message = "The database is not available. Try again in a few seconds."

    def __init__(self) -> None:
        super().__init__(retry_after=5)


class Conflict(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = "This conflicts with what is there already."
    default_code = "conflict"


class ConcurrentChange(Conflict):
    """Another request changed the same rows at the same time. `wait` becomes Retry-After."""

    default_detail = "Another request changed this at the same time. Send the request again."
    default_code = "concurrent_change"
    wait = 1


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """400 has messages by field; all other errors are {"detail", "code"}. None for a 500, which Django handles."""
    if sqlstate_of(error) in LOST_RACES and may_repeat(context):
        try:
            return repeat(context)
        except Exception as again:
            error = again
    error = as_api_error(error)
    if isinstance(error, UpstreamError):
        set_rollback()
        body = {"detail": str(error), "code": error.code}
        return Response(body, status=503, headers={"Retry-After": str(error.retry_after)})
    response = drf_exception_handler(error, context)
    if response is None:
        return None
    if response.status_code == status.HTTP_400_BAD_REQUEST:
        response.data = with_fields(response.data)
    else:
        response.data = {"detail": flat_detail(response.data), "code": code_of(error)}
    return response


def may_repeat(context: dict[str, Any]) -> bool:
    """A request without files, once: its transaction was rolled back, and its parsed body is still there."""
    view, request = context["view"], context["request"]
    return not getattr(view, "is_repeated", False) and not request._request.FILES


def repeat(context: dict[str, Any]) -> Response:
    """Check and handle the request again. Raises what the view raises."""
    view, request = context["view"], context["request"]
    view.is_repeated = True
    view.initial(request, *view.args, **view.kwargs)
    return getattr(view, request.method.lower())(request, *view.args, **view.kwargs)


def as_api_error(error: Exception) -> Exception:
    """Convert errors that only the model or the database noticed: bad values, vanished rows, races, outages."""
    if isinstance(error, DjangoValidationError):
        return ValidationError(getattr(error, "message_dict", None) or error.messages)
    if isinstance(error, OverflowError | DataError | UnicodeEncodeError):
        return ValidationError("A value is out of range or cannot be stored. Check numbers and characters.")
    if isinstance(error, ObjectDoesNotExist):
        return Http404(GONE)
    if isinstance(error, DatabaseError | InterfaceError):
        return database_error(error)
    return error


def database_error(error: Exception) -> Exception:
    state, text = sqlstate_of(error), str(error)
    names_vanished_row = state == FOREIGN_KEY_VIOLATION or "FOREIGN KEY constraint failed" in text
    # Model.save(update_fields=…) of a row that is gone
    if names_vanished_row or "did not affect any rows" in text:
        return Http404(GONE)
    if state in LOST_RACES | {UNIQUE_VIOLATION} or "UNIQUE constraint failed" in text:
        return ConcurrentChange()
    if isinstance(error, OperationalError | InterfaceError) or state == READ_ONLY:
        logger.error("Database unavailable", extra={"error": type(error.__cause__ or error).__name__})
        return DatabaseUnavailable()
    return error


def sqlstate_of(error: Exception) -> str:
    """PostgreSQL's code of a database error; an empty text for other errors and databases."""
    return getattr(error.__cause__, "pgcode", None) or "" if isinstance(error, DatabaseError) else ""


def with_fields(data: Any) -> Any:
    """A 400 always names a field: a message without one belongs to the whole request."""
    if isinstance(data, list):
        return {"non_field_errors": data}
    if isinstance(data, dict) and set(data) == {"detail"}:
        return {"non_field_errors": [data["detail"]]}
    return data


def flat_detail(data: Any) -> str:
    detail = data.get("detail", data) if isinstance(data, dict) else data
    return str(detail[0] if isinstance(detail, list) and detail else detail)


def code_of(error: Exception) -> str:
    codes = error.get_codes() if isinstance(error, APIException) else getattr(error, "code", "")
    if isinstance(codes, dict):
        codes = codes.get("code") or codes.get("detail")
    if isinstance(codes, str) and codes:
        return codes
    return {"Http404": "not_found", "PermissionDenied": "permission_denied"}.get(
        type(error).__name__, "error"
    )
