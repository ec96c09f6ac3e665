"""Nothing personal reaches the log, whoever writes the line."""

import ast
import json
import logging
import logging.config
import smtplib
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import IntegrityError

from apps.core.observability.log_formatters import FIELDS, STANDARD, JsonFormatter, PlainFormatter

ROOT = Path(__file__).resolve().parents[3]
SECRETS = {
    "email": "ada.lovelace@secret.example",
    "hash": "argon2$argon2id$v=19$m=102400,t=2,p=8$c2VjcmV0$bm90aGluZw",
    "token": "eyJhbGciOiJIUzI1NiJ9.eyJzZWNyZXQiOjF9.c2VjcmV0c2VjcmV0",
    "link": "/api/v1/favorites/playlists/shared/s3cretlinks3cretlink/",
    "words": "?search=secret+words",
    "address": "203.0.113.99",
}


def written(record: logging.LogRecord) -> str:
    record.request_id = "-"
    json_format = JsonFormatter("{asctime}{levelname}{name}{message}{request_id}", style="{")
    plain_format = PlainFormatter("{asctime} {levelname} {name} {message}", style="{")
    return json_format.format(record) + plain_format.format(record)


def record_of(
    name: str, message: str, *args: object, error: Exception | None = None, **extra: object
) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.getLogger(name).makeRecord(
        name, logging.ERROR, __file__, 1, message, args, info, extra=extra or None
    )


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
@pytest.mark.parametrize(
    "name", ["celery.app.trace", "django.security.csrf", "gunicorn.error", "kombu", "urllib3"]
)
def test_libraries_lines_quote_nothing(name, secret):
    for record in (
        record_of(name, "Refused %s", secret),
        record_of(name, "Refused %(what)s", {"what": secret}),
        record_of(name, "Retry in 13s: %s", smtplib.SMTPRecipientsRefused({secret: (550, b"no")})),
        record_of(name, "Failed", error=ValueError(secret)),
        record_of(name, "Failed", data={"kwargs": repr({"email": secret})}),
    ):
        assert secret not in written(record), record.msg


@pytest.mark.parametrize("kind", ["email", "hash", "token", "words", "address"])
def test_messages_that_were_formatted_before_lose_what_looks_secret(kind):
    assert SECRETS[kind] not in written(record_of("some.library", f"Request from {SECRETS[kind]} failed"))


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    try:
        raise error from cause
    except Exception as caught:
        return caught


def test_the_text_of_an_error_and_of_its_causes_stays_out_unless_it_is_about_code():
    row, words, code = (f"{word} {SECRETS['email']}" for word in ("DETAIL:", "words", "has no attribute"))
    error = raised(RuntimeError(words), raised(IntegrityError(row)))
    text = written(record_of("django.request", "Unexpected error", error=error))
    for part in ("DETAIL", "words", SECRETS["email"]):
        assert part not in text
    assert "IntegrityError" in text
    assert "RuntimeError" in text
    assert "test_log_privacy.py" in text
    text = written(record_of("django.request", "Unexpected error", error=raised(AttributeError(code))))
    assert "AttributeError: has no attribute ***" in text


def test_notes_of_errors_stay_out():
    error = KeyError()
    error.add_note(SECRETS["words"])
    assert SECRETS["words"] not in written(record_of("x", "Failed", error=raised(error)))


def test_our_lines_have_listed_fields_only():
    line = json.loads(
        JsonFormatter("{message}", style="{").format(
            record_of("movies.access", "GET %s", "api/v1/", status=200, password="s3cret", data={"a": 1})
        )
    )
    assert line == {"message": "GET api/v1/", "status": 200}


def test_every_field_that_the_code_logs_is_listed():
    used = set()
    for path in [*(ROOT / "apps").rglob("*.py"), *(ROOT / "movie_backend").glob("*.py")]:
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.keyword) and node.arg == "extra" and isinstance(node.value, ast.Dict):
                used |= {key.value for key in node.value.keys if isinstance(key, ast.Constant)}
    assert used
    assert used <= FIELDS, used - FIELDS
    assert not FIELDS & STANDARD


def test_every_handler_formats_with_these_formatters():
    for handler in project.LOGGING["handlers"].values():
        formatter = project.LOGGING["formatters"][handler["formatter"]]
        assert formatter["()"].startswith("apps.core.observability.log_formatters.")


def test_an_argument_of_the_wrong_kind_after_redaction_is_no_error():
    assert "***" in written(record_of("some.library", "at %s of %d", "a/b", 3))
    assert written(record_of("some.library", "at %d", "a/b"))


def test_the_server_says_where_it_listens():
    record = record_of("gunicorn.error", "Listening at: %s (%s)", "http://127.0.0.1:8000", 7)
    record.levelno = logging.INFO
    assert "http://127.0.0.1:8000 (7)" in written(record)


def test_a_plain_line_has_its_fields_after_the_message():
    record = record_of("apps.core.jobs", "Job finished", job="tmdb-lists", summary="skipped: no TMDb key")
    record.request_id = "-"
    line = PlainFormatter("{message}", style="{").format(record)
    assert line == "Job finished (job=tmdb-lists, summary=skipped: no TMDb key)"
