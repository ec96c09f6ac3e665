"""What happens to every request: an id for the logs, unusable bodies and null bytes refused, conditional GET."""

import logging
import re
import uuid
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.http import ConditionalGetMiddleware
from django.urls import resolve

from apps.core.http.charsets import is_accepted

SANE_REQUEST_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
PROBES = {"/health/", "/health/ready/", "/health/live/"}  # with or without the last slash
METRICS = "/metrics"
current_request_id: ContextVar[str] = ContextVar("current_request_id", default="-")


def request_id_for(given: str) -> str:
    """The id that the client or a proxy gave, if it is fit for logs; else a new one."""
    return given if SANE_REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


class RequestIdMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = request_id_for(request.headers.get("X-Request-ID", ""))
        token = current_request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            current_request_id.reset(token)
        response["X-Request-ID"] = request_id
        return response


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get()
        return True


class ProbeMiddleware:
    """Probes and Prometheus come by address, over plain HTTP, every few seconds: no check of host, scheme or session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path if request.path == METRICS else f"{request.path.removesuffix('/')}/"
        if request.method in ("GET", "HEAD") and (path in PROBES or (path == METRICS and settings.METRICS)):
            request.resolver_match = resolve(path)
            try:
                response = request.resolver_match.func(request)
            except Http404:  # a reader without the token gets what any unknown page gets
                return self.get_response(request)
            response["Content-Length"] = str(len(response.content))
            return response
        return self.get_response(request)


METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


class RefuseMethodMiddleware:
    """405 for methods that no view has, or not this one: views would ask for a token first, and answer 401 or 403."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request) if request.method in METHODS else refused(request, METHODS)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        view_class = getattr(view, "cls", None)  # of a view of REST framework
        if view_class is None:
            return None
        handlers = getattr(view, "actions", None) or {
            name for name in view_class.http_method_names if hasattr(view_class, name)
        }
        offered = {name.upper() for name in handlers} | {"OPTIONS"}
        offered |= {"HEAD"} if "GET" in offered else set()
        return None if request.method in offered else refused(request, [m for m in METHODS if m in offered])


def refused(request: HttpRequest, offered: Sequence[str]) -> JsonResponse:
    names = ", ".join(offered)
    answer = {"detail": f"{request.method} is not possible here. Use {names}.", "code": "method_not_allowed"}
    return JsonResponse(answer, status=405, headers={"Allow": names})


class RefuseBodyMiddleware:
    """Refuses bodies that nobody could read, or that are too large, before a byte of them is read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            detail = "Send the body with a Content-Length: other transfer codings are not accepted."
            return JsonResponse({"detail": detail, "code": "length_required"}, status=411)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.BODY_MAX_SIZE:
            detail = f"The body is larger than {settings.BODY_MAX_SIZE // 1024**2} MiB."
            return JsonResponse({"detail": detail, "code": "body_too_large"}, status=413)
        if not is_accepted(request.META.get("CONTENT_TYPE", "")):
            detail = "The charset in Content-Type is not accepted. Send UTF-8."
            return JsonResponse({"detail": detail, "code": "unsupported_media_type"}, status=415)
        return self.get_response(request)


class RejectNullBytesMiddleware:
    """PostgreSQL cannot store or compare a NUL byte, so no path or query may carry one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in query or "\0" in query:
            sentence = "The URL contains a NUL byte (%00). Remove it."
            return JsonResponse({"non_field_errors": [sentence]}, status=400)
        return self.get_response(request)


class ApiConditionalGetMiddleware(ConditionalGetMiddleware):
    """ETag and 304 also for catalogue responses that are private to a token (`CatalogueMixin`), and for no errors."""

    def needs_etag(self, response: HttpResponse) -> bool:
        if response.status_code != 200:
            return False
        return getattr(response, "is_catalogue", False) or super().needs_etag(response)
