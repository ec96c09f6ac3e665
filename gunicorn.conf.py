"""How gunicorn serves us. It is read from the working folder, so `gunicorn movie_backend.wsgi:application` is enough.

Sizes come from the environment by way of the settings: WEB_CONCURRENCY processes of WEB_THREADS threads.
"""

import ctypes
import gc
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "movie_backend.settings")
os.environ.setdefault("DEBUG", "false")
# Requests are the unit of parallel work: threads within one product of vectors only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from prometheus_client import values

# glibc gives every thread a heap of its own, which keeps what was freed. Other libraries of C have no such function.
M_ARENA_MAX = -8
with suppress(OSError, AttributeError):
    ctypes.CDLL("libc.so.6").mallopt(M_ARENA_MAX, 2)

bind = f"0.0.0.0:{settings.PORT}"
worker_class = "apps.core.http.server.DrainingWorker"
workers = settings.WEB_CONCURRENCY
threads = settings.WEB_THREADS
preload_app = True  # the catalogue of code is in memory once, and a broken release never takes over

timeout = 60
graceful_timeout = 30  # for requests under way; give a container 35 s before it is killed
keepalive = 75  # longer than proxies keep an idle connection, so that they and not we close it
max_requests = 20_000  # a worker is replaced before a leak can matter
max_requests_jitter = 4_000
# A process that replaces another one has loaded the shared arrays before its first request; the first one of a machine, which
# has to build them, says meanwhile that it is not ready.
LOADING_SECONDS = 5
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (the heartbeat must not wait for a disk)
# Files are written like all else: what a client does not read at once waits outside of a thread.
sendfile = False
control_socket_disable = True

# Django reads forwarded addresses and schemes itself, and only from TRUSTED_PROXIES.
forwarded_allow_ips = ""
secure_scheme_headers = {}

accesslog = None  # the product writes one line per request, without personal data
loglevel = settings.LOG_LEVEL.lower()
logconfig_dict = {
    **settings.LOGGING,
    "loggers": {"gunicorn.error": {"propagate": True}, "gunicorn.access": {"level": "CRITICAL"}},
}

# Workers share their metrics through files, one for each worker's number: as many as there are workers,
# however often these are replaced.
METRICS_FOLDER = ""
if settings.METRICS and "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
    METRICS_FOLDER = tempfile.mkdtemp(prefix="movies-metrics-")
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS_FOLDER
    values.ValueClass = values.MultiProcessValue(lambda: os.environ.get("WORKER_NUMBER", "0"))

# A platform that has no step between installing and serving still gets its pages dressed.
if not settings.DEBUG and not (settings.STATIC_ROOT / "staticfiles.json").exists():
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


def pre_fork(server, worker) -> None:
    """A worker gets the lowest number that is free (its metrics go on where its predecessor's ended)."""
    taken = {other.number for other in server.WORKERS.values()}
    worker.number = next(number for number in range(1, len(taken) + 2) if number not in taken)
    gc.freeze()  # a collection in a worker must not touch, and so copy, the pages that all have from the master
    connections.close_all()  # a connection shared by two processes would mix up their answers


def post_fork(server, worker) -> None:
    os.environ["WORKER_NUMBER"] = str(worker.number)


def post_worker_init(worker) -> None:
    from apps.core.extensions import warm_up  # noqa: PLC0415  # its apps are set up by now

    warm_up(wait=LOADING_SECONDS)


def on_exit(server) -> None:
    if METRICS_FOLDER:  # a folder of the operator's stays
        shutil.rmtree(METRICS_FOLDER, ignore_errors=True)
