"""Versions of data: which writes move them, and when."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from django.db import OperationalError, connection, transaction

from apps.core.caching import versions
from apps.core.caching.versions import changed_rows, data_versions, leased_versions, noted_as_one, settle
from apps.core.extensions import TrackedTables, registered
from apps.core.models import ChangedRow, DataVersion, PendingRow, UserVersion
from apps.core.tests.migrated import migrated_database
from apps.core.tests.serving import ROOT
from apps.favorites.models import Rating
from apps.movies.models import Credit, Genre, Movie, Person, Tag
from apps.recommendations.models import WeightProfile


def moved_by(name: str, write) -> int:
    before = data_versions()[name]
    write()
    return data_versions()[name] - before


@pytest.mark.django_db
def test_every_way_of_writing_a_tracked_table_moves_its_version(make_movie, make_genre):
    movie, genre = make_movie(title="Heat"), make_genre(name="Crime")
    writes = [
        lambda: Movie.objects.filter(pk=movie.pk).update(title="Heat (1995)"),
        lambda: Movie.objects.bulk_create([Movie(title="Ronin")]),
        movie.save,
        lambda: movie.genres.add(genre),
        lambda: movie.genres.remove(genre),
        lambda: Genre.objects.filter(pk=genre.pk).delete(),
        movie.delete,
        lambda: connection.cursor().execute("UPDATE movies_movie SET title = 'x'"),
    ]
    for number, write in enumerate(writes):
        assert moved_by("catalogue", write) > 0, number
    assert moved_by("recommender", lambda: WeightProfile.objects.update(weights={})) > 0
    assert moved_by("catalogue", lambda: WeightProfile.objects.update(weights={})) == 0


@pytest.mark.django_db
def test_it_is_known_which_movies_have_changed_since_a_number(make_movie, make_genre):
    movie, other, genre = make_movie(title="Heat"), make_movie(title="Ronin"), make_genre(name="Crime")
    person, tag = Person.objects.create(name="Al Pacino"), Tag.objects.create(name="heist")
    first, second = movie.pk, other.pk
    crime_links = Movie.genres.through.objects.filter(genre=genre)
    movie.tags.add(tag)
    writes = {
        "title": (lambda: Movie.objects.filter(pk=movie.pk).update(title="Heat (1995)"), [first]),
        "saved": (movie.save, [first]),
        "genre": (lambda: movie.genres.add(genre), [first]),
        "moved link": (lambda: crime_links.update(movie=other), [first, second]),
        "no genre": (other.genres.clear, [second]),
        "keyword": (movie.tags.clear, [first]),
        "credit": (
            lambda: Credit.objects.create(movie=other, person=person, kind="cast", position=0),
            [second],
        ),
        "sql": (lambda: connection.cursor().execute("UPDATE movies_movie SET runtime = 7"), [first, second]),
        "rating": (lambda: Movie.objects.update(community_count=7), []),
        "another table": (lambda: Genre.objects.filter(pk=genre.pk).update(name="x"), []),
        "deleted": (movie.delete, [first]),
        "gone": (lambda: Movie.all_objects.filter(pk=other.pk).delete(), [second]),
    }
    numbers = [data_versions()["catalogue"]]
    for name, (write, changed) in writes.items():
        write()
        present, ids = changed_rows("catalogue", numbers[-1])
        assert (name, set(ids)) == (name, set(changed))
        assert present == data_versions()["catalogue"]
        numbers.append(present)
    assert not PendingRow.objects.exists()
    assert len(changed_rows("catalogue", numbers[0])[1]) == 2


@pytest.mark.django_db
def test_it_is_not_known_which_rows_have_changed_after_a_migration_or_of_a_later_number(make_movie):
    make_movie()
    before = data_versions()["catalogue"]
    assert changed_rows("catalogue", before) == (before, [])
    assert changed_rows("catalogue", before + 1) is None  # a backup was restored
    versions.on_migrated(using="default", plan=["a migration"])
    assert changed_rows("catalogue", before) is None
    present = data_versions()["catalogue"]
    assert changed_rows("catalogue", present) == (present, [])
    ChangedRow.objects.all().delete()
    assert changed_rows("catalogue", present) is None


@pytest.mark.django_db
def test_of_many_changed_rows_it_is_not_said_which_they_are(make_movies, monkeypatch):
    monkeypatch.setattr(versions, "MOST_CHANGED", 50)
    before = data_versions()["catalogue"]
    make_movies(versions.MOST_CHANGED)
    assert len(changed_rows("catalogue", before)[1]) == versions.MOST_CHANGED
    make_movies(1)
    assert changed_rows("catalogue", before) is None


@pytest.mark.django_db(transaction=True)
def test_changes_of_a_transaction_that_ends_later_have_its_later_number(make_movie):
    versions.prepare("default")  # as in production
    movie, other = make_movie(title="Heat"), make_movie(title="Ronin")
    before = data_versions()["catalogue"]

    def change_other() -> None:
        Movie.objects.filter(pk=other.pk).update(title="Ronin (1998)")
        connection.close()

    if connection.vendor == "postgresql":
        with transaction.atomic():
            Movie.objects.filter(pk=movie.pk).update(title="Heat (1995)")
            thread = threading.Thread(target=change_other)
            thread.start()
            thread.join()
        between, ids = DataVersion.objects.get(name="catalogue").number - 1, [movie.pk]
    else:  # one writer at a time
        change_other()
        between, ids = data_versions()["catalogue"], []
    assert set(changed_rows("catalogue", before)[1]) == {other.pk, *ids}
    assert changed_rows("catalogue", between)[1] == ids
    versions.prepare("default", at_commit=False)


@pytest.mark.django_db
def test_ratings_and_times_of_synchronisation_do_not_move_the_catalogue(as_owner, make_movie):
    movie = make_movie(title="Heat")

    def rate() -> None:
        body = {"movie": movie.pk, "rating": 8}
        assert as_owner.post("/api/v1/favorites/ratings/", body).status_code == 201

    assert moved_by("catalogue", rate) == 0
    movie.refresh_from_db()
    assert movie.community_count == 1
    assert moved_by("catalogue", lambda: Movie.objects.update(synced_at=None)) == 0


@pytest.mark.django_db
def test_what_tells_a_users_taste_moves_their_history(as_owner, owner, stranger, make_movie):
    movie, api = make_movie(title="Heat"), "/api/v1"

    def moved(user, write) -> list[bool]:
        before = UserVersion.objects.get(user=user)
        write()
        after = UserVersion.objects.get(user=user)
        return [after.number > before.number, after.history > before.history]

    writes = {
        "rating": lambda: as_owner.post(f"{api}/favorites/ratings/", {"movie": movie.pk, "rating": 8}),
        "again": lambda: as_owner.post(f"{api}/favorites/ratings/", {"movie": movie.pk, "rating": 9}),
        "favorite": lambda: as_owner.post(f"{api}/favorites/favorites/", {"movie": movie.pk}),
        "viewing": lambda: as_owner.post(f"{api}/movies/watch-history/", {"movie": movie.pk}),
        "feedback": lambda: as_owner.post(
            f"{api}/recommendations/feedback/", {"movie": movie.pk, "feedback_type": "like"}
        ),
        "deletion": lambda: Rating.objects.filter(user=owner).delete(),
    }
    for name, write in writes.items():
        assert moved(owner, write) == [True, True], name
        assert moved(stranger, write) == [False, False], name
    body = {"movie": make_movie(title="Ronin").pk}
    assert moved(owner, lambda: as_owner.post(f"{api}/favorites/watchlist/", body)) == [True, False]


def test_a_database_with_triggers_can_be_migrated_back_and_forth(tmp_path):
    migrated_database(tmp_path / "old.sqlite3")
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'old.sqlite3'}", "DEBUG": "true"}
    code = "from django.core.management import call_command as c; c('migrate', 'core', '0008'); c('migrate')"
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "old.sqlite3")) as database:
        [(triggers,)] = database.execute(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%history%'"
        )
    assert triggers > 0


@pytest.mark.django_db(transaction=True)
def test_a_number_moves_with_the_commit_and_not_with_a_rollback(make_movie):
    versions.prepare("default")  # as in production
    movie = make_movie(title="Heat")
    before, seen = data_versions(), []

    def look() -> None:
        thread = threading.Thread(target=lambda: (seen.append(data_versions()), connection.close()))
        thread.start()
        thread.join()

    with transaction.atomic():
        Movie.objects.filter(pk=movie.pk).update(title="Ronin")
        Genre.objects.create(name="Crime")
        look()
    assert seen == [before]
    committed = data_versions()
    assert committed["catalogue"] > before["catalogue"]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Movie.objects.filter(pk=movie.pk).update(title="Heat")
        1 / 0  # noqa: B018
    assert data_versions() == committed
    versions.prepare("default", at_commit=False)


@pytest.mark.django_db
def test_prepare_restores_a_trigger_that_is_missing_and_leaves_the_others(make_movie):
    make_movie()
    existing = triggers()
    name, table = next((name, table) for name, table in existing.items() if table == "movies_movie")
    with connection.cursor() as cursor:
        on_table = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{on_table}')
    versions.prepare("default", at_commit=False)
    assert triggers() == existing
    assert moved_by("catalogue", lambda: Movie.objects.update(title="x")) > 0


def triggers():
    with connection.cursor() as cursor:
        is_postgresql = connection.vendor == "postgresql"
        query = versions.EXISTING_ON_POSTGRESQL if is_postgresql else versions.EXISTING_ON_SQLITE
        cursor.execute(query, [f"{versions.PREFIX}%"])
        return dict(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_many_rows_that_are_loaded_are_noted_as_one_change(make_movies):
    versions.prepare("default")  # as in production
    before, existing = data_versions(), triggers()
    with transaction.atomic(), noted_as_one("catalogue"):
        make_movies(3)
    after = data_versions()
    assert after["catalogue"] == before["catalogue"] + 1
    assert {name for name in after if after[name] != before[name]} == {"catalogue"}
    known = changed_rows("catalogue", before["catalogue"])
    assert known is None or len(known[1]) == 3
    assert changed_rows("catalogue", after["catalogue"]) == (after["catalogue"], [])
    assert triggers() == existing
    movie = Movie.objects.first()
    assert moved_by("catalogue", movie.save) == 1
    assert changed_rows("catalogue", after["catalogue"])[1] == [movie.pk]


@pytest.mark.django_db(transaction=True)
def test_a_load_that_writes_nothing_or_fails_moves_nothing(make_movies):
    versions.prepare("default")  # as in production
    before, existing = data_versions(), triggers()
    with transaction.atomic(), noted_as_one("catalogue"):
        Movie.objects.filter(title="none").update(title="x")
    assert data_versions() == before
    with pytest.raises(ZeroDivisionError), transaction.atomic(), noted_as_one("catalogue"):
        make_movies(3)
        1 / 0  # noqa: B018
    assert (data_versions(), triggers()) == (before, existing)


def test_every_tracked_table_names_fields_that_it_has():
    for part in registered(TrackedTables):
        for model, ignored in part.tables.items():
            assert set(ignored) <= {field.name for field in model._meta.concrete_fields}, model


@pytest.mark.django_db
def test_whoever_has_changed_something_waits_until_older_leases_have_ended(make_movie, monkeypatch):
    waits: list[float] = []
    monkeypatch.setattr(versions, "LEASE", 60)
    monkeypatch.setattr(versions.time, "sleep", waits.append)
    before = leased_versions()
    settle(before)
    assert waits == []
    make_movie()
    assert leased_versions() == before  # within LEASE of the first question
    settle(before)
    assert waits == [60]
    assert leased_versions() == data_versions() != before


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL changes tables in place")
@pytest.mark.django_db
def test_a_migration_may_make_a_table_anew_that_triggers_of_others_name():
    def make_anew() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE new__core_userversion AS SELECT * FROM core_userversion")
            cursor.execute("DROP TABLE core_userversion")
            cursor.execute("ALTER TABLE new__core_userversion RENAME TO core_userversion")

    with pytest.raises(OperationalError):
        make_anew()
    before = data_versions()
    versions.on_migrating(using="default", plan=["a migration"])
    make_anew()
    versions.on_migrated(using="default", plan=["a migration"])
    assert all(number > before[name] for name, number in data_versions().items() if name in before)
    assert moved_by("catalogue", lambda: Genre.objects.create(name="Crime")) > 0
