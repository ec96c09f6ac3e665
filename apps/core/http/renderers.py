"""JSON by orjson."""

from typing import Any

import orjson
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder

encode_other = JSONEncoder().default
# Times are written by Django REST framework, which ends UTC with a Z.
OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATETIME


class OrjsonRenderer(JSONRenderer):
    """Compact UTF-8. A number that JSON lacks (NaN, infinity) becomes null."""

    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        if data is None:
            return b""
        return orjson.dumps(data, default=encode_other, option=OPTIONS)
