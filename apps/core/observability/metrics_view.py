"""/metrics: for Prometheus alone. Whoever may not read it learns nothing, not even that it is there."""

import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST

from apps.core.http.client_address import is_within
from apps.core.observability.metrics import exposition

INTERNAL = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")


def metrics(request: HttpRequest) -> HttpResponse:
    if not (settings.METRICS and may_read(request)):
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """With a token set, its bearer; without one, whoever calls from inside the network by no detour."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return secrets.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    return not request.was_forwarded and is_within(request.META.get("REMOTE_ADDR", ""), INTERNAL)
