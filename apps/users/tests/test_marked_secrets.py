"""Marked secrets are sent through every failing path and every background task, and looked for in all output."""

import io
import logging
import smtplib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DataError, IntegrityError, OperationalError, connection
from django.utils import timezone

from apps.core.extensions import BackgroundTask, Job, registered
from apps.core.http.middleware import RequestIdFilter
from apps.core.jobs.execution import run_due_tasks
from apps.core.jobs.schedule import enter_jobs
from apps.core.models import QueuedTask, ScheduledJob
from apps.core.observability.log_formatters import JsonFormatter, PlainFormatter
from apps.core.tasks import run_queued_task
from apps.core.tests.sampling import sampled
from conftest import PASSWORD

API = "/api/v1"
MARK = "mrk7"
EMAIL = f"ada.{MARK}@secret.example"
WORDS = f"words {MARK}"
TOKEN = f"eyJhbGciOi{MARK}.eyJzdWIi{MARK}.c2ln{MARK}"
LINK = f"s3cret{MARK}link"
ADDRESS = "203.0.113.77"
SECRET_PASSWORD = f"horse-{MARK}-battery"
HASH = f"argon2$argon2id$v=19$m=102400,t=2,p=8${MARK}$c2ln"

pytestmark = pytest.mark.django_db


@pytest.fixture
def output(capfd) -> Iterator[io.StringIO]:
    """Everything that is logged, at DEBUG, as both formats of production write it."""
    text, root = io.StringIO(), logging.getLogger()
    handlers = []
    for formatter in (
        JsonFormatter("{asctime}{levelname}{name}{message}{request_id}", style="{"),
        PlainFormatter("{asctime} {levelname} {name} [{request_id}] {message}", style="{"),
    ):
        handler = logging.StreamHandler(text)
        handler.setFormatter(formatter)
        handler.addFilter(RequestIdFilter())
        handlers.append(handler)
        root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(
        logging.INFO
    )  # SQL with its values: never at DEBUG in production
    yield text
    root.setLevel(level)
    for handler in handlers:
        root.removeHandler(handler)


REQUESTS = [
    ("post", "/auth/login/", {"email": EMAIL, "password": SECRET_PASSWORD}),
    ("post", "/auth/users/", {"email": EMAIL, "password": SECRET_PASSWORD, "username": f"{MARK} {MARK}"}),
    ("post", "/auth/users/", {"email": EMAIL, "password": SECRET_PASSWORD}),
    ("post", "/auth/password/reset/", {"email": EMAIL}),
    ("post", "/auth/password/reset/confirm/", {"uid": MARK, "token": LINK, "new_password": SECRET_PASSWORD}),
    ("post", "/auth/email/verify/", {"uid": MARK, "token": LINK}),
    ("post", "/auth/users/confirm/", {"token": TOKEN, "password": SECRET_PASSWORD}),
    ("post", "/auth/token/refresh/", {"refresh": TOKEN}),
    ("post", "/auth/token/verify/", {"token": TOKEN}),
    ("post", "/auth/email/change/confirm/", {"token": TOKEN}),
    ("post", "/auth/email/change/revert/", {"token": TOKEN, "new_password": SECRET_PASSWORD}),
    ("get", f"/movies/movies/?search={WORDS}", None),
    ("get", f"/movies/movies/search/?q={WORDS}&year={WORDS}", None),
    ("get", f"/movies/people/?search={WORDS}", None),
    ("get", f"/favorites/playlists/shared/{LINK}/", None),
    ("get", f"/nothing/{EMAIL}/", None),
    ("post", f"/nothing/{LINK}", {"a": WORDS}),
    ("post", "/favorites/ratings/", {"movie": MARK, "rating": 5, "review": WORDS}),
    ("post", "/auth/login/", f'{{"email": "{EMAIL}", '),
]
ERRORS = [
    RuntimeError(f"{EMAIL} {HASH} {WORDS}"),
    KeyError(TOKEN),
    ValueError(f"cannot parse {WORDS} of {ADDRESS}"),
    smtplib.SMTPRecipientsRefused({EMAIL: (550, f"no {EMAIL}".encode())}),
    IntegrityError(f"duplicate key\nDETAIL: Key (email)=({EMAIL}) exists"),
    DataError(f'invalid input: "{WORDS}"'),
    OperationalError(f"server closed the connection: {HASH}"),
]


def leaked(output: io.StringIO) -> list[str]:
    return [line for line in output.getvalue().splitlines() if MARK in line or ADDRESS in line]


def test_no_request_logs_what_it_carries(client, anonymous, output):
    for method, path, body in REQUESTS:
        options = {"content_type": "application/json"} if isinstance(body, str) else {"format": "json"}
        sender = client if isinstance(body, str) else anonymous
        getattr(sender, method)(f"{API}{path}", body, REMOTE_ADDR=ADDRESS, **options)
    anonymous.get(f"{API}/auth/users/me/", headers={"Authorization": f"Bearer {TOKEN}"})
    client.post("/admin/login/", {"username": EMAIL, "password": SECRET_PASSWORD}, REMOTE_ADDR=ADDRESS)
    client.get(f"/admin/{LINK}/?q={WORDS}", REMOTE_ADDR=ADDRESS)
    client.get(f"{API}/core/info/", headers={"Host": f"{MARK}.example"})
    assert output.getvalue().count("\n") > len(REQUESTS)
    assert not leaked(output)


def test_no_upload_logs_what_it_contains(as_owner, output):
    rows = f"Const,Your Rating,Title\n{MARK},{WORDS},{EMAIL}\n".encode()
    for name in ("ratings.csv", f"{MARK}.zip", f"{EMAIL}.json"):
        as_owner.post(
            f"{API}/favorites/import/", {"file": SimpleUploadedFile(name, rows)}, format="multipart"
        )
    assert not leaked(output)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_no_unexpected_error_logs_its_text(client, output, monkeypatch, settings, error):
    settings.DEBUG = False

    def fail(*args, **kwargs):
        raise error

    client.raise_request_exception = False
    monkeypatch.setattr("apps.core.http.views.service_info", fail)
    assert client.get(f"{API}/core/info/?q={WORDS}").status_code >= 400
    with connection.execute_wrapper(fail):
        client.post(
            f"{API}/auth/login/", {"email": EMAIL, "password": PASSWORD}, content_type="application/json"
        )
        client.get("/")
    assert not leaked(output)


@pytest.mark.parametrize("error", sampled(ERRORS, ERRORS[:2]), ids=lambda error: type(error).__name__)
def test_no_background_task_or_job_logs_the_text_of_its_error(output, replace_extensions, error):
    def fail(*args, **kwargs):
        raise error

    tasks, jobs = registered(BackgroundTask), registered(Job)
    replace_extensions(*(replace(task, run=fail) for task in tasks))
    for task in tasks:
        QueuedTask.objects.create(name=task.name, arguments={})
    run_due_tasks()
    for row in QueuedTask.objects.all():
        run_queued_task.apply(kwargs={"task_id": row.pk})
    replace_extensions(*(replace(job, run=fail) for job in jobs))
    enter_jobs()
    ScheduledJob.objects.update(due_at=timezone.now() - timedelta(days=1))
    with pytest.raises((CommandError, SystemExit)):
        call_command("run_jobs", stdout=output, stderr=output)
    assert len(tasks) >= 5
    assert len(jobs) > 5
    assert type(error).__name__ in output.getvalue()
    assert not leaked(output)
