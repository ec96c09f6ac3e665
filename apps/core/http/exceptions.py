"""Errors of external services, and the conversion of every error to a response."""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DataError
from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler as drf_exception_handler
from rest_framework.views import set_rollback


class UpstreamError(Exception):
    """An external service failed: becomes a 503 with Retry-After.

    `retry_after` is in whole seconds. The text is shown to the client, so it never contains a secret.
    """

    code = "upstream_unavailable"
    default_message = "A service that we depend on is not answering. Try again later."

    def __init__(self, message: str = "", *, retry_after: int = 30):
        super().__init__(message or self.default_message)
        self.retry_after = retry_after


class Conflict(APIException):
    status_code = status.HTTP_409_CONFLICT
    default_detail = "This conflicts with what is there already."
    default_code = "conflict"


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """400 has messages by field; all other errors are {"detail", "code"}. None for a 500, which Django handles."""
    if isinstance(error, UpstreamError):
        set_rollback()
        body = {"detail": str(error), "code": error.code}
        return Response(body, status=503, headers={"Retry-After": str(error.retry_after)})
    response = drf_exception_handler(as_api_error(error), context)
    if response is None:
        return None
    if response.status_code == status.HTTP_400_BAD_REQUEST:
        response.data = with_fields(response.data)
    else:
        response.data = {"detail": flat_detail(response.data), "code": code_of(error)}
    return response


def as_api_error(error: Exception) -> Exception:
    """Convert errors of the client that only the model or the database noticed to a 400."""
    if isinstance(error, DjangoValidationError):
        return ValidationError(getattr(error, "message_dict", None) or error.messages)
    if isinstance(error, OverflowError | DataError | UnicodeEncodeError):
        return ValidationError("A value is out of range or cannot be stored. Check numbers and characters.")
    return error


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
