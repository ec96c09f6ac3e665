"""The WSGI application, for gunicorn. DEBUG is off unless the environment says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "movie_backend.settings")
os.environ.setdefault("DEBUG", "false")

application = get_wsgi_application()
