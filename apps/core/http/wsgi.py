"""Sets up Django for a server."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string

from apps.core.http.query_watchdog import WatchedConnection


def create_application() -> WSGIHandler:
    """Requests wait for the database no longer than a client would; commands and workers may."""
    database = settings.DATABASES["default"]
    database["OPTIONS"] |= settings.WEB_DATABASE_OPTIONS
    if database["ENGINE"].endswith("postgresql"):
        database["OPTIONS"]["connection_factory"] = WatchedConnection
    django.setup(set_prefix=False)
    return import_string("apps.core.http.application.Application")()  # it needs the apps
