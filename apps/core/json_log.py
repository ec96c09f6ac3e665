"""Log lines for machines: one JSON object each, with UTC time."""

import time

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter as BaseFormatter

# Django hangs the request itself on some records; its text holds the whole address.
LEFT_OUT = [*RESERVED_ATTRS, "request", "server_time", "taskName"]


class JsonFormatter(BaseFormatter):
    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self, *args, **kwargs):
        names = {"asctime": "time", "levelname": "level", "name": "logger"}
        super().__init__(*args, reserved_attrs=LEFT_OUT, rename_fields=names, **kwargs)
