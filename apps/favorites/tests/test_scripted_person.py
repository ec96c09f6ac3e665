"""One person's whole life here over real HTTP, and what another one sees of it before and after."""

import pytest
import requests

from apps.favorites.tests.import_files import zipped
from apps.movies.models import Movie

PASSWORD, NEW_PASSWORD = "long-enough-for-ada", "even-longer-for-ada"
FILMS = 500


class Person:
    """Somebody with a token in front of the API."""

    def __init__(self, server, name):
        self.api = f"{server.url}/api/v1/"
        self.session = requests.Session()
        body = {"email": f"{name}@example.com", "password": PASSWORD, "username": name}
        self.account = self.ask("post", "auth/users/", 201, json=body)
        self.carry(self.account)

    def carry(self, tokens):
        self.access, self.refresh = tokens["access"], tokens["refresh"]
        self.session.headers["Authorization"] = f"Bearer {self.access}"

    def ask(self, method, path, status=200, **options):
        url = path if path.startswith("http") else self.api + path
        answer = self.session.request(method, url, timeout=60, **options)
        assert answer.status_code == status, f"{method} {url}: {answer.status_code} {answer.text[:300]}"
        return answer.json() if answer.content else None

    def walk(self, path):
        page = self.ask("get", f"{path}?cursor=&page_size=100")
        while True:
            yield from page["results"]
            if page["next"] is None:
                return
            page = self.ask("get", page["next"])


def history(movies):
    head = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
    lines = (
        f"2024-01-{1 + n % 28:02d},{movie.title},{movie.release_date.year},u,{1 + n % 9 / 2},,,2024-01-{1 + n % 28:02d}\n"
        for n, movie in enumerate(movies)
    )
    return zipped(diary=head + "".join(lines))


@pytest.fixture
def server(transactional_db, live_server):
    return live_server


def test_a_person_comes_lives_here_and_goes(server, make_movies):
    seen = make_movies(FILMS + 60)[:FILMS]
    ada, eve = Person(server, "ada"), Person(server, "eve")

    job = ada.ask("post", "favorites/import/", 202, files={"file": ("letterboxd.zip", history(seen))})
    job = ada.ask("get", f"favorites/import/{job['id']}/")
    assert (job["status"], job["counts"]["watched"]["added"]) == ("done", FILMS)

    diary = {entry["movie"]["id"] for entry in ada.walk("movies/watch-history/")}
    assert diary == {movie.pk for movie in seen}
    assert ada.ask("get", "auth/profiles/stats/")["movies_watched"] == FILMS

    recommended = ada.ask("get", "recommendations/?page_size=100")["results"]
    assert recommended
    assert not diary & {row["movie"]["id"] for row in recommended}

    playlist = ada.ask("post", "favorites/playlists/", 201, json={"title": "Mine", "visibility": "unlisted"})
    path = f"favorites/playlists/{playlist['id']}/"
    added = ada.ask("post", f"{path}items/", json={"movies": [movie.pk for movie in seen[:5]]})
    assert {row["result"] for row in added["results"]} == {"added"}
    public = ada.ask("post", "favorites/playlists/", 201, json={"title": "For all", "visibility": "public"})
    rating = ada.ask(
        "patch", f"favorites/ratings/{first_rating(ada, seen[0])}/", json={"review": "Mine to say."}
    )

    eve.ask("get", path, 404)
    shared = f"favorites/playlists/shared/{playlist['share_token']}/"
    assert eve.ask("get", shared)["item_count"] == 5
    assert [row["title"] for row in eve.ask("get", "favorites/playlists/")["results"]] == ["For all"]
    reviews = f"movies/movies/{seen[0].pk}/ratings/"
    assert [row["id"] for row in eve.ask("get", reviews)["results"]] == [rating["id"]]

    old_refresh = ada.refresh
    tokens = ada.ask(
        "post", "auth/password/change/", json={"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    )
    ada.ask("get", "auth/users/me/", 401)
    del ada.session.headers["Authorization"]
    ada.ask("post", "auth/token/refresh/", 401, json={"refresh": old_refresh})
    ada.carry(tokens)

    export = ada.ask("get", "auth/users/me/export/")
    assert len(export["watch_history"]) == len(export["ratings"]) == FILMS
    assert {playlist["title"] for playlist in export["playlists"]} == {"Mine", "For all"}

    ada.ask("delete", "auth/users/me/", 204, json={"password": NEW_PASSWORD})
    ada.ask("get", "auth/users/me/", 401)
    for gone in (shared, path, f"favorites/playlists/{public['id']}/", f"auth/profiles/{ada.account['id']}/"):
        eve.ask("get", gone, 404)
    assert eve.ask("get", reviews)["results"] == eve.ask("get", "favorites/playlists/")["results"] == []
    assert not Movie.objects.filter(community_count__gt=0).exists()
    assert eve.ask("get", "movies/watch-history/")["count"] == 0


def first_rating(person, movie):
    return person.ask("get", f"favorites/ratings/movie/{movie.pk}/")["id"]
