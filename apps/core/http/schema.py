"""The API schema as a person reads it: operations in groups, groups and operations in a sensible order."""

from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")

# (beginning of the path below /api/v1/, group); the first match counts, so longer beginnings come first.
PLACES = (
    ("movies/watch-history/", "Diary"),
    ("movies/genres/", "Genres, tags and people"),
    ("movies/tags/", "Genres, tags and people"),
    ("movies/people/", "Genres, tags and people"),
    ("movies/collections/", "Genres, tags and people"),
    ("movies/providers/", "Genres, tags and people"),
    ("movies/certifications/", "Genres, tags and people"),
    ("movies/languages/", "Genres, tags and people"),
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


def without_docstrings(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular: docstrings of serializers are for readers of the code."""
    for component in result["components"]["schemas"].values():
        if component.get("type") == "object" and "non_field_errors" not in str(component.get("description")):
            component.pop("description", None)
    return result


# In cookie mode a login's response has csrf_token instead of refresh.
BY_MODE = {"refresh", "csrf_token"}


def optional_tokens(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """A postprocessing hook of drf-spectacular, which declares all read-only fields as required."""
    for component in result["components"]["schemas"].values():
        if set(component.get("properties", {})) >= BY_MODE:
            component["required"] = [name for name in component["required"] if name not in BY_MODE]
    return result
