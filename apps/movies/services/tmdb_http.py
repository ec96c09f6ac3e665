"""One GET to TMDb: authentication, time limits, retries, pace, circuit, typed errors. Nothing about movies.

The key lives in a requests auth object and nowhere else. Errors of the HTTP library carry the address
with the key in it, so they are replaced by ours, never chained or logged.
"""

import hashlib
import json
import logging
import math
import random
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from django.conf import settings
from django.core.cache import cache
from prometheus_client import Counter, Histogram
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError, NewConnectionError

from apps.core.caching.upstream import CircuitBreaker, CircuitOpen, SharedPace
from apps.core.observability import request_metrics
from apps.movies.services.tmdb_errors import (
    TMDbError,
    TMDbMalformed,
    TMDbNotConfigured,
    TMDbNotFound,
    TMDbRateLimited,
    TMDbRejected,
    TMDbUnauthorized,
    TMDbUnavailable,
    TMDbUnreachable,
)

logger = logging.getLogger(__name__)

CALLS = Counter("tmdb_calls_total", "Attempts to call TMDb by outcome", ["outcome"])
SECONDS = Histogram("tmdb_call_seconds", "Seconds that an attempt to call TMDb took")

CIRCUIT = CircuitBreaker("TMDb", failures=6, rest=30)
PACE = SharedPace("tmdb", rate=35)  # TMDb's limit is about 40 per second

BACK_OFF_SECONDS = 0.25  # doubled with every try, then shortened at random by up to a half
LONGEST_REST = 65  # seconds that a command waits for an open circuit, per call
LONGEST_ANSWER = 8 * 1024 * 1024  # bytes; the longest real detail with everything appended is about 1 MB
REFUSED_KEY_SECONDS = 60  # a refused key is not tried again for so long
RETRYABLE = (TMDbRateLimited, TMDbUnavailable, TMDbMalformed)
Shape = Mapping[str, type]
V4_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")


@dataclass(frozen=True)
class TimeoutBudget:
    """How long a caller can wait, in seconds. `total` bounds everything a service object does together."""

    total: float | None
    connect: float
    read: float
    tries: int = 3
    longest_pause: float = 30.0  # a longer Retry-After is cut to this

    @property
    def is_command(self) -> bool:
        return self.total is None


REQUEST = TimeoutBudget(total=4.5, connect=1.0, read=2.0)
SHORT = TimeoutBudget(total=1.0, connect=0.5, read=1.0, tries=1)  # something older can be served instead
COMMAND = TimeoutBudget(total=None, connect=5.0, read=20.0)


class KeyAuth(AuthBase):
    """A v4 token (three dotted parts) is sent in the header, a v3 key in the query."""

    def __init__(self, key: str):
        self._key = key

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if V4_TOKEN.fullmatch(self._key):
            request.headers["Authorization"] = f"Bearer {self._key}"
        else:
            request.prepare_url(request.url, {"api_key": self._key})
        return request


