"""Cached responses of the catalogue: made once for each version of the data, sent as they are until it moves.

A view takes part by naming the data versions that its responses depend on (`CatalogueMixin.versions`). The key of a
response holds their numbers, scheme and host, the path, the query parameters that the view knows, the origin, and
whether there was a token. Other parameters are removed from the request, so that they can change neither a response nor
its key.

Nothing personal is in the shared cache. Responses of views that are `is_per_user`, and with a token those of
`personal_actions`, are stored in the memory of the process, under the user's id and the number of the user's latest change;
those to a request with a token and a parameter of `personal_parameters` nowhere. A token is authenticated, and rate limits are counted, before a
stored response is sent. A token that was found valid stays so until it expires or any login ends; then the user's present
number is all that a response of one user asks the database for.

Stored responses are found before Django sees the request, because its middleware costs more than all of this.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl, urlencode

import orjson
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.http import parse_etags
from rest_framework.exceptions import APIException

from apps.core.caching.cache import LOOKUPS
from apps.core.caching.response_store import StoredResponse, store
from apps.core.caching.versions import leased_versions, user_version
from apps.core.http.charsets import is_accepted
from apps.core.http.client_address import client_of
from apps.core.http.known_logins import LOGINS, Login, known_logins, remember
from apps.core.http.middleware import current_request_id, request_id_for
from apps.core.http.mixins import StoredMixin
from apps.core.http.renderers import OrjsonRenderer
from apps.core.http.throttling import quota_headers
from apps.core.observability import request_metrics
from apps.core.observability.access_log import ids_of, log_request, rounded

Environment = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

STORABLE_SOURCES = (
    None,
    "local",
    "cache",
)  # of X-Data-Source: "tmdb" becomes "cache", "stale" should not last
PER_REQUEST = {"x-request-id", "ratelimit", "ratelimit-policy"}  # headers that are not stored
SETTINGS = ("VERSION", "TMDB_REGION", "TMDB_LANGUAGE", "TMDB_API_KEY", "TMDB_IMAGE_BASE_URL")
MOST_PARAMETERS = 100
PART_SECONDS = 30  # half of the time that whole responses are stored: a part can be in a stored response


@dataclass(frozen=True)
class Route:
    match: ResolverMatch
    view_class: type[StoredMixin]
    parameters: frozenset[str]
    is_personal: bool


@dataclass
class Lookup:
    """A request whose response may be stored, as `key`. `client` is its address, `token` what it sent to authenticate.

    login_version: the number of LOGINS that is known to this process.
    """

    route: Route
    key: str
    client: str
    token: str
    login_version: int | None
    origin: str
    is_shared: bool  # False: it is the response of one user
    max_age: int  # seconds
    quotas: dict[str, Any] = field(default_factory=dict)
    user: Any = None  # whom the token belongs to
    user_number: int | None = None  # of the user's latest change
    prepared: tuple[Any, Any] | None = None

    def is_of_user(self, environ: Environment) -> bool:
        """Whether the token is valid; adds the user and the user's version to the key of a response of one user."""
        if self.token and not self.is_authenticated(environ):
            return False
        if self.is_shared:
            return True
        if self.user_number is None:
            return False
        self.key += f" user {self.user.pk} {self.user_number}"
        return True

    def is_authenticated(self, environ: Environment) -> bool:
        """Responses of one user also need the user's present number; others only a valid token."""
        known = known_logins.get(self.token)
        if known is not None and known.is_valid(self.login_version):
            self.user = known.user
            self.user_number = None if self.is_shared else user_version(self.user.pk)
            return True
        _, request = self.prepare(environ)
        try:
            self.user = request.user
        except APIException:
            return False
        version = getattr(self.user, "data_version", None)
        self.user_number = None if version is None else version.number
        expires_at = getattr(request.auth, "payload", {}).get("exp")
        if self.login_version is not None and expires_at is not None:
            remember(self.token, Login(self.user, request.auth, self.login_version, expires_at))
        return bool(self.user.is_authenticated)

    def is_within_limits(self, environ: Environment) -> bool:
        """If not, the view explains it."""
        if not settings.THROTTLES:
            return True
        view, request = self.prepare(environ)
        known = known_logins.get(self.token)
        if known is not None and known.user is self.user:
            request.user, request.auth = known.user, known.auth
        return all(throttle.allow_request(request, view) for throttle in view.get_throttles())

    def prepare(self, environ: Environment) -> tuple[Any, Any]:
        """The view, and the request of Django REST framework."""
        if self.prepared is not None:
            return self.prepared
        request: Any = WSGIRequest({**environ, "REMOTE_ADDR": self.client})
        request.quotas = self.quotas
        function: Any = self.route.match.func
        view: Any = self.route.view_class(**getattr(function, "initkwargs", {}))
        view.action_map = getattr(function, "actions", None)
        view.args, view.kwargs = self.route.match.args, self.route.match.kwargs
        view.request = view.initialize_request(request)
        self.prepared = view, view.request
        return self.prepared


