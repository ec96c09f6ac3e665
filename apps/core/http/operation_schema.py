"""Operations in the OpenAPI schema: their descriptions, common errors, parameters and headers."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, get_doc
from rest_framework.generics import GenericAPIView
from rest_framework.permissions import SAFE_METHODS

from apps.core.http.idempotency import KEY_MAX_LENGTH, IdempotentMixin
from apps.core.http.mixins import CatalogueMixin
from apps.core.http.schema import PAGE_SUFFIX
from apps.core.limits import ID_PATTERN

ERROR = {
    "type": "object",
    "properties": {"detail": {"type": "string"}, "code": {"type": "string"}},
    "required": ["code", "detail"],
    "example": {"detail": "No Movie matches the given query.", "code": "not_found"},
}
# A field's messages; those of an object by its fields; those of a list by item.
MESSAGES = {
    "anyOf": [
        {"type": "array", "items": {"type": "string"}},
        {"type": "object", "additionalProperties": {}},
        {"type": "array", "items": {"type": "object", "additionalProperties": {}}},
    ]
}
INVALID = {
    "type": "object",
    "additionalProperties": MESSAGES,
    "description": "Messages by field; those about the whole request under non_field_errors.",
    "example": {"rating": ["Ensure this value is less than or equal to 10."]},
}
MEANINGS = {
    "400": "A value is missing or wrong.",
    "401": "No token where one is needed, or a bad one.",
    "403": "You may not do this, or the personal access token lacks the scope.",
    "404": "It does not exist, or it belongs to another user.",
    "409": "It conflicts with what is there, or with another request at the same time.",
    "411": "The body has no Content-Length.",
    "413": "The body is too large.",
    "414": "The URL is longer than 4,094 characters.",
    "415": "The body has a media type or charset that is not accepted.",
    "422": "The Idempotency-Key was used for another request.",
    "429": "Too many requests. Retry-After says when the next one is accepted.",
    "503": "The database or another service is not available. Try again after Retry-After.",
}
MAY_BE_REPEATED = {"409", "429", "503"}
# Names of components, where those of the serializers would be odd to a reader of the schema.
COMPONENT_NAMES = {
    "MovieListSerializer": "Movie",
    "RecoveryCodesSerializer": "NewRecoveryCodes",
    "CastSerializer": "CastMember",
    "CrewSerializer": "CrewMember",
    "CollectionListSerializer": "CollectionSummary",
    "ProviderListSerializer": "ProviderSummary",
    "MovieStatesRequestSerializer": "MovieStates",
    "ReportQueueSerializer": "ReviewReport",
    "WatchlistSerializer": "WatchlistItem",
    "WatchHistorySerializer": "WatchHistoryEntry",
    "LoginAnswerSerializer": "LoginResponse",
    "NestedProfileSerializer": "AccountProfile",
    "DetailSerializer": "Message",
    "CountsSerializer": "CatalogueCounts",
    "MeSerializer": "OwnMovieState",
    "RoleSerializer": "FilmographyRole",
    "WorkSerializer": "FilmographyJob",
    "ImportSerializer": "MovieImport",
    "CompletionSerializer": "PlaylistCompletion",
    "ItemChangeSerializer": "PlaylistItemChange",
    "ShownItemSerializer": "PlaylistItemSummary",
    "KindsSerializer": "TasteFeatures",
    "ReasonSerializer": "BecauseOf",
    "NamedSerializer": "SyncMovie",
    "RatedSerializer": "SyncRating",
    "SeenSerializer": "SyncViewing",
    "UnseenSerializer": "SyncRemovedViewing",
    "WantedSerializer": "SyncWatchlistItem",
    "AppliedSerializer": "SyncChanges",
    "KindCountsSerializer": "SyncCounts",
    "NotFoundSerializer": "SyncNotFound",
}
ID_SCHEMA = {"type": "integer", "format": "int64", "minimum": 0}
RATE_LIMIT = {
    "RateLimit": ('Requests left and seconds until the limit starts again: `"user";r=980;t=1200`.', "string"),
    "RateLimit-Policy": ('The limit and its window in seconds: `"user";q=1000;w=3600`.', "string"),
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A new random text for every new request: a repetition with the same key is not executed again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_MAX_LENGTH},
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the response that the client has: 304 if it is still current.",
    "schema": {"type": "string"},
}


class ReadOnlyURLField(OpenApiSerializerFieldExtension):
    """A URL that is only read may be an empty text, which format `uri` does not allow."""

    target_class = "rest_framework.serializers.URLField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:
        mapped = auto_schema._map_serializer_field(self.target, direction, bypass_extensions=True)
        return mapped | {"format": "uri-reference"} if self.target.read_only else mapped


class ApiSchema(AutoSchema):
    """Descriptions come from `extend_schema`; a view's docstring is for readers of the code."""

    def get_description(self) -> str:
        handler = getattr(self.view, getattr(self.view, "action", None) or self.method.lower(), None)
        return get_doc(handler)

    def get_operation_id(self) -> str:
        """Without words that follow themselves: movies/movies/ is `movies_list`."""
        words = super().get_operation_id().split("_")
        return "_".join(word for word, former in zip(words, ["", *words], strict=False) if word != former)

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        name = super().get_serializer_name(serializer, direction)
        return COMPONENT_NAMES.get(name, name)

    def get_paginated_name(self, serializer_name: str) -> str:
        """Pages of a paginator with more members than others have their own name."""
        return getattr(self._get_paginator(), "page_name", None) or f"{serializer_name}{PAGE_SUFFIX}"

    def _resolve_path_parameters(self, variables: list[str]) -> list[dict[str, Any]]:
        """Ids are numbers, also where a pattern limits their digits."""
        parameters = super()._resolve_path_parameters(variables)
        for parameter in parameters:
            schema = parameter["schema"]
            if ID_PATTERN in schema.get("pattern", "") or schema["type"] == "integer":
                parameter["schema"] = ID_SCHEMA
                parameter.pop("description", None)  # that of the column
        return parameters

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            self.add_body_of_delete(operation)
            for status in self.shared_errors(operation):
                operation["responses"].setdefault(status, self.error_response(status))
            for status, response in operation["responses"].items():
                if status in MEANINGS and "content" not in response:
                    response["content"] = self.error_response(status)["content"]
            self.add_caching(operation)
            for status, response in operation["responses"].items():
                response.setdefault("headers", {}).update(self.headers_of(status))
            operation["responses"] = dict(sorted(operation["responses"].items()))
        return operation

    def get_auth(self) -> list[dict[str, Any]]:
        """Reads that need no token are marked as such, also where writes need a role. Logins take none at all."""
        auths = super().get_auth()
        if self.method not in SAFE_METHODS and {} in auths:
            return []
        is_open = self.method in SAFE_METHODS and any(
            type(permission).__name__.endswith("ReadOnly") for permission in self.view.get_permissions()
        )
        return [*auths, {}] if is_open and {} not in auths else auths

    def shared_errors(self, operation: dict[str, Any]) -> list[str]:
        queries = [p for p in operation.get("parameters", []) if p["in"] == "query"]
        has_body, writes = "requestBody" in operation, self.method not in SAFE_METHODS
        applies = {
            "400": True,  # at least for a URL that nobody can read
            "401": bool(self.view.get_authenticators()),
            "403": bool(self.view.get_authenticators()),  # a personal access token may lack the scope
            "404": "{" in self.path or any(p["name"] in ("page", "format") for p in queries),
            "409": writes,
            "411": has_body,
            "413": has_body,
            "414": bool(queries),
            "415": has_body,
            "429": bool(self.view.get_throttles()),
            "503": True,
        }
        return [status for status, does in applies.items() if does]

    def add_body_of_delete(self, operation: dict[str, Any]) -> None:
        """The base class knows no body of a DELETE. A password or a code is sent in one: `request=` declares it."""
        if self.method != "DELETE" or not isinstance(self.view, GenericAPIView):
            return
        if isinstance(declared := self.get_request_serializer(), type):
            reference = self.resolve_serializer(declared, "request").ref
            content = {media: {"schema": reference} for media in self.map_parsers()}
            operation["requestBody"] = {"content": content, "required": True}

    def add_caching(self, operation: dict[str, Any]) -> None:
        """Conditional reads of the catalogue, and the key of POSTs that may be repeated."""
        if isinstance(self.view, CatalogueMixin) and self.method == "GET":
            operation.setdefault("parameters", []).append(IF_NONE_MATCH)
            operation["responses"]["304"] = {"description": "The client's copy is current."}
        if isinstance(self.view, IdempotentMixin) and self.method == "POST":
            operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
            operation["responses"].setdefault("422", self.error_response("422"))

    def headers_of(self, status: str) -> dict[str, Any]:
        described: dict[str, tuple[str, str]] = {
            "X-Request-ID": ("The id of the request in the log.", "string")
        }
        if status in MAY_BE_REPEATED:
            described["Retry-After"] = ("Seconds. Of a 409 only if the request may be sent again.", "integer")
        if self.view.get_throttles():
            described |= RATE_LIMIT
        if isinstance(self.view, IdempotentMixin) and self.method == "POST" and status < "400":
            described["Idempotency-Replayed"] = ("true, if the request was executed before.", "string")
        if isinstance(self.view, CatalogueMixin) and self.method == "GET" and status in ("200", "304"):
            described["ETag"] = ("For If-None-Match.", "string")
        return {
            name: {"description": text, "schema": {"type": kind}} for name, (text, kind) in described.items()
        }

    def error_response(self, status: str) -> dict[str, Any]:
        name, schema = ("ValidationErrors", INVALID) if status == "400" else ("Error", ERROR)
        component = ResolvedComponent(name, ResolvedComponent.SCHEMA, schema=schema, object=name)
        self.registry.register_on_missing(component)
        return {
            "description": MEANINGS[status],
            "content": {"application/json": {"schema": component.ref}},
        }