class RedactKeys(logging.Filter):
    """urllib3 logs whole URLs at DEBUG."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = re.sub(r"api_key=[^&\s\"']+", "api_key=***", record.getMessage())
        record.args = ()
        return True


def new_session() -> requests.Session:
    session = requests.Session()
    session.mount("http://", HTTPAdapter(pool_connections=2, pool_maxsize=32))
    session.mount("https://", HTTPAdapter(pool_connections=2, pool_maxsize=32))
    session.headers.update({"Accept": "application/json", "User-Agent": f"movie-backend/{settings.VERSION}"})
    return session


logging.getLogger("urllib3.connectionpool").addFilter(RedactKeys())
SESSION = new_session()


class TMDbHttp:
    """`budget.total` starts to run when the object is made: make one for each request."""

    def __init__(self, budget: TimeoutBudget):
        self.budget = budget
        total = budget.total
        self._give_up = math.inf if total is None else time.monotonic() + total
        self._cancelled = threading.Event()
        self._probed = False

    def cancel(self) -> None:
        """Called from another thread: ends waits for another attempt."""
        self._cancelled.set()

    @request_metrics.timed("tmdb")
    def get(self, path: str, params: Mapping[str, Any], expected: Shape | None = None) -> dict[str, Any]:
        """The JSON object at `path`, with the fields and types `expected`. Raises TMDbError or CircuitOpen."""
        self._check_key()
        wait_until = time.monotonic() + (LONGEST_REST if self.budget.is_command else 0)
        for attempt in range(1, self.budget.tries + 1):
            self._wait_for_our_turn(wait_until)
            outcome = self._attempt(path, params, expected or {})
            if isinstance(outcome, dict):
                return outcome
            pause = self._pause(attempt, outcome)
            if pause is None:
                self._report(path, outcome)
                raise outcome
            self._sleep(pause)
        raise AssertionError("the last attempt always returns or raises")

    def _check_key(self) -> None:
        if not settings.TMDB_API_KEY:
            raise TMDbNotConfigured
        if not self.budget.is_command and cache.get(refusal_key()):
            raise TMDbUnauthorized(retry_after=REFUSED_KEY_SECONDS)

    def _wait_for_our_turn(self, wait_until: float) -> None:
        while not self._is_first_probe():
            try:
                CIRCUIT.check()
                break
            except CircuitOpen as circuit:
                if time.monotonic() + circuit.retry_after > wait_until:
                    raise
                self._sleep(circuit.retry_after)
        if not PACE.wait(self._give_up):
            raise TMDbRateLimited("Too many calls to TMDb are waiting. Try again later.", retry_after=1)

    def _is_first_probe(self) -> bool:
        """A command's first call ignores the circuit: whoever starts it wants to know the state now."""
        is_probe = self.budget.is_command and not self._probed
        self._probed = True
        return is_probe

    def _sleep(self, seconds: float) -> None:
        if self._cancelled.wait(seconds):
            raise TMDbUnavailable("Interrupted.")

    def _attempt(self, path: str, params: Mapping[str, Any], expected: Shape) -> dict[str, Any] | TMDbError:
        with SECONDS.time():
            outcome = self._exchange(path, params, expected)
        if isinstance(outcome, RETRYABLE):
            CIRCUIT.failed()
        else:
            CIRCUIT.succeeded()
        CALLS.labels("ok" if isinstance(outcome, dict) else type(outcome).__name__).inc()
        return outcome

    def _exchange(self, path: str, params: Mapping[str, Any], expected: Shape) -> dict[str, Any] | TMDbError:
        left = max(0.05, self._give_up - time.monotonic())
        limits = (min(self.budget.connect, left), min(self.budget.read, left))
        give_up = min(self._give_up, time.monotonic() + 3 * self.budget.read)
        try:
            with SESSION.get(
                f"{settings.TMDB_API_BASE_URL.rstrip('/')}/{path}",
                params=params,
                auth=KeyAuth(settings.TMDB_API_KEY),
                timeout=limits,
                allow_redirects=False,
                stream=True,
            ) as response:
                return judged(response, read(response, give_up), expected)
        except TMDbError as error:
            return error
        except requests.Timeout:
            return TMDbUnavailable("TMDb did not answer in time. Try again later.")
        except (requests.RequestException, HTTPError, OSError) as error:
            return TMDbUnreachable() if is_unreachable(error) else TMDbUnavailable()

    def _pause(self, attempt: int, failure: TMDbError) -> float | None:
        """Seconds until the next try; None if there shall be none."""
        hopeless = isinstance(failure, TMDbUnreachable) and not self.budget.is_command
        if attempt == self.budget.tries or hopeless or not isinstance(failure, RETRYABLE):
            return None
        pause = BACK_OFF_SECONDS * 2**attempt * random.uniform(0.5, 1.0)  # noqa: S311
        pause = max(pause, min(failure.asked_pause, self.budget.longest_pause))
        return pause if time.monotonic() + pause < self._give_up else None

    @staticmethod
    def _report(path: str, failure: TMDbError) -> None:
        if isinstance(failure, TMDbUnauthorized):
            if cache.add(refusal_key(), True, timeout=REFUSED_KEY_SECONDS):
                logger.error("%s Check it with `manage.py tmdb_check`.", failure)
        elif not isinstance(failure, TMDbNotFound):
            logger.warning("TMDb %s: %s (%s)", path, failure, type(failure).__name__)


def refusal_key() -> str:
    return f"tmdb:refused:{hashlib.sha256(settings.TMDB_API_KEY.encode()).hexdigest()[:16]}"


def is_unreachable(error: Exception) -> bool:
    """No connection could be made at all (refused, no route, no such name)."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, NewConnectionError)


def read(response: requests.Response, give_up: float) -> bytes:
    """The body, piece by piece, so that a trickle of bytes cannot outlast the time limit."""
    body = bytearray()
    while piece := response.raw.read1(65536, decode_content=True):
        body += piece
        if time.monotonic() > give_up:
            raise TMDbUnavailable("TMDb responds too slowly. Try again later.")
        if len(body) > LONGEST_ANSWER:
            raise TMDbMalformed
    return bytes(body)


def judged(response: requests.Response, body: bytes, expected: Shape) -> dict[str, Any]:
    status = response.status_code
    if status in (200, 404):  # a 404 without TMDb's JSON comes from a proxy
        answer = parsed(body)
        if status == 404:
            raise TMDbNotFound
        if not all(isinstance(answer.get(field), kind) for field, kind in expected.items()):
            raise TMDbMalformed
        return answer
    if status in (401, 403):
        raise TMDbUnauthorized
    failure = failure_of(status)
    failure.asked_pause = asked_pause(response.headers.get("Retry-After", ""))
    failure.retry_after = max(1, math.ceil(failure.asked_pause)) if failure.asked_pause else 30
    raise failure


def failure_of(status: int) -> TMDbError:
    if status == 429:
        return TMDbRateLimited()
    if status == 408 or status >= 500:
        return TMDbUnavailable()
    return TMDbRejected()


def parsed(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise TMDbMalformed
    return answer


def asked_pause(header: str) -> float:
    """Seconds that a Retry-After header asks for: a number or a date. 0 for anything else."""
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
