"""Each query parameter of each read, with a value that it cannot have: a 400 that names it, never all rows."""

from typing import Any

from apps.core.tests.contract import api_schema
from apps.core.tests.test_routes_and_roles import build_world, path_in
from apps.movies.models import Movie

ABSURD = "~nonsense~"
# Of pages: 404, or the usual size. Of texts that are looked for: nothing is found. The others name a format and a secret.
OTHERS = {"page", "page_size", "q", "search", "format", "share_token"}
NEEDED = {"movies/search/": {"q": "film"}, "search/suggest/": {"q": "film"}}


def count_of(data: Any) -> int:
    return data.get("count", len(data.get("results", ()))) if isinstance(data, dict) else len(data)


def test_absurd_values_are_refused(owner, superuser, make_user, make_movies, make_genre, client_of):
    world = build_world(owner, make_user, make_movies, make_genre)
    world["items"] = world["playlists"]
    Movie.objects.filter(pk=world["movie"]).update(imdb_id="tt0113277")
    silent, checked = [], 0
    for path, operations in api_schema()["paths"].items():
        parameters = operations.get("get", {}).get("parameters", [])
        names = {one["name"] for one in parameters if one["in"] == "query"}
        if not names:
            continue
        address = path_in(world, path)
        client = client_of(owner)
        if client.get(address).status_code == 403:
            client = client_of(superuser)
        base = next((query for end, query in NEEDED.items() if path.endswith(end)), {})
        if path.endswith("movies/find/"):
            base = {"imdb_id": "tt0113277"}
        pending = names - OTHERS
        while pending:  # an answer names several, but not all that are wrong
            response = client.get(address, base | dict.fromkeys(sorted(pending), ABSURD))
            named = pending & set(response.json()) if response.status_code == 400 else set()
            if not named:
                silent.append((path, sorted(pending), response.status_code))
                break
            checked += len(named)
            pending -= named
        for name in {"search", "q"} & names:
            all_rows = count_of(client.get(address, base).json())
            if all_rows and count_of(client.get(address, {name: ABSURD}).json()):
                silent.append((path, name, "finds all"))
    assert silent == []
    assert checked > 300
