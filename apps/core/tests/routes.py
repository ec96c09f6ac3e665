"""Every operation of the schema as a request that could be sent: addresses with valid ids, sample bodies."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from apps.core.tests.contract import api_schema

API = "/api/v1/"
# Whose id stands in an address, by the word before it. A new kind of address wants a line here.
KINDS = {
    "movies": "Movie",
    "genres": "Genre",
    "tags": "Tag",
    "people": "Person",
    "collections": "Collection",
    "companies": "Company",
    "watch-history": "WatchHistory",
    "users": "User",
    "profiles": "User",
    "sessions": "LoginSession",
    "personal-tokens": "PersonalAccessToken",
    "favorites": "Favorite",
    "ratings": "Rating",
    "reports": "ReviewReport",
    "watchlist": "WatchlistItem",
    "playlists": "Playlist",
    "items": "PlaylistItem",
    "import": "ImportJob",
    "sync": "PendingSync",
    "rows": "ImportRow",
    "feedback": "RecommendationFeedback",
    "recommendations": "Recommendation",
    "groups": "Group",
    "sync-runs": "SyncRun",
}
BY_PARAMETER = {
    "movie_id": ("Movie", "pk"),
    "person_id": ("Person", "pk"),
    "tmdb_id": ("Movie", "tmdb_id"),
    "share_token": ("Playlist", "share_token"),
    "username": ("User", "username"),
}
PLAIN = {"year": 2020}
SAMPLES = {"integer": 1, "number": 5, "boolean": True, "array": [], "object": {}}
FORMATS = {
    "date": "2020-02-29",
    "date-time": "2020-02-29T12:00:00Z",
    "email": "somebody@example.com",
    "uri": "https://example.com/x.png",
}


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    parameters: tuple[str, ...]
    body: dict[str, Any]

    def address(self, world: dict[str, Any], value: str | None = None) -> str:
        """With the ids of rows that exist, or with `value` in place of each."""
        words = self.path.split("/")
        for n, word in enumerate(words):
            if word.startswith("{"):
                words[n] = value if value is not None else str(valid(word[1:-1], words[n - 1], world))
        return "/".join(words)

    def filled_in(self, world: dict[str, Any]) -> dict[str, Any]:
        """The sample body, about the movie that exists."""
        movie = world["Movie"]
        known = {"movie": movie.pk, "tmdb_id": movie.tmdb_id, "movies": [movie.pk]}
        return self.body | {name: value for name, value in known.items() if name in self.body}

    @property
    def has_ids(self) -> bool:
        return "{" in self.path


def valid(parameter: str, before: str, world: dict[str, Any]) -> Any:
    if parameter in BY_PARAMETER:
        kind, field = BY_PARAMETER[parameter]
        return getattr(world[kind], field)
    if parameter in PLAIN:
        return PLAIN[parameter]
    assert before in KINDS, f"say in KINDS of {__name__} whose id stands after {before}/"
    return world[KINDS[before]].pk


@cache
def operations(area: str = "") -> tuple[Operation, ...]:
    """Those under /api/v1/<area>/, from the schema as it is served."""
    schema = api_schema()
    return tuple(
        Operation(method, path, queries(operation), sample(schema, request_schema(operation)) or {})
        for path, methods in sorted(schema["paths"].items())
        for method, operation in methods.items()
        if path.startswith(f"{API}{area}")
    )


def queries(operation: dict[str, Any]) -> tuple[str, ...]:
    return tuple(p["name"] for p in operation.get("parameters", []) if p["in"] == "query")


def request_schema(operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    return content.get("application/json", {}).get("schema", {})


def sample(schema: dict[str, Any], part: dict[str, Any]) -> Any:
    """A value of the shape that the schema asks for; most are valid."""
    if "$ref" in part:
        return sample(schema, schema["components"]["schemas"][part["$ref"].rsplit("/", 1)[1]])
    for combined in ("allOf", "oneOf", "anyOf"):
        if combined in part:
            return sample(schema, part[combined][0])
    if part.get("enum"):
        return part["enum"][0]
    if "properties" in part:
        return {name: sample(schema, inner) for name, inner in part["properties"].items()}
    if part.get("type") == "string":
        return FORMATS.get(part.get("format", ""), "word")
    return SAMPLES.get(part.get("type", "object"), {})


def areas() -> list[str]:
    below = (operation.path for operation in operations() if operation.path != API)
    return sorted({re.sub(rf"^{API}([^/]+/).*", r"\1", path) for path in below})
