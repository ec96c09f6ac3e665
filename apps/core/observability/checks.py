"""System checks of a running installation: `manage.py check --deploy --tag operations --database default`.

`manage.py doctor` runs them too. They ask the database, the cache and the broker, so they are deployment checks and do
nothing unless a database is named: `migrate` runs the checks of databases before the tables exist. Messages of level DEBUG report what is in order, of level
INFO what is right for many installations. None contains a secret.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from celery import current_app
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection

from apps.core.jobs.broker import SECONDS as BROKER_SECONDS
from apps.core.jobs.broker import broker_connection, queue_length
from apps.core.jobs.execution import queue_report
from apps.core.jobs.job_log import jobs_failing, jobs_overdue
from apps.core.observability.health import cache_probe, migrations_probe
from apps.core.observability.reachability import why_broker, why_cache, why_database

OPERATIONS = "operations"
LONG_QUEUE = 1000
BACKGROUND_CONNECTIONS = (
    6  # at most, in each web process: two runners, two other threads, and their heartbeats
)
LOW_DISK = 1024**3  # bytes
FULL_DISK = 200 * 1024**2
OLDEST_POSTGRESQL = (14,)
# Django's checks of HSTS, the redirect and secure cookies: all follow from the setting HTTPS.
HTTPS_CHECKS = {"security.W004", "security.W008", "security.W012", "security.W016"}
subjects: list[str] = []


def operations_check(subject: str) -> Callable[[Callable[[], Iterable[CheckMessage]]], Any]:
    """Register a check of a running installation. Its messages name `subject` as their object.

    A check that raises becomes an error message; if the database is the reason, that is said once, by its own check.
    """

    def decorate(examine: Callable[[], Iterable[CheckMessage]]) -> Any:
        def check(app_configs: Any = None, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
            if not databases:
                return []
            try:
                messages = list(examine())
            except Exception as error:
                messages = [explained(subject, error)]
            for message in messages:
                message.obj = subject
            return messages

        subjects.append(subject)
        return checks.register(check, OPERATIONS, deploy=True)

    return decorate


def explained(subject: str, error: Exception) -> CheckMessage:
    """The message of a check that raised `error`."""
    if isinstance(error, DatabaseError | InterfaceError):
        if subject == "database":
            hint = "Start it, or correct DATABASE_URL."
            return checks.Error(why_database(error), hint=hint, id="core.E020")
        if not migrations_probe()[0]:
            return checks.Info(
                "Not checked: the database or its tables are missing, see above.", id="core.I001"
            )
    hint = "See the messages above; if they are in order, read the log."
    return checks.Error(f"The check failed with {type(error).__name__}.", hint=hint, id="core.E001")


def run_operations_checks() -> list[CheckMessage]:
    """The checks of Django and of this project, sorted by subject."""
    django_messages = [
        message
        for message in checks.run_checks(include_deployment_checks=not settings.DEBUG)
        if settings.HTTPS or message.id not in HTTPS_CHECKS
    ]
    for message in django_messages:
        message.obj = "settings"
    operations_messages = checks.run_checks(
        tags=[OPERATIONS], include_deployment_checks=True, databases=[DEFAULT_DB_ALIAS]
    )
    messages = [*django_messages, *operations_messages]
    return sorted(messages, key=lambda message: subjects.index(str(message.obj)))


@operations_check("settings")
def check_settings() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield checks.Warning("DEBUG is on.", hint="Set DEBUG=false on a public server.", id="core.W010")
        return
    yield checks.Debug(f"version {settings.VERSION}, DEBUG is off", id="core.D010")
    if "*" in settings.ALLOWED_HOSTS:
        hint = "Name the hosts of this installation."
        yield checks.Warning("ALLOWED_HOSTS allows every host.", hint=hint, id="core.W011")
    if not settings.HTTPS:
        hint = "Set HTTPS=on, unless this is a trial inside a network: passwords are sent unencrypted."
        yield checks.Warning("HTTPS is off.", hint=hint, id="core.W012")
    elif not settings.TRUSTED_PROXIES:
        hint = "Behind a proxy that ends HTTPS set TRUSTED_PROXIES to its address, or every request is redirected."
        yield checks.Info("HTTPS is on and no proxy is trusted.", hint=hint, id="core.I010")
    if not settings.THROTTLES:
        yield checks.Warning("Throttles are off.", hint="Set THROTTLES=on.", id="core.W013")
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        hint = "Set EMAIL_URL, or dummymail:// to send no email: printed ones put addresses and reset links into the log."
        yield checks.Error("Emails are printed to the log, not sent.", hint=hint, id="core.E011")


@operations_check("database")
def check_database() -> Iterator[CheckMessage]:
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    milliseconds = (time.perf_counter() - started) * 1000
    version = connection.get_database_version()
    name = f"{connection.display_name} {'.'.join(map(str, version))}"
    yield checks.Debug(f"{name} responds in {milliseconds:.1f} ms", id="core.D020")
    if connection.vendor == "sqlite":
        hint = "Set DATABASE_URL to PostgreSQL to serve from several hosts."
        yield checks.Info("SQLite serves one host.", hint=hint, id="core.I020")
    elif version < OLDEST_POSTGRESQL:
        yield checks.Warning("This PostgreSQL is old.", hint="Use 14 or newer.", id="core.W020")
    else:
        yield from check_connection_limit()


def check_connection_limit() -> Iterator[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        allowed = int(cursor.fetchone()[0])
    wanted = settings.WEB_CONCURRENCY * (settings.WEB_THREADS + BACKGROUND_CONNECTIONS)
    if wanted > allowed * 0.8:
        text = f"One web server opens up to {wanted} connections; the database allows {allowed}."
        hint = "Lower WEB_CONCURRENCY or WEB_THREADS, or put a pooler in between."
        yield checks.Warning(text, hint=hint, id="core.W021")


@operations_check("migrations")
def check_migrations() -> Iterator[CheckMessage]:
    applied, word = migrations_probe()
    if applied:
        yield checks.Debug("all applied", id="core.D030")
    else:
        hint = "Repair the database first." if word == "unknown" else "Run: python manage.py migrate"
        yield checks.Error(f"Migrations: {word}.", hint=hint, id="core.E030")


@operations_check("cache")
def check_cache() -> Iterator[CheckMessage]:
    if not settings.REDIS_URL:
        kind = checks.Info if settings.WEB_CONCURRENCY == 1 or settings.DEBUG else checks.Warning
        hint = "Set REDIS_URL, so that throttles and caches are shared by all processes."
        yield kind("Each process has its own cache.", hint=hint, id=f"core.{kind.__name__[0]}040")
        return
    started = time.perf_counter()
    _, word = cache_probe()
    milliseconds = (time.perf_counter() - started) * 1000
    if word == "up":
        yield checks.Debug(f"Redis reads and writes in {milliseconds:.1f} ms", id="core.D040")
    else:
        hint = "Requests are served without it, slower and without throttles. Check REDIS_URL and its server."
        yield checks.Error(f"Redis does not store values. {why_cache()}", hint=hint, id="core.E040")


@operations_check("broker")
def check_broker() -> Iterator[CheckMessage]:
    if not settings.CELERY_BROKER_URL:
        hint = (
            "Run `python manage.py run_jobs` by cron, or set CELERY_BROKER_URL and start a worker and a beat."
        )
        yield checks.Info("No broker: tasks run in the web processes.", hint=hint, id="core.I050")
        return
    waiting = queue_length()
    if waiting is None:
        hint = "Check CELERY_BROKER_URL and its server."
        yield checks.Error(f"The broker does not respond. {why_broker()}", hint=hint, id="core.E050")
        return
    with broker_connection() as broker:
        workers = current_app.control.ping(timeout=BROKER_SECONDS, connection=broker)
    if workers:
        yield checks.Debug(f"{len(workers)} workers, {int(waiting)} jobs waiting", id="core.D050")
    else:
        hint = "Start one: celery -A movie_backend worker"
        yield checks.Error("No worker responds.", hint=hint, id="core.E051")
    if waiting > LONG_QUEUE:
        hint = "Start more workers, or find out why they are slow."
        yield checks.Warning(f"{int(waiting)} jobs are waiting.", hint=hint, id="core.W050")


@operations_check("jobs")
def check_jobs() -> Iterator[CheckMessage]:
    overdue, failing = int(jobs_overdue()), int(jobs_failing())
    if overdue:
        hint = (
            "Start `celery -A movie_backend beat` and a worker, or run `python manage.py run_jobs` by cron."
        )
        text = f"{overdue} scheduled jobs are overdue by more than an hour."
        yield checks.Warning(text, hint=hint, id="core.W060")
    if failing:
        hint = "Read last_error in the admin under Scheduled jobs."
        yield checks.Warning(f"{failing} scheduled jobs failed.", hint=hint, id="core.W061")
    if not (overdue or failing):
        yield checks.Debug("no job is overdue or failing", id="core.D060")


@operations_check("tasks")
def check_tasks() -> Iterator[CheckMessage]:
    report = queue_report()
    if report.late:
        hint = "Start the web process, a worker and a beat, or run `python manage.py run_jobs` by cron every minute."
        yield checks.Warning(
            f"{report.late} background tasks are late by ten minutes.", hint=hint, id="core.W062"
        )
    if report.failed:
        hint = "See last_error in the admin under Background tasks; run them again there, or delete them."
        text = f"{report.failed} background tasks failed in all their attempts."
        yield checks.Warning(text, hint=hint, id="core.W063")
    if report.retrying:
        yield checks.Info(f"{report.retrying} background tasks failed and will run again.", id="core.I060")
    if not (report.late or report.failed or report.retrying):
        yield checks.Debug(f"{report.pending} pending, none is late or failed", id="core.D061")


@operations_check("static files")
def check_static_files() -> Iterator[CheckMessage]:
    if settings.DEBUG or (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield checks.Debug("available", id="core.D070")
    else:
        hint = "Run: python manage.py collectstatic --noinput"
        yield checks.Error("Static files are not collected.", hint=hint, id="core.E070")


@operations_check("disk")
def check_disk() -> Iterator[CheckMessage]:
    for folder in sorted({settings.BASE_DIR, database_folder()}):
        free = shutil.disk_usage(folder).free
        text = f"{free / 1024**3:.1f} GiB free in {folder}"
        if free > LOW_DISK:
            yield checks.Debug(text, id="core.D080")
        else:
            kind = checks.Error if free < FULL_DISK else checks.Warning
            hint = "Free some space: a full disk stops every write."
            yield kind(text, hint=hint, id=f"core.{kind.__name__[0]}080")
    if connection.vendor == "sqlite" and not os.access(database_folder(), os.W_OK):
        hint = "Make this user its owner: SQLite writes there."
        yield checks.Error("The database's folder is not writable.", hint=hint, id="core.E081")


def database_folder() -> Path:
    if connection.vendor != "sqlite":
        return settings.BASE_DIR
    return Path(settings.DATABASES["default"]["NAME"]).resolve().parent
