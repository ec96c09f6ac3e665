"""What every test may ask for: three people (owner, stranger, nobody), movies, and quiet surroundings."""

import gc
import itertools
import os
import signal
from collections.abc import Callable, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate
from django.db.transaction import Atomic
from rest_framework.test import APIClient
from rest_framework_simplejwt.tokens import AccessToken

from apps.core import extensions
from apps.core.caching import versions
from apps.core.caching.backend import Pause
from apps.core.caching.response_store import store
from apps.core.extensions import Extension
from apps.core.http.known_logins import known_logins
from apps.core.http.permissions import CURATORS, OPERATORS
from apps.core.jobs import background
from apps.core.tests.migrated import migrated_database, start_migrating
from apps.favorites.models import Rating
from apps.favorites.services.library import Rate, apply
from apps.movies.models import Genre, Movie
from apps.movies.models.text import search_document
from apps.movies.services.columns import forget_columns
from apps.movies.services.genres import forget_genres
from apps.movies.services.listing import counts, matches
from apps.recommendations.services.serving.known_histories import known_histories
from apps.recommendations.services.serving.model_cache import model_cache
from apps.recommendations.services.serving.versions import forget_versions

PASSWORD = "correct-horse-battery"
numbers = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Each test process has keys of its own in a Redis that it shares with others, and a database file of its own."""
    # Of the processes that start from here each has one core, as those of a server (gunicorn.conf.py).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A shell's jobs in the background ignore Ctrl-C, and so would what tests start and interrupt.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    settings.VAR_DIR.mkdir(exist_ok=True)
    # Servers that tests start collect static files while other test processes run.
    settings.STATIC_ROOT = settings.VAR_DIR / "no-static-files"
    settings.CACHES["default"]["KEY_PREFIX"] = f"test-{os.getpid()}"
    if config.getoption("numprocesses", None) and connections["default"].vendor == "sqlite":
        start_migrating()  # while the test processes import the tests


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is there by now stays until the end, so no collection of garbage looks at it again, and there are fewer of them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def forget_everything() -> None:
    """Empties the cache, but of a Redis only what this process put there: it may be somebody's."""
    Pause.until = 0.0  # or a cache that was down in one test would be left alone in the next
    store.clear()
    known_logins.clear()
    versions.end_lease()
    forget_columns()
    counts.facts.clear()
    matches.facts.clear()
    forget_genres()
    forget_versions()
    known_histories.clear()
    model_cache.clear()
    if settings.REDIS_URL:
        cache.delete_pattern("*")
    else:
        cache.clear()


@pytest.fixture(autouse=True)
def quiet_surroundings(settings, monkeypatch):
    """No throttles, no threads, no TMDb, no exploration, fast passwords, plain static files, an empty cache."""
    settings.RECOMMENDER_EXPLORATION = 0
    settings.THROTTLES = settings.TASKS_IN_THREADS = False
    settings.TMDB_API_KEY = ""
    monkeypatch.setattr(versions, "LEASE", 0)
    # On a busy machine a small catalogue takes longer, and would be loaded in the background.
    monkeypatch.setattr("apps.recommendations.services.serving.model_cache.QUICK_SECONDS", 60)
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    forget_everything()
    yield
    forget_everything()


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings) -> bool:
    """On SQLite the database of the process is a copy of one that was migrated before."""
    if connections["default"].vendor != "sqlite":
        return request.config.getvalue("reuse_db")
    migrated_database(Path(settings.DATABASES["default"]["TEST"]["NAME"]))
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker):
    """Data versions move at once, also after the flush that follows a test which commits: most tests run inside a transaction that never ends."""

    def prepare(using: str, **kwargs: Any) -> None:
        versions.prepare(using, at_commit=False)

    core = apps.get_app_config("core")
    post_migrate.disconnect(versions.on_migrated, sender=core)
    post_migrate.connect(prepare, sender=core, weak=False)
    with django_db_blocker.unblock():
        prepare("default")
    yield
    if django_db_keepdb and connections["default"].vendor == "sqlite":
        connections["default"].close()
        name = settings.DATABASES["default"]["TEST"]["NAME"]
        for end in ("", "-wal", "-shm"):
            Path(f"{name}{end}").unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def commit_hooks(monkeypatch):
    """Run on_commit hooks when the transaction of the tested code ends, although that of the test stays open."""

    def run_hooks(connection: BaseDatabaseWrapper) -> None:
        atomics = connection.atomic_blocks
        if atomics and all(atomic._from_testcase for atomic in atomics) and not connection.needs_rollback:
            hooks, connection.run_on_commit = connection.run_on_commit, []
            for _, hook, _ in hooks:
                hook()

    def on_commit(connection: BaseDatabaseWrapper, *args: Any, **kwargs: Any) -> None:
        real_on_commit(connection, *args, **kwargs)
        run_hooks(connection)

    def leave(atomic: Atomic, *args: Any) -> None:
        real_leave(atomic, *args)
        run_hooks(connections[atomic.using or "default"])

    real_on_commit, real_leave = BaseDatabaseWrapper.on_commit, Atomic.__exit__
    monkeypatch.setattr(BaseDatabaseWrapper, "on_commit", on_commit)
    monkeypatch.setattr(Atomic, "__exit__", leave)


