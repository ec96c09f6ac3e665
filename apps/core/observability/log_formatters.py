"""Log lines without personal data: fields that are listed here, and texts without what users sent.

Lines of this project have constant messages. Those of libraries quote what they were given: paths with search words or
tokens, arguments of tasks, addresses that a mail server refused.
"""

import logging
import re
import time
import traceback
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldError, ImproperlyConfigured, PermissionDenied
from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.orjson import OrjsonFormatter as BaseFormatter

OURS = ("movies.", "apps.")
ACCESS = "movies.access"  # a line per request, made of safe values only (access_log.py)
# The fields that a line may have beside its message: numbers, names of our own, ids.
FIELDS = frozenset(
    {
        # requests
        "method", "route", "status", "duration_ms", "user_id", "ids", "code", "refused", "cpu_ms",
        "queries", "queries_ms", "cache_hits", "cache_misses", "cache_waits", "cache_waits_ms", "tmdb", "tmdb_ms",
        "recommendation", "recommendation_ms",
        # jobs, tasks and errors
        "job", "outcome", "attempt", "error", "count", "where", "summary", "import_id", "panel", "part", "profile", "model",
        # audit
        "event", "actor_id", "address_hash",
    }
)  # fmt: skip
STANDARD = frozenset(RESERVED_ATTRS) | {"request_id", "asctime", "message"}
LISTED = STANDARD | FIELDS

# Their texts are about the code; those of other errors may quote what a user sent, or a row.
SPEAKING_ERRORS = (
    AttributeError,
    FieldError,
    ImportError,
    ImproperlyConfigured,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
)
IDENTIFIER = re.compile(r"[A-Za-z0-9_.:\[\]-]{1,100}")
SECRETS = re.compile(
    r"(?:(?<![\w.+%-])[\w.+%-]{1,64})?@[\w-]{1,63}(?:\.[\w-]{1,63})+"  # email addresses
    r"|\?[^\s\"'<>]+"  # query strings
    r"|(?<![\w-])eyJ[\w-]{1,500}\.[\w.-]+"  # tokens
    r"|\b(?:argon2|pbkdf2_\w{1,20}|bcrypt\w{0,20}|md5)\$\S+"  # password hashes
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # addresses
)


def without_secrets(text: str) -> str:
    return SECRETS.sub("***", text)


def safe_argument(value: Any) -> Any:
    """An argument of a library's message: numbers and identifiers, of an error its type."""
    if isinstance(value, int | float | None):
        return value
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, Mapping):
        return {name: safe_argument(item) for name, item in value.items()}
    text = str(value)
    return text if IDENTIFIER.fullmatch(text) else "***"


def safe_arguments(arguments: Any) -> Any:
    if isinstance(arguments, Mapping):
        return safe_argument(arguments)
    return tuple(safe_argument(value) for value in arguments or ())


def safe_record(record: logging.LogRecord) -> logging.LogRecord:
    """A copy without fields that are not in FIELDS, and without what libraries quote."""
    if record.name == ACCESS and record.__dict__.keys() <= LISTED:
        return record
    safe = logging.makeLogRecord(record.__dict__)
    safe.exc_text = None  # another handler's formatter may have written it
    is_ours = record.name.startswith(OURS)
    if record.name == "gunicorn.error" and record.levelno <= logging.INFO:
        return safe  # where the server listens, and its processes
    if not is_ours:
        safe.args = safe_arguments(record.args)
    try:
        safe.msg, safe.args = without_secrets(safe.getMessage()), ()
    except (TypeError, ValueError, KeyError):  # "%d" of a text that was replaced
        safe.msg, safe.args = without_secrets(str(record.msg)), ()
    for name in set(vars(safe)) - STANDARD:
        if name not in FIELDS or not is_ours:
            delattr(safe, name)
    return safe


class OnlyExceptions(logging.Filter):
    """For django.request: tracebacks without the URL. Errors without one are in the access log."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        record.msg, record.args = "Unexpected error", ()
        # An ordinary refusal: Django passes it as an error with the 403 that it becomes.
        return error is not None and not isinstance(error, PermissionDenied)


class DevelopmentFormatter(logging.Formatter):
    """Plain lines: the message, then its fields, and whole tracebacks."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        line = super().formatMessage(record)
        if record.name == ACCESS:  # its message has them
            return line
        fields = [f"{name}={vars(record)[name]}" for name in sorted(FIELDS & vars(record).keys())]
        return f"{line} ({', '.join(fields)})" if fields else line

    def format(self, record: logging.LogRecord) -> str:
        return super().format(safe_record(record))


class PlainFormatter(DevelopmentFormatter):
    """Tracebacks with the types of errors and the lines of code, and texts of `SPEAKING_ERRORS` only."""

    def formatException(self, ei: Any) -> str:
        return "\n".join(traceback_lines(ei[1]))


class JsonFormatter(PlainFormatter, BaseFormatter):
    """One JSON object a line, in UTC."""

    converter = time.gmtime  # type: ignore[assignment]
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        names = {"asctime": "time", "levelname": "level", "name": "logger"}
        super().__init__(*args, rename_fields=names, **kwargs)


def traceback_lines(error: BaseException) -> list[str]:
    earlier: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        earlier = [*traceback_lines(cause), "", "Then:"]
    text = without_secrets(str(error)) if isinstance(error, SPEAKING_ERRORS) else ""
    stack = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    return [
        *earlier,
        "Traceback (most recent call last):",
        stack,
        f"{type(error).__name__}: {text}".rstrip(": "),
    ]
