"""The WSGI application: stored responses first, then Django."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from rest_framework.permissions import SAFE_METHODS

from apps.core.caching.versions import leased_versions, settle
from apps.core.http.charsets import is_accepted
from apps.core.http.response_cache import Environment, Lookup, keep, stored_response

if TYPE_CHECKING:
    from wsgiref.types import StartResponse


class Request(WSGIRequest):
    """Ignores a charset that RefuseBodyMiddleware refuses: Django decodes the query with it before any middleware."""

    def _set_content_type_params(self, meta: dict[str, str]) -> None:
        is_usable = is_accepted(meta.get("CONTENT_TYPE", ""))
        super()._set_content_type_params(meta if is_usable else {})


class Application(WSGIHandler):
    request_class = Request

    def __call__(self, environ: Environment, start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in SAFE_METHODS:
            before = leased_versions()
            response = super().__call__(environ, start_response)
            settle(before)
            return response
        found = stored_response(environ, start_response)
        if found is not None and not isinstance(found, Lookup):
            return found
        made: Any = super().__call__(environ, start_response)
        if found is not None:
            keep(found, made)
        return made
