"""The client of a request, for login sessions and audit events."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from apps.users.services.clients import Client, current_client


class ClientMiddleware:
    """Must come after ClientAddressMiddleware, which finds out the client's address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = request.META.get("REMOTE_ADDR", "")
        token = current_client.set(Client(address, request.headers.get("User-Agent", "")))
        try:
            return self.get_response(request)
        finally:
            current_client.reset(token)
