"""What `manage.py doctor` looks at: is this deployment sound, and if not, what is to be done about it?

core looks at what every installation has; other apps add to registries.checkups.
"""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.checks import run_checks
from django.db import connection

from apps.core.extensions import Finding, Level, checkups
from apps.core.jobs.job_log import BROKER_SECONDS, jobs_failing, jobs_overdue, queue_length
from apps.core.observability.health import cache_probe, migrations_probe

# Django's checks of HSTS, the redirect and secure cookies: all follow from one setting of ours.
ABOUT_HTTPS = {"security.W004", "security.W008", "security.W012", "security.W016"}
LONG_QUEUE = 1000
LOW_DISK = 1024**3  # bytes
FULL_DISK = 200 * 1024**2
OLDEST_POSTGRESQL = (14,)


def settings_checkup() -> Iterator[Finding]:
    for message in run_checks(include_deployment_checks=not settings.DEBUG):
        if message.id in ABOUT_HTTPS and not settings.HTTPS:
            continue
        yield Finding("error" if message.is_serious() else "warning", message.msg, message.hint or "")
    if settings.DEBUG:
        yield Finding("warning", "DEBUG is on.", "Set DEBUG=false where real people are served.")
        return
    yield Finding("ok", f"version {settings.VERSION}, DEBUG is off")
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("warning", "ALLOWED_HOSTS lets every name in.", "Name your own hosts.")
    if not settings.HTTPS:
        advice = "Set HTTPS=on, unless this is a trial inside a network: passwords travel in the open."
        yield Finding("warning", "HTTPS is off.", advice)
    elif not settings.TRUSTED_PROXIES:
        yield Finding(
            "note",
            "HTTPS is on and no proxy is trusted.",
            "Behind a proxy that ends HTTPS set TRUSTED_PROXIES to its address, or every request is redirected.",
        )
    if not settings.THROTTLES:
        yield Finding("warning", "Throttles are off.", "Set THROTTLES=on.")
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        yield Finding("note", "Mail is printed, not sent.", "Set EMAIL_URL, so that passwords can be reset.")


def database_checkup() -> Iterator[Finding]:
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    milliseconds = (time.perf_counter() - started) * 1000
    version = ".".join(map(str, connection.get_database_version()))
    yield Finding("ok", f"{connection.display_name} {version} answers in {milliseconds:.1f} ms")
    if connection.vendor == "sqlite":
        yield Finding(
            "note", "SQLite serves one host.", "Set DATABASE_URL to PostgreSQL to serve from several."
        )
    elif connection.get_database_version() < OLDEST_POSTGRESQL:
        yield Finding("warning", "This PostgreSQL is old.", "Use 14 or newer.")
    else:
        yield from connections_checkup()


def connections_checkup() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        allowed = int(cursor.fetchone()[0])
    wanted = settings.WEB_CONCURRENCY * settings.WEB_THREADS
    if wanted > allowed * 0.8:
        yield Finding(
            "warning",
            f"One web server opens up to {wanted} connections; the database allows {allowed}.",
            "Lower WEB_CONCURRENCY or WEB_THREADS, or put a pooler in between.",
        )


def migrations_checkup() -> Iterator[Finding]:
    applied, word = migrations_probe()
    if applied:
        yield Finding("ok", "all applied")
    else:
        yield Finding("error", f"Migrations: {word}.", "Run: python manage.py migrate")


def cache_checkup() -> Iterator[Finding]:
    if not settings.REDIS_URL:
        alone = settings.WEB_CONCURRENCY == 1
        advice = "Set REDIS_URL, so that limits, logouts and caches hold for all processes together."
        yield Finding(
            "note" if alone or settings.DEBUG else "warning", "Each process has its own cache.", advice
        )
        return
    started = time.perf_counter()
    _, word = cache_probe()
    milliseconds = (time.perf_counter() - started) * 1000
    if word == "up":
        yield Finding("ok", f"Redis reads and writes in {milliseconds:.1f} ms")
    else:
        advice = "Requests go on without it, slower and without limits. Check REDIS_URL and the server there."
        yield Finding("error", "Redis does not keep what it is given.", advice)


def broker_checkup() -> Iterator[Finding]:
    if not settings.CELERY_BROKER_URL:
        advice = (
            "Run `python manage.py run_jobs` by cron, or set CELERY_BROKER_URL and start a worker and a beat."
        )
        yield Finding("note", "No broker: jobs run in place.", advice)
        return
    waiting = queue_length()
    if waiting is None:
        yield Finding("error", "The broker does not answer.", "Check CELERY_BROKER_URL and the server there.")
        return
    workers = current_app.control.ping(timeout=BROKER_SECONDS)
    if workers:
        yield Finding("ok", f"{len(workers)} workers, {int(waiting)} jobs waiting")
    else:
        yield Finding("error", "No worker answers.", "Start one: celery -A movie_backend worker")
    if waiting > LONG_QUEUE:
        yield Finding(
            "warning", f"{int(waiting)} jobs wait.", "Start more workers, or look why they are slow."
        )


def jobs_checkup() -> Iterator[Finding]:
    overdue, failing = int(jobs_overdue()), int(jobs_failing())
    if overdue:
        advice = (
            "Start `celery -A movie_backend beat` and a worker, or run `python manage.py run_jobs` by cron."
        )
        yield Finding("warning", f"{overdue} scheduled jobs are overdue by more than an hour.", advice)
    if failing:
        yield Finding(
            "warning", f"{failing} scheduled jobs failed.", "Read last_error in the admin, Scheduled jobs."
        )
    if not (overdue or failing):
        yield Finding("ok", "no job is overdue or failing")


def static_files_checkup() -> Iterator[Finding]:
    if settings.DEBUG or (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield Finding("ok", "at hand")
    else:
        yield Finding(
            "error", "Static files are not collected.", "Run: python manage.py collectstatic --noinput"
        )


def disk_checkup() -> Iterator[Finding]:
    for folder in sorted({settings.BASE_DIR, database_folder()}):
        free = shutil.disk_usage(folder).free
        said = f"{free / 1024**3:.1f} GiB free in {folder}"
        if free > LOW_DISK:
            yield Finding("ok", said)
        else:
            level: Level = "error" if free < FULL_DISK else "warning"
            yield Finding(level, said, "Make room: a full disk stops every write.")
    if connection.vendor == "sqlite" and not os.access(database_folder(), os.W_OK):
        yield Finding(
            "error", "The database's folder is not writable.", "Let this user own it: SQLite writes there."
        )


def database_folder() -> Path:
    if connection.vendor != "sqlite":
        return settings.BASE_DIR
    return Path(settings.DATABASES["default"]["NAME"]).resolve().parent


def examine() -> Iterator[tuple[str, Finding]]:
    """Every finding under its subject. A checkup that fails is a finding too; it never tells addresses."""
    own = [
        ("settings", settings_checkup),
        ("database", database_checkup),
        ("migrations", migrations_checkup),
        ("cache", cache_checkup),
        ("broker", broker_checkup),
        ("jobs", jobs_checkup),
        ("static files", static_files_checkup),
        ("disk", disk_checkup),
    ]
    for subject, checkup in [*own, *checkups]:
        try:
            yield from ((subject, finding) for finding in checkup())
        except Exception as error:
            advice = "Look at what stands above; if all is well there, read the log."
            yield subject, Finding("error", f"Could not be examined ({type(error).__name__}).", advice)
