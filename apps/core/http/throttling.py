"""Request limits per client, counted in the shared cache so that all processes count together.

A window is fixed (it starts at a multiple of its length), its counter is incremented atomically.
When the cache is down requests pass: a limit is not worth an outage.
"""

import hashlib
import math
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import ValidationError
from rest_framework.fields import CharField
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from apps.core.http.client_address import client_network
from apps.core.http.mixins import CatalogueMixin


@dataclass(frozen=True)
class Quota:
    """What one throttle left of a window, as RateLimit headers tell it. Times are in seconds."""

    scope: str
    limit: int
    window: int
    remaining: int
    seconds_left: int


class RateLimitMiddleware:
    """Adds the headers of draft-ietf-httpapi-ratelimit-headers to responses of views that are throttled."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.quotas = {}
        response = self.get_response(request)
        for name, value in quota_headers(request.quotas).items():
            response[name] = value
        return response


def quota_headers(quotas: dict[str, Quota]) -> dict[str, str]:
    if not quotas:
        return {}
    return {
        "RateLimit-Policy": ", ".join(f'"{q.scope}";q={q.limit};w={q.window}' for q in quotas.values()),
        "RateLimit": ", ".join(f'"{q.scope}";r={q.remaining};t={q.seconds_left}' for q in quotas.values()),
    }


class WindowThrottle(SimpleRateThrottle):
    """`scope` names the rate in settings.THROTTLE_RATES.

    `identity` is what is counted, None for no limit. It begins with its kind ("address:", "user:", "name:"), so that
    a name that looks like an address or an id is not counted as one.
    """

    scope: str
    num_requests: int
    duration: int

    def __init__(self) -> None:
        self.num_requests, self.duration = self.parse_rate(settings.THROTTLE_RATES[self.scope])

    def identity(self, request: Request, view: Any) -> str | None:
        return address_of(request)

    def allow_request(self, request: Request, view: Any) -> bool:
        identity = self.identity(request, view) if settings.THROTTLES else None
        if identity is None:
            return True
        self.now = time.time()
        digest = hashlib.sha256(identity.encode()).hexdigest()[:32]
        key = f"throttle:{self.scope}:{digest}:{int(self.now // self.duration)}"
        count = counted(key, self.duration)
        if count is None:
            return True
        self.note(request, max(self.num_requests - count, 0))
        return count <= self.num_requests

    def note(self, request: Request, remaining: int) -> None:
        """Of two throttles of one scope (by address and by name) the header has the one with less left."""
        quotas = getattr(request._request, "quotas", {})
        known = quotas.get(self.scope)
        if known is None or remaining < known.remaining:
            quotas[self.scope] = Quota(
                self.scope, self.num_requests, self.duration, remaining, math.ceil(self.wait())
            )

    def wait(self) -> float:
        return self.duration - self.now % self.duration


def counted(key: str, seconds: int) -> int | None:
    """Count one more, usually in one call of the cache. None if the cache is down."""
    try:
        return cache.incr(key)
    except ValueError:
        cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key)
    except ValueError:
        return None


def address_of(request: Request | HttpRequest) -> str:
    return f"address:{client_network(request.META.get('REMOTE_ADDR', ''))}"


class AnonThrottle(WindowThrottle):
    """Anonymous requests, except reads of the catalogue."""

    scope = "anon"

    def identity(self, request: Request, view: Any) -> str | None:
        is_counted = not request.user.is_authenticated and not is_public_read(request, view)
        return address_of(request) if is_counted else None


class PublicThrottle(WindowThrottle):
    """Anonymous reads of the catalogue: cacheable, and visitors of one office share an address."""

    scope = "public"

    def identity(self, request: Request, view: Any) -> str | None:
        is_counted = not request.user.is_authenticated and is_public_read(request, view)
        return address_of(request) if is_counted else None


def is_public_read(request: Request, view: Any) -> bool:
    """Reads of the catalogue, those whose view declares that all visitors get the same, and POSTs that only compute."""
    if request.method in SAFE_METHODS:
        return isinstance(view, CatalogueMixin) or getattr(view, "same_for_visitors", False)
    return getattr(view, "stores_nothing", False)


class UserThrottle(WindowThrottle):
    """Requests of a user, except those with a personal access token."""

    scope = "user"

    def identity(self, request: Request, view: Any) -> str | None:
        is_counted = request.user.is_authenticated and not hasattr(request.auth, "throttle_identity")
        return f"user:{request.user.pk}" if is_counted else None


class PersonalTokenThrottle(WindowThrottle):
    """Requests with one personal access token."""

    scope = "personal_token"

    def identity(self, request: Request, view: Any) -> str | None:
        return getattr(request.auth, "throttle_identity", None)


class RefreshThrottle(WindowThrottle):
    """Refreshing and checking tokens, apart from what else visitors at that address do."""

    scope = "refresh"


class RegisterThrottle(WindowThrottle):
    scope = "register"


class AccountThrottle(WindowThrottle):
    """Counts by the account that a body names in `email`, as a serializer reads it, whether it exists or not.

    The email address and the username of an account are counted apart: one counter would tell whoever is refused
    under a public username that a guessed address belongs to it.
    """

    def identity(self, request: Request, view: Any) -> str | None:
        named = request.data.get("email") if isinstance(request.data, dict) else None
        try:
            name = CharField(max_length=254).run_validation(named)
        except ValidationError:
            return None
        return f"name:{unicodedata.normalize('NFKC', name).casefold()}"


class LoginThrottle(WindowThrottle):
    scope = "login"


class LoginAccountThrottle(AccountThrottle):
    scope = "login"


class OwnPasswordThrottle(UserThrottle):
    """For passwords that are guessed with a valid, perhaps stolen, token."""

    scope = "login"


class EmailChangeThrottle(UserThrottle):
    """Limits password guesses and the emails that one account can send to any address."""

    scope = "email_change"


class PasswordResetThrottle(WindowThrottle):
    scope = "password_reset"


class PasswordResetAccountThrottle(AccountThrottle):
    scope = "password_reset"
