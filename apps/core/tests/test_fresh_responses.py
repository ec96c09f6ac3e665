"""Two servers with one database: a change by way of one is in the next response of every process of the other."""

import os
import subprocess
import sys

import pytest

from apps.core.tests.serving import ROOT, serving

API = "/api/v1/movies/"
PASSWORD = "correct-horse-battery"
SECRET = "for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGH"
ASKED = 6  # so that both processes of a server are asked


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh")
    (folder / "other").mkdir()
    database = f"sqlite:///{folder / 'served.sqlite3'}"
    with serving(folder, THROTTLES="off") as one:
        code = (
            "from django.contrib.auth import get_user_model as u;"
            f"u().objects.create_superuser(email='curator@example.com', username='curator', password='{PASSWORD}')"
        )
        environment = {"PATH": os.environ["PATH"], "DATABASE_URL": database, "DJANGO_SECRET_KEY": SECRET}
        command = [sys.executable, "manage.py", "shell", "-c", code]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=60)
        with serving(folder / "other", THROTTLES="off", DATABASE_URL=database) as other:
            yield one, other


def test_a_logout_is_known_to_every_process(servers):
    one = servers[0]
    body = {"email": "curator@example.com", "password": PASSWORD}
    tokens = one.request("POST", "/api/v1/auth/login/", body)[2]
    sent = {"Authorization": f"Bearer {tokens['access']}"}
    for server in servers * ASKED:
        assert server.request("GET", f"{API}movies/", **sent)[0] == 200
    status, _, answer = one.request("POST", "/api/v1/auth/logout/", {"refresh": tokens["refresh"]}, **sent)
    assert status < 300, answer
    assert {server.request("GET", f"{API}movies/", **sent)[0] for server in servers * ASKED} == {401}


def test_every_edit_is_in_the_next_response_of_every_process(servers):
    one, other = servers
    body = {"email": "curator@example.com", "password": PASSWORD}
    token = one.request("POST", "/api/v1/auth/login/", body)[2]["access"]

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
        before = {path: texts(path)[-1] for path in paths}
        write(method, path, body)
        after = texts(seen_at)
        assert all(expected in text for text in after), (path, after)
        assert before[seen_at] not in after
    write("DELETE", f"movies/{movie}/")
    for path in paths:
        assert not any("Heat" in text for text in texts(path)), path