def stored_response(environ: Environment, start_response: StartResponse) -> "Iterable[bytes] | Lookup | None":
    """Send the stored response, and return its body. Else a Lookup under which the new response may be stored, if any."""
    route, query = cacheable(environ)
    if route is None:
        return None
    started, worked = time.perf_counter(), time.thread_time()
    with request_metrics.counted() as costs:
        environ["QUERY_STRING"] = query
        lookup = lookup_of(environ, route, query)
        if lookup is not None and not lookup.is_of_user(environ):
            lookup = None
        stored = store.get(lookup.key, is_shared=lookup.is_shared) if lookup else None
        if lookup is None or stored is None or not lookup.is_within_limits(environ):
            LOOKUPS.labels("responses", "local").inc()
            return lookup
        LOOKUPS.labels("responses", "cache").inc()
        request_metrics.add("cache_hits")
        request_id = request_id_for(environ.get("HTTP_X_REQUEST_ID", ""))
        status = 304 if is_unchanged(environ, stored) else 200
        send(start_response, stored, status, {"X-Request-ID": request_id, **quota_headers(lookup.quotas)})
    costs["cpu_us"] = round((time.thread_time() - worked) * 1_000_000)
    token = current_request_id.set(request_id)
    try:
        facts = {**rounded(costs), **ids_of(route.match)}
        if lookup.token:
            facts["user_id"] = lookup.user.pk
        log_request("GET", route.match, status, time.perf_counter() - started, facts)
    finally:
        current_request_id.reset(token)
    return [] if status == 304 else [stored.body]


def send(start_response: StartResponse, stored: StoredResponse, status: int, extra: dict[str, str]) -> None:
    if status == 200:
        start_response("200 OK", [*stored.headers, *extra.items()])
    else:
        headers = [pair for pair in stored.headers if pair[0] not in ("Content-Length", "Content-Type")]
        start_response("304 Not Modified", [*headers, *extra.items()])


def keep(lookup: Lookup, response: HttpResponse) -> None:
    """Store a response that Django has made for the request of `lookup`."""
    headers = response.headers
    if (
        response.status_code == 200
        and (getattr(response, "is_catalogue", False) or not lookup.is_shared)
        and not response.streaming
        and not response.cookies
        and headers.get("X-Data-Source") in STORABLE_SOURCES
        and ("Access-Control-Allow-Origin" in headers) == bool(lookup.origin)
    ):
        stored = [(name, value) for name, value in headers.items() if name.lower() not in PER_REQUEST]
        expires_at = time.time() + lookup.max_age
        entry = StoredResponse(response.content, stored, headers.get("ETag", ""), expires_at)
        store.put(lookup.key, entry, is_shared=lookup.is_shared)


