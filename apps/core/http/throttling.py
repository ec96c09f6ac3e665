"""Request limits per client, counted in the shared cache so that all processes count together.

A window is fixed (it starts at a multiple of its length), its counter is incremented atomically.
When the cache is down requests pass: a limit is not worth an outage.
"""

import hashlib
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class WindowThrottle(SimpleRateThrottle):
    """`scope` names the rate in settings.THROTTLE_RATES; `identity` is what is counted, None for no limit."""

    scope: str
    num_requests: int
    duration: int

    def __init__(self) -> None:
        self.num_requests, self.duration = self.parse_rate(settings.THROTTLE_RATES[self.scope])

    def identity(self, request: Request, view: Any) -> str | None:
        return self.get_ident(request)

    def allow_request(self, request: Request, view: Any) -> bool:
        identity = self.identity(request, view) if settings.THROTTLES else None
        if identity is None:
            return True
        self.now = time.time()
        digest = hashlib.sha256(identity.encode()).hexdigest()[:32]
        key = f"throttle:{self.scope}:{digest}:{int(self.now // self.duration)}"
        cache.add(key, 0, timeout=self.duration)
        try:
            count = cache.incr(key)
        except ValueError:
            return True
        return count is None or count <= self.num_requests

    def wait(self) -> float:
        return self.duration - self.now % self.duration


class AnonThrottle(WindowThrottle):
    scope = "anon"

    def identity(self, request: Request, view: Any) -> str | None:
        return None if request.user.is_authenticated else self.get_ident(request)


class UserThrottle(WindowThrottle):
    scope = "user"

    def identity(self, request: Request, view: Any) -> str | None:
        return str(request.user.pk) if request.user.is_authenticated else None


class RegisterThrottle(WindowThrottle):
    scope = "register"


class AccountThrottle(WindowThrottle):
    """Counts by the account that a body names in `email`, whether there is such an account or not."""

    def identity(self, request: Request, view: Any) -> str | None:
        named = request.data.get("email") if isinstance(request.data, dict) else None
        return named.strip().lower() if isinstance(named, str) else None


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
