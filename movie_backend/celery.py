"""The worker and its clock. Which jobs there are, and when each is due, is known to apps.core."""

import os
import sys
from pathlib import Path

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "movie_backend.settings")
# A worker and a beat are production unless the environment says otherwise, as gunicorn is. manage.py imports this too.
if Path(sys.argv[0]).name == "celery" or Path(sys.argv[0]).parent.name == "celery":
    os.environ.setdefault("DEBUG", "false")

app = Celery("movie_backend")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
