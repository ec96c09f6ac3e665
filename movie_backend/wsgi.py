"""The WSGI application, for gunicorn. DEBUG is off unless the environment says otherwise."""

import os

from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "movie_backend.settings")
os.environ.setdefault("DEBUG", "false")

application = import_string("apps.core.http.wsgi.create_application")()
