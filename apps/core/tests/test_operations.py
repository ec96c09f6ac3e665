"""Random operations of two users and of curators leave what a model in memory says. OPERATIONS=500 tries more sequences."""

import json
import os
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.movies.models import Movie, WatchHistory
from apps.movies.services.merge import merge_movies
from conftest import forget_everything

API = "/api/v1"
EXAMPLES = int(os.environ.get("OPERATIONS", "6"))
START = datetime(2024, 6, 1, 6, 17, tzinfo=UTC)
LONG_AGO = datetime(1895, 3, 22, tzinfo=UTC)
STEP = timedelta(hours=5, minutes=1)
FILMS = 4
EXACT, DAY = "exact", "day"


@dataclass
class Library:
    """What one user has, by film. Of a viewing: precision, and the time or the day."""

    ratings: dict = field(default_factory=dict)
    favorites: set = field(default_factory=set)
    watchlist: list = field(default_factory=list)
    diary: dict = field(default_factory=lambda: defaultdict(list))
    removed: dict = field(default_factory=dict)

    def rate(self, film, value, moment, *, wins_ties=True):
        there = self.ratings.get(film)
        if there is None or moment > there[1] or (wins_ties and moment == there[1]):
            self.ratings[film] = (value, moment)

    def wish(self, film, now):
        if film not in [listed for listed, _ in self.watchlist]:
            self.watchlist.append((film, now))

    def unwish(self, film):
        self.watchlist = [entry for entry in self.watchlist if entry[0] != film]

    def same(self, film, viewing, claimed=()):
        """The index of the viewing that this one repeats."""
        own = [n for n in range(len(self.diary[film])) if n not in claimed]
        for n in own:
            if viewing[0] == EXACT and self.diary[film][n] == viewing:
                return n
        on_day = (n for n in own if is_one_evening(self.diary[film][n], viewing))
        return next(on_day, None)

    def watch(self, film, viewing, *, repeat=False):
        place = None if repeat else self.same(film, viewing)
        if place is None:
            self.diary[film].append(viewing)
        elif self.diary[film][place][0] == DAY and viewing[0] == EXACT:
            self.diary[film][place] = viewing
        else:
            return
        self.unwish(film)

    def merge(self, film, into):
        if film in self.ratings:
            self.rate(into, *self.ratings.pop(film))
        if film in self.favorites:
            self.favorites = self.favorites - {film} | {into}
        moved = self.merge_diary(film, into)
        listed = [entry for entry, _ in self.watchlist]
        if film in listed and into in listed:
            self.unwish(film)
        moved = moved or film in listed
        self.watchlist = [(into if entry == film else entry, at) for entry, at in self.watchlist]
        if moved:
            seen = [moment_of(viewing) for viewing in self.diary[into]]
            self.watchlist = [e for e in self.watchlist if e[0] != into or not any(at >= e[1] for at in seen)]
        if film in self.removed:
            self.removed[into] = max(self.removed.pop(film), self.removed.get(into, LONG_AGO))

    def merge_diary(self, film, into):
        """Viewings of one film are not compared with each other."""
        moving, claimed, rest = self.diary.pop(film, []), set(), []
        for viewing in moving:
            free = [n for n, there in enumerate(self.diary[into]) if there == viewing and n not in claimed]
            claimed |= set(free[:1])
            rest += [] if free else [viewing]
        added = []
        for viewing in rest:
            place = self.same(into, viewing, claimed)
            if place is None:
                added.append(viewing)
            else:
                claimed.add(place)
                if viewing[0] == EXACT:
                    self.diary[into][place] = viewing
        self.diary[into] += added
        return bool(moving)


def is_one_evening(one, other):
    return DAY in (one[0], other[0]) and one[1].date() == other[1].date()


def moment_of(viewing):
    return viewing[1] if viewing[0] == EXACT else viewing[1].replace(hour=12, minute=0)


def viewing_at(now, ago, precision):
    moment = now - timedelta(days=ago)
    return (precision, moment.replace(hour=0, minute=0) if precision == DAY else moment.replace(minute=0))


def text_of(viewing):
    return viewing[1].date().isoformat() if viewing[0] == DAY else viewing[1].isoformat()


