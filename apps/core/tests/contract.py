"""Compares responses with what the schema declares for their operation: status, headers, and every member of the body."""

import json
import re
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.validators import validate_email
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft4Validator, FormatChecker

JSON = "application/json"
# Sent by the server in front of every application, with every response.
UNDECLARED = {
    "Allow", "Cache-Control", "Content-Security-Policy", "Content-Length", "Content-Type", "Content-Language", "Date", "Server", "Vary", "WWW-Authenticate",
    "Cross-Origin-Opener-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
}  # fmt: skip
# Throttles are off in most tests; a repeated answer is rare.
SOMETIMES = {"RateLimit", "RateLimit-Policy", "Idempotency-Replayed"}
REFERENCE = "#/components/schemas/"
formats = FormatChecker(formats=())


@formats.checks("date-time", raises=ValueError)
def is_time(value: Any) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@formats.checks("date", raises=ValueError)
def is_date(value: Any) -> bool:
    return not isinstance(value, str) or date.fromisoformat(value).isoformat() == value


@formats.checks("uuid", raises=ValueError)
def is_uuid(value: Any) -> bool:
    return not isinstance(value, str) or str(UUID(value)) == value


@formats.checks("uri", raises=ValueError)
def is_uri(value: Any) -> bool:
    return not isinstance(value, str) or bool(urlsplit(value).scheme and not re.search(r"\s", value))


@formats.checks("email", raises=Exception)
def is_email(value: Any) -> bool:
    return not isinstance(value, str) or validate_email(value) is None


def strict(node: Any) -> Any:
    """OpenAPI 3.0 as JSON schema, where an object has no members that are not declared."""
    if isinstance(node, list):
        return [strict(inner) for inner in node]
    if not isinstance(node, dict):
        return node
    made = {key: strict(inner) for key, inner in node.items() if key not in ("nullable", "example")}
    if isinstance(node.get("properties"), dict) and "type" in node:
        made.setdefault("additionalProperties", False)
    return {"anyOf": [made, {"type": "null"}]} if node.get("nullable") is True else made


class Contract:
    def __init__(self, schema: dict[str, Any]):
        self.paths, self.responses = schema["paths"], schema["components"]["responses"]
        self.patterns = [
            (path, re.compile(re.sub(r"\{\w+\}", "[^/]*", path)))
            for path in sorted(self.paths, key=lambda path: path.count("{"))
        ]
        self.components = strict(json.loads(json.dumps(schema["components"]["schemas"], default=str)))

    def path_of(self, address: str) -> str:
        """The schema's path of an address, the one with the fewest parameters if several fit."""
        return next(path for path, pattern in self.patterns if pattern.fullmatch(address.partition("?")[0]))

    def problems(self, method: str, path: str, response: Any) -> list[str]:
        """What the response to `method` at the schema's `path` has that was not declared, or lacks."""
        declared = self.paths[path][method.lower()]["responses"]
        place = f"{method.upper()} {path}: {response.status_code}"
        status = str(response.status_code)
        if status not in declared:
            return [f"{place} is not declared"]
        found = declared[status]
        if "$ref" in found:
            found = self.responses[found["$ref"].rsplit("/", 1)[1]]
        return [
            f"{place}: {problem}"
            for problem in (*self.of_headers(found, response), *self.of_body(found, response))
        ]

    def of_headers(self, declared: dict[str, Any], response: Any) -> list[str]:
        sent = {name for name in response.headers if not name.startswith("Access-Control-")} - UNDECLARED
        names = set(declared.get("headers", {}))
        sometimes = SOMETIMES | ({"Retry-After"} if response.status_code == 409 else set())
        lacks = names - set(response.headers) - sometimes
        return [f"sends {name}" for name in sorted(sent - names)] + [
            f"lacks {name}" for name in sorted(lacks)
        ]

    def of_body(self, declared: dict[str, Any], response: Any) -> list[str]:
        body = (
            b"".join(response.streaming_content)
            if getattr(response, "streaming", False)
            else response.content
        )
        content = declared.get("content", {})
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if not content:
            return [f"has a body: {body[:80]!r}"] if body else []
        if kind not in content:
            return [f"is {kind or 'empty'}, not {' or '.join(content)}"]
        if kind != JSON:
            return []
        validator = Draft4Validator(
            {
                **strict(json.loads(json.dumps(content[kind]["schema"], default=str))),
                "components": {"schemas": self.components},
            },
            format_checker=formats,
        )
        return [
            f"{'.'.join(map(str, error.absolute_path))}: {error.message[:300]}"
            for error in validator.iter_errors(json.loads(body))
        ]


@cache
def api_schema() -> dict[str, Any]:
    """The schema as it is served; tests read it only. Building it takes a second."""
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def contract() -> Contract:
    return Contract(api_schema())