@pytest.fixture(scope="module")
def bundled_catalogue(django_db_setup, django_db_blocker, request) -> Iterator[str]:
    """The bundled catalogue, loaded once for a module, whose tests run inside its transaction; what the command printed."""
    connection, out, atomic = connections["default"], StringIO(), transaction.atomic()
    close = connection.close
    atomic._from_testcase = True  # type: ignore[attr-defined]  # as Django marks those around tests
    with django_db_blocker.unblock():
        connection.close = lambda: None  # type: ignore[method-assign]  # after a test it would end the transaction
        atomic.__enter__()
        call_command("load_catalogue", stdout=out)
    yield out.getvalue()
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)
        connection.close = close  # type: ignore[method-assign]


@pytest.fixture
def task_threads(settings, monkeypatch):
    """Queued tasks run in threads, as in a web process; the threads end with the test."""
    settings.TASKS_IN_THREADS = True
    runner = background.Runner()
    monkeypatch.setattr(background, "runner", runner)
    yield runner
    runner.stop()


@pytest.fixture
def empty_cache() -> Callable[[], None]:
    """Not cache.clear(): that would flush a shared Redis below the feet of the other test processes."""
    return forget_everything


@pytest.fixture
def replace_extensions(monkeypatch) -> Callable[..., None]:
    """Make the given parts, all of one kind, the only ones of their kind until the end of the test."""

    def replace(*parts: Extension) -> None:
        monkeypatch.setitem(extensions._parts, type(parts[0]), {part.name: part for part in parts})

    return replace


@pytest.fixture
def make_user(db) -> Callable[..., Any]:
    def make(name: str = "", **fields: Any) -> Any:
        name = name or f"user{next(numbers)}"
        return get_user_model().objects.create_user(
            email=f"{name}@example.com", password=PASSWORD, username=name, **fields
        )

    return make


@pytest.fixture
def client_of() -> Callable[..., APIClient]:
    """An API client that is logged in as `user` with an access token of no login session, or as nobody."""

    def client(user: Any = None) -> APIClient:
        api = APIClient()
        if user is not None:
            api.force_authenticate(user, AccessToken.for_user(user))
        return api

    return client


@pytest.fixture
def owner(make_user) -> Any:
    return make_user("owner")


@pytest.fixture
def stranger(make_user) -> Any:
    return make_user("stranger")


@pytest.fixture
def curator(make_user) -> Any:
    user = make_user("curator")
    user.groups.add(Group.objects.get(name=CURATORS))
    return user


@pytest.fixture
def operator(make_user) -> Any:
    user = make_user("operator")
    user.groups.add(Group.objects.get(name=OPERATORS))
    return user


@pytest.fixture
def superuser(make_user) -> Any:
    return make_user("superuser", is_staff=True, is_superuser=True)


@pytest.fixture
def staff(make_user) -> Any:
    return make_user("staff", is_staff=True)


@pytest.fixture
def as_owner(client_of, owner) -> APIClient:
    return client_of(owner)


@pytest.fixture
def as_stranger(client_of, stranger) -> APIClient:
    return client_of(stranger)


@pytest.fixture
def as_curator(client_of, curator) -> APIClient:
    return client_of(curator)


@pytest.fixture
def as_staff(client_of, staff) -> APIClient:
    return client_of(staff)


@pytest.fixture
def anonymous(client_of) -> APIClient:
    return client_of()


@pytest.fixture
def make_genre(db) -> Callable[..., Genre]:
    def make(name: str = "Drama", **fields: Any) -> Genre:
        fields.setdefault("tmdb_id", 10_000 + next(numbers))
        return Genre.objects.get_or_create(name=name, defaults=fields)[0]

    return make


@pytest.fixture
def make_movie(make_genre) -> Callable[..., Movie]:
    def make(title: str = "", *, genres: tuple[str, ...] = ("Drama",), **fields: Any) -> Movie:
        number = next(numbers)
        fields.setdefault("tmdb_id", 500_000 + number)
        fields.setdefault("release_date", date(1990 + number % 30, 1 + number % 12, 1))
        fields.setdefault("vote_average", 5 + number % 5)
        fields.setdefault("vote_count", 1000 + number)
        fields.setdefault("popularity", 10 + number % 90)
        fields.setdefault("original_language", "en")
        movie = Movie.objects.create(title=title or f"Movie {number}", **fields)
        movie.genres.set([make_genre(name) for name in genres])
        return movie

    return make


@pytest.fixture
def rate(db) -> Callable[..., Rating]:
    """Rate a movie as any request would: with all effects of a library write."""

    def write(user: Any, movie: Movie, rating: float, **fields: Any) -> Rating:
        change = Rate(movie_id=movie.pk, rating=rating, **fields)
        return apply(user_id=user.pk, changes=[change])["ratings"].rows[movie.pk]

    return write


@pytest.fixture
def make_movies(make_genre) -> Callable[[int], list[Movie]]:
    """Many movies at once, in bulk, each with one of four genres."""

    def make(count: int) -> list[Movie]:
        genres = [make_genre(name) for name in ("Drama", "Comedy", "Action", "Horror")]
        first = next(numbers) * 100_000 + 1_000_000
        movies = Movie.objects.bulk_create(
            Movie(
                tmdb_id=first + n,
                title=f"Film {n}",
                search_text=search_document([f"Film {n}"]),
                release_date=date(1960 + n % 60, 1 + n % 12, 1 + n % 28),
                vote_average=4 + (n % 50) / 10,
                vote_count=100 + n,
                popularity=n % 500,
                original_language="en",
            )
            for n in range(count)
        )
        through = Movie.genres.through
        through.objects.bulk_create(
            through(movie_id=movie.pk, genre_id=genres[n % 4].pk) for n, movie in enumerate(movies)
        )
        return movies

    return make
