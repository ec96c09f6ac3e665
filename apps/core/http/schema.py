"""The API schema as a person reads it: operations in groups, groups and operations in a sensible order."""

import json
from collections import Counter, defaultdict
from http import HTTPStatus
from typing import Any

from apps.core.extensions import ResponseParameter, registered

METHODS = ("get", "post", "put", "patch", "delete")
PAGE_SUFFIX = "Page"

# (beginning of the path below /api/v1/, group); the first match counts, so longer beginnings come first.
PLACES = (
    ("movies/watch-history/", "Diary"),
    ("movies/genres/", "Genres, tags and people"),
    ("movies/tags/", "Genres, tags and people"),
    ("movies/people/", "Genres, tags and people"),
    ("movies/collections/", "Genres, tags and people"),
    ("movies/companies/", "Genres, tags and people"),
    ("movies/countries/", "Genres, tags and people"),
    ("movies/providers/", "Genres, tags and people"),
    ("movies/certifications/", "Genres, tags and people"),
    ("movies/languages/", "Genres, tags and people"),
    ("movies/moods/", "Genres, tags and people"),
    ("movies/", "Movies"),
    ("recommendations/groups/", "Movie night"),
    ("recommendations/", "Recommendations"),
    ("favorites/ratings/", "Ratings and reviews"),
    ("favorites/reports/", "Ratings and reviews"),
    ("favorites/playlists/", "Playlists"),
    ("favorites/sync/", "Sync and import"),
    ("favorites/import/", "Sync and import"),
    ("favorites/last-activities/", "Sync and import"),
    ("favorites/", "Favorites and watchlist"),
    ("auth/profiles/", "Profiles"),
    ("auth/", "Accounts and logins"),
    ("", "Service"),
)
GROUPS = {
    "Movies": "Browse, filter, search; one movie with everything about it.",
    "Recommendations": "Recommendations with reasons, feedback, similar movies.",
    "Accounts and logins": "Register, log in, refresh tokens, log out, change and delete the account.",
    "Ratings and reviews": "Rate from 1 to 10 in half steps, with or without words.",
    "Favorites and watchlist": "What you love and what you mean to watch.",
    "Diary": "What you watched and when.",
    "Playlists": "Ordered lists to share and clone.",
    "Movie night": "Picks for a group of users.",
    "Genres, tags and people": "Genres, tags, cast and crew.",
    "Profiles": "What you show of yourself, and your figures.",
    "Sync and import": "Import a history, synchronise devices.",
    "Service": "Facts and figures about this installation.",
}
PREFIX = "/api/v1/"


REFERENCE = "#/components/schemas/"
BLANK_ENUM, NULL_ENUM = "BlankEnum", "NullEnum"  # of drf-spectacular
EMPTY_ENUMS = {BLANK_ENUM, NULL_ENUM}


