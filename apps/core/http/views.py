"""Probes, metrics, facts about this installation, and JSON errors for unknown paths."""

import secrets
import sys
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import Resolver404, resolve
from django.views.csrf import csrf_failure
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import page_not_found, permission_denied, server_error
from drf_spectacular.utils import extend_schema
from prometheus_client import CONTENT_TYPE_LATEST
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.http.client_address import is_within
from apps.core.http.exceptions import DatabaseUnavailable, as_api_error
from apps.core.http.middleware import current_request_id
from apps.core.http.mixins import CatalogueMixin, PersonalMixin
from apps.core.http.permissions import IsOperator
from apps.core.http.serializers import ServiceInfoSerializer, StatisticsSerializer
from apps.core.observability.health import health_report, readiness_report, service_info, staff_statistics
from apps.core.observability.metrics import exposition

LOOPBACK = ("127.0.0.0/8", "::1/128")


def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def health(request: HttpRequest) -> JsonResponse:
    return to_response(*health_report())


def ready(request: HttpRequest) -> JsonResponse:
    return to_response(*readiness_report())


def to_response(healthy: bool, report: dict[str, Any]) -> JsonResponse:
    return JsonResponse(report, status=200 if healthy else 503, headers={"Cache-Control": "no-store"})


class InfoView(CatalogueMixin, APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        summary="Get facts about this installation", responses=ServiceInfoSerializer, tags=["core"]
    )
    def get(self, request: Request) -> Response:
        return Response(service_info())


class StatsView(PersonalMixin, APIView):
    permission_classes = [IsOperator]

    @extend_schema(
        summary="Get activity and quality statistics", responses=StatisticsSerializer, tags=["core"]
    )
    def get(self, request: Request) -> Response:
        return Response(staff_statistics())


def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus. Without access it is 404, so that nobody learns whether it exists."""
    if not (settings.METRICS and may_read_metrics(request)):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


def may_read_metrics(request: HttpRequest) -> bool:
    """The bearer of METRICS_TOKEN. Without a token, which DEBUG alone allows: this host."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return secrets.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    is_local = not request.was_forwarded and is_within(request.META.get("REMOTE_ADDR", ""), LOOPBACK)
    return settings.DEBUG and is_local


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith(("/api/", "/health"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"detail": "There is nothing at this path.", "code": "not_found"}, status=404)
    return page_not_found(request, exception)


@csrf_exempt
def unknown_api_address(request: HttpRequest) -> HttpResponse:
    """JSON for unknown paths below /api/, also while DEBUG is on, with a hint if only the last slash is missing."""
    with_slash = f"{request.path_info}/"
    if request.path_info.endswith("/") or resolve(with_slash).func is unknown_api_address:
        request.resolver_match = None  # logs and metrics count it as unmatched
        return not_found(request, Resolver404())
    if request.method in ("GET", "HEAD"):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    detail = f"Paths end with a slash: use {with_slash}."
    return JsonResponse({"detail": detail, "code": "not_found"}, status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if _wants_json(request):
        detail = "This request is not allowed."
        return JsonResponse({"detail": detail, "code": "permission_denied"}, status=403)
    return permission_denied(request, exception)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The API needs no CSRF token except in cookie mode (`users/views/logins.py`); this is for the admin."""
    return forbidden(request, PermissionError()) if _wants_json(request) else csrf_failure(request, reason)


def bad_request(request: HttpRequest, exception: Exception) -> JsonResponse:
    sentence = "The request could not be read. Check its host, headers and body."
    return JsonResponse({"non_field_errors": [sentence]}, status=400)


def failed(request: HttpRequest) -> HttpResponse:
    error = sys.exc_info()[1]
    if isinstance(error, DatabaseError | InterfaceError) and isinstance(
        unavailable := as_api_error(error), DatabaseUnavailable
    ):
        body = {"detail": str(unavailable), "code": unavailable.code}
        return JsonResponse(body, status=503, headers={"Retry-After": str(unavailable.retry_after)})
    if _wants_json(request):
        detail = f"The server failed. Report this request id: {current_request_id.get()}."
        return JsonResponse({"detail": detail, "code": "error"}, status=500)
    return server_error(request)
