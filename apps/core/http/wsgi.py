"""The WSGI application as servers run it."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from apps.core.http.charsets import is_accepted


class Request(WSGIRequest):
    """Ignores a charset that RefuseBodyMiddleware refuses: Django decodes the query with it before any middleware."""

    def _set_content_type_params(self, meta: dict[str, str]) -> None:
        is_usable = is_accepted(meta.get("CONTENT_TYPE", ""))
        super()._set_content_type_params(meta if is_usable else {})


class Application(WSGIHandler):
    request_class = Request


def create_application() -> WSGIHandler:
    """Requests wait for the database no longer than a client would; commands and workers may."""
    settings.DATABASES["default"]["OPTIONS"] |= settings.WEB_DATABASE_OPTIONS
    django.setup(set_prefix=False)
    return Application()
