"""The worker and its clock. Which jobs there are, and when each is due, is known to apps.core."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "movie_backend.settings")

app = Celery("movie_backend")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