class World:
    """The server and the model, which take the same operations."""

    def __init__(self, users, curator, movies):
        self.clients = [APIClient() for _ in users]
        for client, user in zip(self.clients, users, strict=True):
            client.force_authenticate(user)
        self.curator = APIClient()
        self.curator.force_authenticate(curator)
        self.users, self.movies = users, movies
        self.libraries = [Library() for _ in users]
        self.alias = list(range(len(movies)))
        self.deleted = set()
        self.now = START

    def film(self, number):
        while self.alias[number] != number:
            number = self.alias[number]
        return number

    def run(self, name, user, number, *arguments):
        self.now += STEP
        film = self.film(number)
        with time_machine.travel(self.now, tick=False):
            getattr(self, name)(user, number, film, *arguments)

    def post(self, user, path, film, body, *expected):
        response = self.clients[user].post(f"{API}/{path}", body, format="json")
        assert response.status_code in ((400, 404) if film in self.deleted else (200, 201)), response.data
        return film not in self.deleted

    def named(self, number):
        return {"tmdb_id": number + 1000}

    def delete_own(self, user, model, path, film):
        row = model.objects.filter(user=self.users[user], movie=self.movies[film]).first()
        if row is not None:
            assert self.clients[user].delete(f"{API}/{path}{row.pk}/").status_code in (204, 404)
        return row is not None and not model.objects.filter(pk=row.pk).exists()

    def rate(self, user, number, film, value):
        if self.post(user, "favorites/ratings/", film, self.named(number) | {"rating": value}):
            there = self.libraries[user].ratings.get(film)
            if there is None or there[0] != value:
                self.libraries[user].rate(film, value, max(self.now, there[1] if there else self.now))

    def unrate(self, user, number, film):
        if self.delete_own(user, Rating, "favorites/ratings/", film):
            self.libraries[user].ratings.pop(film)
            self.libraries[user].removed[film] = self.now

    def favorite(self, user, number, film):
        if self.post(user, "favorites/favorites/", film, self.named(number)):
            self.libraries[user].favorites.add(film)

    def unfavorite(self, user, number, film):
        if self.delete_own(user, Favorite, "favorites/favorites/", film):
            self.libraries[user].favorites.discard(film)

    def wish(self, user, number, film):
        if self.post(user, "favorites/watchlist/", film, self.named(number)):
            self.libraries[user].wish(film, self.now)

    def watch(self, user, number, film, ago, precision):
        viewing = viewing_at(self.now, ago, precision)
        body = self.named(number) | {"watched_at": text_of(viewing)}
        if self.post(user, "movies/watch-history/", film, body):
            self.libraries[user].watch(film, viewing, repeat=True)

    def sync(self, user, number, film, value, ago, precision):
        """A rating and a viewing of some days ago, and a favorite."""
        library, viewing = self.libraries[user], viewing_at(self.now, ago, precision)
        rated_at = self.now - timedelta(days=ago, seconds=1)
        name = self.named(number)
        body = {
            "ratings": {"add": [name | {"rating": value, "rated_at": rated_at.isoformat()}]},
            "watched": {"add": [name | {"watched_at": text_of(viewing)}]},
            "favorites": {"add": [name]},
        }
        response = self.clients[user].post(f"{API}/favorites/sync/", body, format="json")
        assert response.status_code == 200, response.data
        if film in self.deleted:
            assert all(response.data["not_found"][kind] for kind in body)
            return
        if film in library.ratings or library.removed.get(film, LONG_AGO) <= rated_at:
            library.rate(film, value, rated_at)
        library.watch(film, viewing)
        library.favorites.add(film)

    def upload(self, user, number, film, value, ago):
        """Our own format: a rating with a time, and a viewing on a day."""
        library, viewing = self.libraries[user], viewing_at(self.now, ago, DAY)
        rated_at = self.now - timedelta(days=ago, seconds=2)
        movie = {"movie": self.named(number)}
        content = {
            "ratings": [movie | {"rating": value, "rated_at": rated_at.isoformat()}],
            "watch_history": [movie | {"precision": "day", "watched_on": text_of(viewing)}],
        }
        file = SimpleUploadedFile("export.json", json.dumps(content).encode())
        job = self.clients[user].post(f"{API}/favorites/import/", {"file": file}, format="multipart").data
        assert job["status"] == "done"
        if film not in self.deleted:
            library.rate(film, value, rated_at, wins_ties=False)
            library.watch(film, viewing)

    def merge(self, user, number, film, other):
        into = self.film(other)
        if film == into or {film, into} & self.deleted:
            return
        merge_movies(
            keep=Movie.objects.get(pk=self.movies[into].pk),
            duplicates=[Movie.objects.get(pk=self.movies[film].pk)],
        )
        self.alias[film] = into
        for library in self.libraries:
            library.merge(film, into)

    def delete(self, user, number, film):
        response = self.curator.delete(f"{API}/movies/movies/{self.movies[film].pk}/")
        assert response.status_code == (404 if film in self.deleted else 204)
        self.deleted.add(film)

    def restore(self, user, number, film):
        if film in self.deleted:
            Movie.all_objects.get(pk=self.movies[film].pk).restore()
            self.deleted.discard(film)

    def check(self):
        with time_machine.travel(self.now, tick=False):
            for user, library in enumerate(self.libraries):
                self.check_library(user, library)
            for film in {self.film(n) for n in range(FILMS)} - self.deleted:
                self.check_community(film)

    def rows(self, user, path):
        return self.clients[user].get(f"{API}/{path}", {"page_size": 100}).data["results"]

    def check_library(self, user, library):
        films = {movie.pk: n for n, movie in enumerate(self.movies)}
        shown = {film for film in range(FILMS) if film not in self.deleted}
        ratings = {films[row["movie"]["id"]]: row["rating"] for row in self.rows(user, "favorites/ratings/")}
        assert ratings == {f: value for f, (value, _) in library.ratings.items() if f in shown}
        favorites = {films[row["movie"]["id"]] for row in self.rows(user, "favorites/favorites/")}
        assert favorites == library.favorites & shown
        watchlist = [films[row["movie"]["id"]] for row in self.rows(user, "favorites/watchlist/")]
        assert watchlist == [film for film, _ in library.watchlist if film in shown]
        diary = sorted(
            (films[row["movie"]["id"]], row["precision"], row["watched_on"] or row["watched_at"][:16])
            for row in self.rows(user, "movies/watch-history/")
        )
        assert diary == sorted(
            (film, viewing[0], text_of(viewing)[:16])
            for film, viewings in library.diary.items()
            for viewing in viewings
            if film in shown
        )
        assert WatchHistory.objects.filter(user=self.users[user]).count() == sum(
            map(len, library.diary.values())
        )
        positions = WatchlistItem.objects.filter(user=self.users[user]).order_by("position")
        assert [item.position for item in positions] == list(range(1, len(library.watchlist) + 1))

    def check_community(self, film):
        values = [library.ratings[film][0] for library in self.libraries if film in library.ratings]
        community = self.clients[0].get(f"{API}/movies/movies/{self.movies[film].pk}/").data["community"]
        assert community["count"] == len(values)
        assert community["average"] == (pytest.approx(sum(values) / len(values)) if values else None)


