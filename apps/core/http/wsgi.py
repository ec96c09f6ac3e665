"""The WSGI application as servers run it."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from apps.core.http.charsets import is_accepted
from apps.core.http.query_watchdog import WatchedConnection


class Request(WSGIRequest):
    """Ignores a charset that RefuseBodyMiddleware refuses: Django decodes the query with it before any middleware."""

    def _set_content_type_params(self, meta: dict[str, str]) -> None:
        is_usable = is_accepted(meta.get("CONTENT_TYPE", ""))
        super()._set_content_type_params(meta if is_usable else {})


class Application(WSGIHandler):
    request_class = Request


def create_application() -> WSGIHandler:
    """Requests wait for the database no longer than a client would; commands and workers may."""
    database = settings.DATABASES["default"]
    database["OPTIONS"] |= settings.WEB_DATABASE_OPTIONS
    if database["ENGINE"].endswith("postgresql"):
        database["OPTIONS"]["connection_factory"] = WatchedConnection
    django.setup(set_prefix=False)
    return Application()
