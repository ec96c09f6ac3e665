"""Log lines for machines: one JSON object each, in UTC, with nothing personal slipping in by way of an error."""

import logging
import re
import time
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter as BaseFormatter

# Django attaches the request to some records; its text contains the whole URL.
LEFT_OUT = [*RESERVED_ATTRS, "request", "server_time", "status_code", "taskName"]
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
ROW_VALUES = re.compile(r"^DETAIL: .*$", re.MULTILINE)  # PostgreSQL's quotes of values that it refused


class JsonFormatter(BaseFormatter):
    converter = time.gmtime  # type: ignore[assignment]
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        names = {"asctime": "time", "levelname": "level", "name": "logger"}
        super().__init__(*args, reserved_attrs=LEFT_OUT, rename_fields=names, **kwargs)

    def formatException(self, exc_info: Any) -> str:
        text = super().formatException(exc_info)
        return E_MAIL.sub("***@***", ROW_VALUES.sub("DETAIL: ***", str(text)))


class OnlyExceptions(logging.Filter):
    """For django.request: tracebacks without the URL. Errors without one are in the access log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = "Unexpected error", ()
        return bool(record.exc_info)