users, films = st.integers(0, 1), st.integers(0, FILMS - 1)
values, ago = st.integers(2, 20).map(lambda half: half / 2), st.integers(0, 3)
precisions = st.sampled_from([EXACT, DAY])
operations = st.one_of(
    st.tuples(st.just("rate"), users, films, values),
    st.tuples(st.sampled_from(["unrate", "favorite", "unfavorite", "wish", "wish"]), users, films),
    st.tuples(st.just("watch"), users, films, ago, precisions),
    st.tuples(st.just("sync"), users, films, values, ago, precisions),
    st.tuples(st.just("upload"), users, films, values, ago),
    st.tuples(st.just("merge"), users, films, films),
    st.tuples(st.sampled_from(["delete", "restore", "restore"]), users, films),
)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=EXAMPLES < 100,
    phases=set(Phase) - {Phase.shrink, Phase.explain},
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sequence=st.lists(operations, min_size=10, max_size=25))
def test_any_sequence_of_operations_leaves_what_the_model_says(
    sequence, owner, stranger, curator, make_movie, settings
):
    forget_everything()  # stored responses of versions that were rolled back
    with transaction.atomic():
        movies = [make_movie(f"Film {n}", tmdb_id=n + 1000) for n in range(FILMS)]
        world = World([owner, stranger], curator, movies)
        for operation in sequence:
            world.run(*operation)
        world.check()
        transaction.set_rollback(True)
