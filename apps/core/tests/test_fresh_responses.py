"""Two servers with one database: a change by way of one is in the next response of every process of the other."""

import sqlite3
from contextlib import closing

import pytest

from apps.core.tests.serving import serving

API = "/api/v1/movies/"
ACCOUNT = {"email": "curator@example.com", "username": "curator", "password": "correct-horse-battery"}
ASKED = 6  # so that both processes of a server are asked


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh")
    (folder / "other").mkdir()
    database = folder / "served.sqlite3"
    with serving(folder, THROTTLES="off") as one:
        assert one.request("POST", "/api/v1/auth/users/", ACCOUNT)[0] == 201
        with closing(sqlite3.connect(database)) as table, table:
            table.execute("UPDATE users_user SET is_superuser = true, is_staff = true")
        with serving(folder / "other", THROTTLES="off", DATABASE_URL=f"sqlite:///{database}") as other:
            yield one, other


def test_a_logout_is_known_to_every_process(servers):
    one = servers[0]
    tokens = one.request("POST", "/api/v1/auth/login/", ACCOUNT)[2]
    sent = {"Authorization": f"Bearer {tokens['access']}"}
    for server in servers * ASKED:
        assert server.request("GET", f"{API}movies/", **sent)[0] == 200
    status, _, answer = one.request("POST", "/api/v1/auth/logout/", {"refresh": tokens["refresh"]}, **sent)
    assert status < 300, answer
    assert {server.request("GET", f"{API}movies/", **sent)[0] for server in servers * ASKED} == {401}


def test_every_edit_is_in_the_next_response_of_every_process(servers):
    one, other = servers
    token = one.request("POST", "/api/v1/auth/login/", ACCOUNT)[2]["access"]

    def write(method: str, path: str, body: dict | None = None) -> dict:
        status, _, answer = one.request(method, API + path, body, Authorization=f"Bearer {token}")
        assert status < 300, answer
        return answer

    genre = write("POST", "genres/", {"name": "Crime"})["id"]
    movie = write("POST", "movies/", {"tmdb_id": 949, "title": "Heat", "genres": [genre], "popularity": 9})[
        "id"
    ]
    duplicate = write("POST", "movies/", {"tmdb_id": 950, "title": "Heet"})["id"]
    shown = [
        "movies/",
        f"movies/{movie}/",
        "movies/?search=heat",
        "movies/popular/",
        f"movies/?genre={genre}",
    ]
    shown += [
        "movies/trending/",
        "movies/top-rated/",
        "movies/search/?q=heat",
        f"movies/tmdb/{949}/",
        "genres/",
    ]
    shown += [f"movies/{movie}/credits/", "movies/find/?tmdb_id=949", "search/suggest/?q=heat"]

    def texts(path: str) -> list[str]:
        answers = [other.request("GET", API + path) for _ in range(ASKED)]
        return [f"{status} {answer}" for status, _, answer in answers]

    paths = [path for path in shown if texts(path)[0].startswith("200")]
    assert len(paths) >= 10, [texts(path)[0] for path in shown]
    edits = [
        ("PATCH", f"movies/{movie}/", {"title": "Heat, restored"}, "Heat, restored", "movies/"),
        ("PATCH", f"genres/{genre}/", {"name": "Neo noir"}, "Neo noir", "genres/"),
        ("PATCH", f"genres/{genre}/", {"name": "Film noir"}, "Film noir", f"movies/{movie}/"),
        ("DELETE", f"movies/{duplicate}/", None, "", "movies/"),
    ]
    for method, path, body, expected, seen_at in edits:
        before = texts(seen_at)
        write(method, path, body)
        after = texts(seen_at)
        assert all(expected in text for text in after), (path, after)
        assert before[-1] not in after
    stored = [text for path in paths for text in texts(path)]  # by every process
    assert any("Heat" in text for text in stored)
    write("DELETE", f"movies/{movie}/")
    for path in paths:
        assert not any("Heat" in text for text in texts(path)), path
