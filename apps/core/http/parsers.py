"""JSON bodies that the database can store and a response can repeat."""

from io import BytesIO
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser
from rest_framework.utils import json


class StorableJSONParser(JSONParser):
    """Refuses lone surrogates, which no database stores, and excessive nesting."""

    def parse(self, stream: IO[bytes], media_type: Any = None, parser_context: Any = None) -> Any:
        body = stream.read()
        try:
            data = super().parse(BytesIO(body), media_type, parser_context)
            if b"\\ud" in body.lower():
                json.dumps(data, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
        except UnicodeEncodeError as error:
            raise ParseError(
                "The JSON contains half a surrogate pair (\\ud800–\\udfff). Send whole characters."
            ) from error
        return data
