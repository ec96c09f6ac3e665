"""Operations in the OpenAPI schema: their descriptions and common errors."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, get_doc
from rest_framework.permissions import SAFE_METHODS, AllowAny, IsAuthenticated, IsAuthenticatedOrReadOnly

ANYBODY_WITH_A_TOKEN = (AllowAny, IsAuthenticated, IsAuthenticatedOrReadOnly)
ERROR = {
    "type": "object",
    "properties": {"detail": {"type": "string"}, "code": {"type": "string"}},
    "required": ["code", "detail"],
    "example": {"detail": "No Movie matches the given query.", "code": "not_found"},
}
INVALID = {
    "type": "object",
    "additionalProperties": {},
    "description": "Messages by field; those about the whole request under non_field_errors.",
    "example": {"rating": ["Ensure this value is less than or equal to 10."]},
}
MEANINGS = {
    "400": "A value is missing or wrong.",
    "401": "No token where one is needed, or a bad one.",
    "403": "You are known, but may not do this.",
    "404": "It does not exist, or it belongs to another user.",
}


class ApiSchema(AutoSchema):
    """Descriptions come from `extend_schema`; a view's docstring is for readers of the code."""

    def get_description(self) -> str:
        handler = getattr(self.view, getattr(self.view, "action", None) or self.method.lower(), None)
        return get_doc(handler)

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            for status in self.shared_errors(operation):
                operation["responses"].setdefault(status, self.error_response(status))
            operation["responses"] = dict(sorted(operation["responses"].items()))
        return operation

    def shared_errors(self, operation: dict[str, Any]) -> list[str]:
        queries = [p for p in operation.get("parameters", []) if p["in"] == "query"]
        applies = {
            "400": bool(queries) or "requestBody" in operation,
            "401": bool(self.view.get_authenticators()),
            "403": any(self.is_for_some(permission) for permission in self.view.get_permissions()),
            "404": "{" in self.path or any(p["name"] == "page" for p in queries),
        }
        return [status for status, does in applies.items() if does]

    def is_for_some(self, permission: Any) -> bool:
        """Whether the operation needs more than a token."""
        reads = self.method in SAFE_METHODS and type(permission).__name__.endswith("ReadOnly")
        return not reads and not isinstance(permission, ANYBODY_WITH_A_TOKEN)

    def error_response(self, status: str) -> dict[str, Any]:
        name, schema = ("ValidationErrors", INVALID) if status == "400" else ("Error", ERROR)
        component = ResolvedComponent(name, ResolvedComponent.SCHEMA, schema=schema, object=name)
        self.registry.register_on_missing(component)
        return {
            "description": MEANINGS[status],
            "content": {"application/json": {"schema": component.ref}},
        }
