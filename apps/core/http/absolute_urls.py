"""Absolute URLs of this server, for code that builds a response far from its request."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)


class AbsoluteUrlMiddleware:
    """Must come after CommonMiddleware, which refuses hosts that are not ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _current_request.set(request)
        try:
            return self.get_response(request)
        finally:
            _current_request.reset(token)


def absolute_url(path: str) -> str:
    """With the scheme and host that the client used; outside of a request the path alone.

    Do not store the result where a request to another host could find it.
    """
    request = _current_request.get()
    return request.build_absolute_uri(path) if request else path
