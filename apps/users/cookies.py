"""Cookie mode: the refresh token is stored in a cookie that no script can read.

Browsers send the cookie with requests from any page, so reading the token from it requires Django's CSRF check.
"""

from django.http import HttpResponse
from django.middleware.csrf import get_token
from rest_framework.authentication import CSRFCheck
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from apps.users.services.sessions import TokenPair

COOKIE = "refresh_token"
COOKIE_PATH = "/api/v1/auth/"


def wants_cookie(request: Request) -> bool:
    return request.headers.get("X-Auth-Mode", "").lower() == "cookie"


def refresh_from_cookie(request: Request) -> str:
    """Return the refresh token of the cookie, or "". Raises PermissionDenied if the CSRF check fails."""
    encoded = request.COOKIES.get(COOKIE, "")
    if encoded:
        check_csrf(request)
    return encoded


def check_csrf(request: Request) -> None:
    check = CSRFCheck(lambda _: HttpResponse())
    check.process_request(request._request)
    reason = check.process_view(request._request, lambda _: HttpResponse(), (), {})
    if reason:
        raise PermissionDenied(f"CSRF check failed: {reason}", code="csrf_failed")


def pair_response(request: Request, pair: TokenPair, *, cookie: bool, **more: object) -> Response:
    """Return both tokens in the body or, in cookie mode, set the cookie and return a CSRF token instead."""
    if not cookie:
        return Response({"access": pair.access, "refresh": pair.refresh} | more)
    response = Response({"access": pair.access, "csrf_token": get_token(request._request)} | more)
    response.set_cookie(
        COOKIE,
        pair.refresh,
        expires=pair.refresh_expires_at,
        path=COOKIE_PATH,
        secure=True,
        httponly=True,
        samesite="Lax",
    )
    return response


def delete_cookie(response: Response) -> Response:
    response.delete_cookie(COOKIE, path=COOKIE_PATH, samesite="Lax")
    return response
