"""One line and one measurement per request: what was asked, by whom, how it ended and what it cost.

Nothing personal is logged: the route instead of the path, the id of the account, no search words.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from apps.core.http.middleware import METHODS
from apps.core.observability import metrics, request_metrics

logger = logging.getLogger("movies.access")
QUIET = ("health/", "metrics")  # asked every few seconds by machines


class AccessLogMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started, worked = time.perf_counter(), time.thread_time()
        with request_metrics.counted() as costs, connection.execute_wrapper(request_metrics.count_query):
            response = self.get_response(request)
        costs["cpu_us"] = round((time.thread_time() - worked) * 1_000_000)
        match, seconds = request.resolver_match, time.perf_counter() - started
        facts = {"user_id": user_id_of(request), **rounded(costs), **ids_of(match), **error_of(response)}
        log_request(request.method or "", match, response.status_code, seconds, facts)
        return response


def log_request(
    method: str, match: ResolverMatch | None, status: int, seconds: float, more: dict[str, Any]
) -> None:
    """Log and count a request. `more` holds fields of `log_formatters.FIELDS`."""
    route = route_of(match)
    method = method if method in METHODS else "OTHER"
    metrics.REQUESTS.labels(method, route, status).inc()
    metrics.REQUEST_SECONDS.labels(method, route).observe(seconds)
    duration = round(seconds * 1000, 1)
    facts = {"method": method, "route": route, "status": status, "duration_ms": duration}
    facts |= {"queries": 0, "user_id": None, **more}
    logger.log(level_of(route, status), "%s %s %s in %s ms", method, route, status, duration, extra=facts)


def log_refused(method: str, status: int, code: str) -> None:
    """Log and count a request that the server refused before Django saw it."""
    method = method if method in METHODS else "OTHER"
    metrics.REQUESTS.labels(method, "unmatched", status).inc()
    facts = {"method": method, "route": "unmatched", "status": status, "code": code}
    logger.log(level_of("unmatched", status), "%s %s %s", method, "unmatched", status, extra=facts)


def level_of(route: str, status: int) -> int:
    if status >= 500:
        return logging.WARNING
    return logging.DEBUG if route.startswith(QUIET) else logging.INFO


def route_of(match: ResolverMatch | None) -> str:
    """The matched URL pattern: few values, without user input."""
    return (match.route or "/") if match else "unmatched"


def rounded(costs: Counter[str]) -> dict[str, float]:
    """Microseconds become milliseconds: {"tmdb": 1, "tmdb_us": 1234} -> {"tmdb": 1, "tmdb_ms": 1.2}."""
    return {
        f"{name.removesuffix('_us')}_ms" if name.endswith("_us") else name: (
            round(value / 1000, 1) if name.endswith("_us") else value
        )
        for name, value in costs.items()
    }


def user_id_of(request: HttpRequest) -> int | None:
    """Never asks the session: that would be a query."""
    user = getattr(request, "_cached_user", None) or request.__dict__.get("user")
    return user.pk if user is not None and hasattr(user, "_meta") else None


def ids_of(match: ResolverMatch | None) -> dict[str, Any]:
    """The numbers in the path."""
    kwargs = match.kwargs if match else {}
    numbers = {name: value for name, value in kwargs.items() if str(value).isdecimal()}
    return {"ids": numbers} if numbers else {}


def error_of(response: HttpResponse) -> dict[str, Any]:
    """The code of an error response; of a 400 only the names of its fields."""
    data = getattr(response, "data", None)
    if response.status_code < 400 or not isinstance(data, dict):
        return {}
    return {"code": data["code"]} if "code" in data else {"refused": sorted(map(str, data))[:10]}