def group_operations(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular."""
    for path, operations in result["paths"].items():
        for method in operations.keys() & set(METHODS):
            operations[method]["tags"] = [group_of(path)]
    ranks = {name: rank for rank, name in enumerate(GROUPS)}
    ordered = sorted(result["paths"], key=lambda path: (ranks[group_of(path)], *reading_order(path)))
    result["paths"] = {path: result["paths"][path] for path in ordered}
    used = {group_of(path) for path in ordered}
    result["tags"] = [{"name": name, "description": text} for name, text in GROUPS.items() if name in used]
    return result


def group_of(path: str) -> str:
    inner = path.removeprefix(PREFIX)
    return next(group for start, group in PLACES if inner.startswith(start))


def reading_order(path: str) -> tuple[int, str]:
    """Short paths before long ones: a list, then what is below it."""
    return path.count("/"), path


def allow_empty_texts(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook: an empty text may fit both sides of "a format, or empty".

    Validators that do not check formats find two matches, which `oneOf` forbids.
    """
    for component in result["components"]["schemas"].values():
        for field in component.get("properties", {}).values():
            if {"type": "string", "maxLength": 0} in field.get("oneOf", ()):
                field["anyOf"] = field.pop("oneOf")
    return result


def merge_empty_enums(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook: unions of an enum and BlankEnum become one enum, those with NullEnum are `nullable` only.

    Typed clients get one name for the values of a field, instead of a union with a class of one empty value.
    """
    schemas = result["components"]["schemas"]
    with_blank: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for component in list(schemas.values()):
        for field in component.get("properties", {}).values():
            names = [option.get("$ref", "").removeprefix(REFERENCE) for option in field.get("oneOf", ())]
            kept = [name for name in names if name not in EMPTY_ENUMS]
            if len(kept) != 1 or len(names) == 1:
                continue
            del field["oneOf"]
            if BLANK_ENUM in names:
                with_blank[kept[0]].append(field)
            else:
                field["allOf"] = [{"$ref": f"{REFERENCE}{kept[0]}"}]
    used = reachable(result["paths"], schemas)
    for name, fields in with_blank.items():
        merged = schemas[name] | {"enum": [*schemas[name]["enum"], ""]}
        own_name = f"{name.removesuffix('Enum')}OrEmptyEnum" if name in used else name
        schemas[own_name] = merged
        for field in fields:
            field["allOf"] = [{"$ref": f"{REFERENCE}{own_name}"}]
    result["components"]["schemas"] = {
        name: schemas[name] for name in sorted(schemas) if name not in EMPTY_ENUMS - used
    }
    return result


def without_docstrings(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular: docstrings of serializers are for readers of the code."""
    for component in result["components"]["schemas"].values():
        if component.get("type") == "object" and "non_field_errors" not in str(component.get("description")):
            component.pop("description", None)
    return result


# Members that a response may lack, by component. In cookie mode a login's response has csrf_token instead of refresh.
BY_MODE = {"refresh", "csrf_token"}
SOMETIMES = {
    "LoginResponse": BY_MODE,
    "Registration": BY_MODE,
    "TokenPair": BY_MODE,
    "SyncConflict": {"movie", "tmdb_id", "id"},  # one of them: that of the entry
    "OwnOrPublicProfile": {
        "favorite_genres",
        "preferred_language",
        "mature_content",
        "is_public",
        "time_zone",
    },
}
WITHOUT_SPACES = str.maketrans("", "", " -")


def complete_responses(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular: responses have all of their members, whatever their forms require.

    Components that no operation uses are dropped: they are left over from nested fields that are only read.
    """
    schemas = result["components"]["schemas"]
    operations = [
        operation
        for path in result["paths"].values()
        for method, operation in path.items()
        if method in METHODS
    ]
    written = reachable([operation.get("requestBody", {}) for operation in operations], schemas)
    read = reachable([operation["responses"] for operation in operations], schemas)
    others = reachable([operation.get("parameters", []) for operation in operations], schemas)
    for name in read - written:
        component = schemas[name]
        if "properties" in component:
            sometimes = SOMETIMES.get(name, set())
            if name.endswith(PAGE_SUFFIX):
                # Pages themselves declare whether they have a count.
                sometimes = {"count"} - set(component["required"])
            component["required"] = sorted(set(component["properties"]) - sometimes)
    result["components"]["schemas"] = {
        name: component for name, component in schemas.items() if name in read | written | others
    }
    return result


def add_response_parameters(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular: reads have the `ResponseParameter`s of their components."""
    schemas = result["components"]["schemas"]
    for operation in (path["get"] for path in result["paths"].values() if "get" in path):
        shown = reachable(operation["responses"].get("200", {}), schemas)
        for part in registered(ResponseParameter):
            if shown & set(part.components):
                described = {"in": "query", "name": part.name, "description": part.description}
                schema = {"type": "string", "pattern": part.pattern}
                parameters = [*operation.get("parameters", []), described | {"schema": schema}]
                operation["parameters"] = sorted(parameters, key=lambda parameter: parameter["name"])
    return result


def require_bodies(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular, which takes a body without required fields for optional.

    A movie is named by one of two fields, so neither is required, but the body is.
    """
    schemas = result["components"]["schemas"]
    for path in result["paths"].values():
        for method in path.keys() & {"post", "put"}:
            body = path[method].get("requestBody", {})
            for media in body.get("content", {}).values():
                schema = schemas.get(media["schema"].get("$ref", "").removeprefix(REFERENCE), {})
                if "oneOf" in schema or {"movie", "tmdb_id"} <= schema.get("properties", {}).keys():
                    body["required"] = True
    return result


def share_errors(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular: what many operations have in common is described once.

    The commonest response of each error status gets the name of the status; headers get their own names.
    """
    errors: dict[str, Counter[str]] = defaultdict(Counter)
    headers: dict[str, Any] = {}
    places = [
        (status, operation["responses"])
        for path in result["paths"].values()
        for method, operation in path.items()
        if method in METHODS
        for status in operation["responses"]
    ]
    for status, responses in places:
        described = responses[status].get("headers", {})
        headers |= described
        responses[status]["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in described}
        if status >= "400":
            errors[status][canonical(responses[status])] += 1
    shared = {status: counted.most_common(1)[0][0] for status, counted in errors.items()}
    names = {status: HTTPStatus(int(status)).phrase.title().translate(WITHOUT_SPACES) for status in shared}
    for status, responses in places:
        if canonical(responses[status]) == shared.get(status):
            responses[status] = {"$ref": f"#/components/responses/{names[status]}"}
    result["components"]["responses"] = {
        names[status]: json.loads(shared[status]) for status in sorted(shared)
    }
    result["components"]["headers"] = headers
    return result


def canonical(response: dict[str, Any]) -> str:
    return json.dumps(response, sort_keys=True, default=str)


def reachable(start: Any, schemas: dict[str, Any]) -> set[str]:
    """Return the names of the components that `start` refers to, directly or through others."""
    found: set[str] = set()
    pending = [start]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            reference = node.get("$ref", "")
            name = reference.removeprefix(REFERENCE) if isinstance(reference, str) else ""
            if name in schemas and name not in found:
                found.add(name)
                pending.append(schemas[name])
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return found