def cacheable(environ: Environment) -> tuple[Route | None, str]:
    """The route of a request whose response may be stored, and the query without what the view does not know."""
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    if (
        environ["REQUEST_METHOD"] != "GET"
        or not settings.RESPONSE_CACHE_BYTES
        or not path.startswith("/api/")
        or environ.get("CONTENT_LENGTH", "") not in ("", "0")
        or not is_accepted(environ.get("CONTENT_TYPE", ""))
        or "HTTP_TRANSFER_ENCODING" in environ
        or "%00" in query
        or not accepts_json(environ.get("HTTP_ACCEPT", "*/*"))
    ):
        return None, query
    route = route_of(path)
    if route is None or not query:
        return route, query
    try:
        given = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return None, query
    known = [pair for pair in given if pair[0] in route.parameters]
    return route, urlencode(sorted(known, key=lambda pair: pair[0]))


@lru_cache(maxsize=4096)
def route_of(path: str) -> Route | None:
    if not path.isascii():
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    view_class = getattr(match.func, "cls", None)
    if view_class is None or not issubclass(view_class, StoredMixin) or not view_class.versions:
        return None
    action = getattr(match.func, "actions", {}).get("get")
    if action is not None and action not in view_class.stored_actions:
        return None
    is_personal = action in view_class.personal_actions
    return Route(match, view_class, view_class.known_parameters(), is_personal)


def accepts_json(accept: str) -> bool:
    return "*/*" in accept or "application/json" in accept


def lookup_of(environ: Environment, route: Route, query: str) -> Lookup | None:
    """None if the response must not be stored."""
    has_token = "HTTP_AUTHORIZATION" in environ
    token = environ.get("HTTP_AUTHORIZATION", "")
    is_per_user = route.view_class.is_per_user
    if (is_per_user or has_token) and not token:
        return None
    if has_token and not is_per_user and asks_personally(route, query):
        return None
    versions = leased_versions()
    if versions is None:
        return None
    # What a view shows of a user can depend on any of the data, and has parts that `stored_part` has stored before.
    is_personal = has_token and route.is_personal
    numbers = [
        versions.get(name) for name in (sorted(versions) if is_personal else route.view_class.versions)
    ]
    max_age = PART_SECONDS if is_personal else route.view_class.max_age
    if None in numbers:
        return None
    client, is_secure = client_of(environ)
    origin = environ.get("HTTP_ORIGIN", "")
    if origin not in settings.CORS_ALLOWED_ORIGINS:
        origin = ""
    place = (
        f"{is_secure:d}{environ.get('HTTP_HOST', '')}{environ.get('SCRIPT_NAME', '')}{environ['PATH_INFO']}"
    )
    key = f"{installation()} {numbers} {origin} {has_token:d} {place}?{query}"
    is_shared = not (is_per_user or is_personal)
    return Lookup(route, key, client, token, versions.get(LOGINS), origin, is_shared, max_age)


def stored_part(version: str, name: str, inputs: Sequence[Any], make: Callable[[], Any]) -> Any:
    """What responses of several users have in common, for PART_SECONDS or until the named version of the data moves.

    inputs: everything else that it depends on. make: returns what a response can hold; the result is a new JSON value.
    """
    number = (leased_versions() or {}).get(version)
    if number is None or not settings.RESPONSE_CACHE_BYTES:
        return make()
    key = f"{installation()} part {number} {name} {inputs!r}"
    entry = store.get(key)
    if entry is None:
        entry = StoredResponse(OrjsonRenderer().render(make()), [], "", time.time() + PART_SECONDS)
        store.put(key, entry)
    return orjson.loads(entry.body)


def asks_personally(route: Route, query: str) -> bool:
    return any(pair.partition("=")[0] in route.view_class.personal_parameters for pair in query.split("&"))


def installation() -> str:
    """What responses depend on besides the database: settings that may differ between servers with one Redis."""
    return _checksum(tuple(str(getattr(settings, name, "")) for name in SETTINGS))


@lru_cache(maxsize=16)
def _checksum(values: tuple[str, ...]) -> str:
    return sha256(repr(values).encode()).hexdigest()[:8]


def is_unchanged(environ: Environment, stored: StoredResponse) -> bool:
    given = environ.get("HTTP_IF_NONE_MATCH")
    if not given or not stored.etag:
        return False
    etags = [etag.removeprefix("W/") for etag in parse_etags(given)]
    return "*" in etags or stored.etag.removeprefix("W/") in etags
