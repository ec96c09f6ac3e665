"""The diary: what an entry carries, its date, and the calendar of the user's time zone."""

import csv
import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.favorites.models import Rating, WatchlistItem
from apps.favorites.services.exports import diary_csv
from apps.favorites.services.library import AddToWatchlist, Watch, apply
from apps.movies.models import WatchHistory
from apps.movies.services.merge import merge_movies

pytestmark = pytest.mark.django_db
DIARY = "/api/v1/movies/watch-history/"
STATS = "/api/v1/auth/profiles/stats/"
PROFILE = "/api/v1/auth/profiles/me/"
IMPORT = "/api/v1/favorites/import/"
RATINGS = "/api/v1/favorites/ratings/"
NEW_YORK = "America/New_York"


def letterboxd(rows, name="diary.csv"):
    head = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
    return SimpleUploadedFile(name, (head + rows).encode())


@pytest.fixture
def in_new_york(as_owner):
    assert as_owner.patch(PROFILE, {"time_zone": NEW_YORK}).status_code == 200


def test_an_entry_carries_what_was_thought_of_that_evening(as_owner, make_movie):
    movie = make_movie()
    details = {
        "rating": 7.5, "review": "Better than in 1999.", "tags": ["cinema", "with Ada"], "note": "row 7",
        "liked": True, "is_rewatch": True,
    }  # fmt: skip
    made = as_owner.post(DIARY, {"movie": movie.pk, "watched_at": "2024-05-01T20:15:00Z", **details})
    assert made.status_code == 201
    stored = as_owner.get(f"{DIARY}{made.data['id']}/").json()
    assert {name: stored[name] for name in details} == details
    assert (stored["precision"], stored["watched_at"]) == ("exact", "2024-05-01T20:15:00Z")
    assert as_owner.get(f"{RATINGS}movie/{movie.pk}/").data["rating"] == 7.5
    changed = as_owner.patch(f"{DIARY}{made.data['id']}/", {"rating": None, "tags": [], "liked": False})
    assert (changed.data["rating"], changed.data["tags"], changed.data["liked"]) == (None, [], False)
    assert changed.data["review"] == details["review"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rating", 11), ("rating", 7.3), ("rating", True), ("tags", "x"), ("tags", [""]), ("tags", [{}]),
        ("tags", ["a" * 101]), ("tags", [str(n) for n in range(51)]), ("note", "a" * 1001),
        ("review", "a" * 5001), ("liked", "perhaps"), ("watched_at", "2024-13-01"), ("watched_at", "1800-01-01"),
        ("watched_at", "2999-01-01"), ("watched_at", "unknown"), ("watched_at", 5),
    ],
)  # fmt: skip
def test_details_that_cannot_be_are_refused(as_owner, make_movie, field, value):
    answer = as_owner.post(DIARY, {"movie": make_movie().pk, field: value})
    assert answer.status_code == 400
    assert field in answer.data
    assert not WatchHistory.objects.exists()


def test_the_rating_of_the_movie_is_the_newest_that_has_a_value(as_owner, owner, make_movie):
    movie = make_movie()
    for day, rating in (("2022-01-01", 6), ("2020-01-01", 9), ("2023-01-01", None)):
        as_owner.post(DIARY, {"movie": movie.pk, "watched_at": day, "rating": rating, "review": day})
    assert Rating.objects.get().rating == 6
    assert set(WatchHistory.objects.values_list("review", flat=True)) == {
        "2022-01-01", "2020-01-01", "2023-01-01",
    }  # fmt: skip
    newest = WatchHistory.objects.get(review="2023-01-01")
    as_owner.patch(f"{DIARY}{newest.pk}/", {"rating": 3})
    assert Rating.objects.get().rating == 3
    oldest = WatchHistory.objects.get(review="2020-01-01")
    as_owner.patch(f"{DIARY}{oldest.pk}/", {"rating": 10})
    assert Rating.objects.get().rating == 3
    as_owner.delete(f"{DIARY}{newest.pk}/")
    assert Rating.objects.get().rating == 6


def test_seen_on_an_unknown_day_counts_and_is_in_no_calendar(as_owner, owner, make_movie):
    movie = make_movie()
    apply(user_id=owner.pk, changes=[AddToWatchlist(movie_id=movie.pk)])
    made = as_owner.post(DIARY, {"movie": movie.pk, "watched_at": None})
    assert (made.data["watched_at"], made.data["precision"]) == (None, "unknown")
    assert not WatchlistItem.objects.exists()
    assert as_owner.get(f"/api/v1/movies/movies/{movie.pk}/").data["me"]["watched"]
    stats = as_owner.get(STATS).data
    assert (stats["viewings"], stats["first_watched_at"], stats["current_streak_days"]) == (1, None, 0)
    assert not any(month["watched"] for month in stats["months"])
    year = as_owner.get(f"{STATS}year/{datetime.now(UTC).year}/").data
    assert (year["viewings"], year["busiest_month"]) == (0, None)
    assert as_owner.get(f"{DIARY}?watched_after=1900-01-01T00:00:00Z").data["count"] == 0
    dated = as_owner.patch(f"{DIARY}{made.data['id']}/", {"watched_at": "2024-02-03"}).data
    assert (dated["precision"], dated["watched_on"]) == ("day", "2024-02-03")
    assert as_owner.get(f"{DIARY}?day=2024-02-03").data["count"] == 1


@pytest.mark.parametrize("first", ["api", "import"])
def test_one_evening_of_two_sources_is_one_viewing(as_owner, make_movie, in_new_york, first):
    """At 20:15 in New York it is the next day in UTC."""
    movie = make_movie("Heat", release_date=date(1995, 1, 1))
    trakt = f'[{{"watched_at": "2024-02-01T01:15:00Z", "movie": {{"ids": {{"tmdb": {movie.tmdb_id}}}}}}}]'
    files = [letterboxd("2024-01-31,Heat,1995,u,4,Yes,cinema,2024-01-31\n")]
    files.insert(first == "import", SimpleUploadedFile("watched-history-1.json", trakt.encode()))
    for file in files:
        assert as_owner.post(IMPORT, {"file": file}, format="multipart").status_code == 202
    row = WatchHistory.objects.get()
    assert row.watched_at == datetime(2024, 2, 1, 1, 15, tzinfo=UTC)
    assert (row.precision, row.rating, row.tags, row.is_rewatch) == ("exact", 8, ["cinema"], True)


def test_a_date_alone_is_that_day_in_the_zone_everywhere(as_owner, make_movie, in_new_york):
    movies = [make_movie("Heat", release_date=date(1995, 1, 1)), make_movie()]
    as_owner.post(DIARY, {"movie": movies[1].pk, "watched_at": "2024-01-31"})
    file = letterboxd("2024-01-31,Heat,1995,u,,,,2024-01-31\n")
    as_owner.post(IMPORT, {"file": file}, format="multipart")
    noon = datetime(2024, 1, 31, 12, tzinfo=ZoneInfo(NEW_YORK))
    assert set(WatchHistory.objects.values_list("watched_at", "watched_on")) == {(noon, date(2024, 1, 31))}
    as_owner.patch(PROFILE, {"time_zone": "Pacific/Auckland"})
    assert as_owner.get(f"{DIARY}?day=2024-01-31").data["count"] == 2


def test_days_months_and_years_follow_the_zone(as_owner, owner, make_movie):
    movie = make_movie()
    moments = ["2024-11-10T21:00-05:00", "2024-11-11T15:00-05:00", "2024-11-12T21:00-05:00",
               "2023-12-31T22:30-05:00"]  # fmt: skip
    for moment in moments:
        as_owner.post(DIARY, {"movie": movie.pk, "watched_at": moment})
    assert as_owner.get(STATS).data["longest_streak_days"] == 1
    assert as_owner.get(f"{STATS}?tz={NEW_YORK}").data["longest_streak_days"] == 3
    assert as_owner.get(f"{STATS}year/2023/").data["viewings"] == 0
    as_owner.patch(PROFILE, {"time_zone": NEW_YORK})
    assert as_owner.get(STATS).data["longest_streak_days"] == 3
    year = as_owner.get(f"{STATS}year/2023/").data
    assert (year["viewings"], year["busiest_month"]) == (1, "2023-12")
    assert as_owner.get(f"{STATS}year/2024/").data["rewatches"] == 3
    assert as_owner.get(f"{STATS}?tz=Mars/Olympus").status_code == 400
    with time_machine.travel(datetime(2024, 11, 13, 3, tzinfo=UTC), tick=False):  # the 12th in New York
        assert as_owner.get(STATS).data["current_streak_days"] == 3


def test_the_csv_export_has_days_of_the_zone(as_owner, owner, make_movie, in_new_york):
    movie = make_movie("Heat")
    apply(user_id=owner.pk, changes=[
        Watch(movie_id=movie.pk, watched_at=datetime(2024, 1, 2, 4, 30, tzinfo=UTC), tags=["a", "b"]),
        Watch(movie_id=movie.pk, watched_at=date(2024, 3, 1), rating=9),
    ])  # fmt: skip
    heading, first, second = diary_csv(owner, ZoneInfo(NEW_YORK))
    first, second = dict(zip(heading, first, strict=True)), dict(zip(heading, second, strict=True))
    assert (first["WatchedDate"], first["Rewatch"], first["Tags"]) == ("2024-01-01", "false", "a, b")
    assert (second["WatchedDate"], second["Rewatch"], second["Rating"]) == ("2024-03-01", "true", "4.5")


@pytest.mark.parametrize(
    ("header", "stored"), [("Europe/Rome", "Europe/Rome"), ("Mars", "UTC"), (None, "UTC")]
)
def test_the_zone_at_registration_is_the_client_s(anonymous, db, header, stored):
    headers = {"X-Timezone": header} if header else {}
    body = {"email": "ada@example.org", "password": "correct-horse-battery"}
    made = anonymous.post("/api/v1/auth/users/", body, headers=headers)
    assert made.status_code == 201
    assert made.data["profile"]["time_zone"] == stored


@pytest.mark.parametrize("name", ["Mars", "", None, "localtime", "../etc/passwd", "europe/rome", "UTC\0", 5])
def test_an_unknown_zone_is_refused(as_owner, name):
    answer = as_owner.patch(PROFILE, {"time_zone": name})
    assert (answer.status_code, list(answer.data)) == (400, ["time_zone"])


def test_the_export_brings_every_entry_back(as_owner, owner, make_movie, in_new_york):
    movies = [make_movie(), make_movie(), make_movie()]
    apply(user_id=owner.pk, changes=[
        Watch(movie_id=movies[0].pk, watched_at=date(2024, 1, 31), rating=6, review="=)", tags=["a, b"]),
        Watch(movie_id=movies[1].pk, day_unknown=True, note="on a plane", liked=True),
        Watch(movie_id=movies[2].pk, watched_at=datetime(2024, 1, 1, tzinfo=UTC), is_rewatch=True),
    ])  # fmt: skip
    exported = as_owner.get("/api/v1/auth/users/me/export/").content
    fields = ("movie", "precision", "watched_on", "rating", "review", "tags", "note", "liked", "is_rewatch")
    before = list(WatchHistory.objects.order_by("movie").values(*fields))
    WatchHistory.objects.all().delete()
    Rating.objects.all().delete()
    for _ in range(2):
        file = SimpleUploadedFile("export.json", exported)
        assert as_owner.post(IMPORT, {"file": file}, format="multipart").status_code == 202
    assert list(WatchHistory.objects.order_by("movie").values(*fields)) == before


def test_a_review_in_the_diary_stays_private_when_the_csv_export_is_imported(as_owner, owner, make_movie):
    movies = [make_movie("Heat"), make_movie("Ronin")]
    apply(user_id=owner.pk, changes=[
        Watch(movie_id=movies[0].pk, watched_at=date(2024, 3, 1), rating=9, review="Only for me.", rates_movie=False),
        Watch(movie_id=movies[1].pk, day_unknown=True, review="Nor for you."),
    ])  # fmt: skip
    text = io.StringIO()
    csv.writer(text).writerows(diary_csv(owner, ZoneInfo(NEW_YORK)))
    before = list(WatchHistory.objects.order_by("movie").values("movie", "rating", "review", "precision"))
    for is_empty in (False, True):
        if is_empty:
            WatchHistory.objects.all().delete()
        file = SimpleUploadedFile("diary.csv", text.getvalue().encode())
        assert as_owner.post(IMPORT, {"file": file}, format="multipart").status_code == 202
        after = WatchHistory.objects.order_by("movie").values("movie", "rating", "review", "precision")
        assert list(after) == before
        assert not Rating.objects.exclude(review="").exists()


def test_merged_movies_keep_what_was_written_down_about_one_viewing(owner, stranger, make_movie):
    movie, other = make_movie("Heat"), make_movie("Heat")
    at = datetime(2024, 3, 1, 20, tzinfo=UTC)
    for user in (owner, stranger):
        apply(user_id=user.pk, changes=[
            Watch(movie_id=movie.pk, watched_at=at, tags=["cinema"]),
            Watch(movie_id=other.pk, watched_at=at, progress=50, note="row 7", tags=["left early"]),
            Watch(movie_id=other.pk, watched_at=date(2024, 4, 1)),
        ])  # fmt: skip
    merge_movies(keep=movie, duplicates=[other])
    for user in (owner, stranger):
        rows = WatchHistory.objects.filter(user=user).order_by("watched_at")
        found = [(row.movie_id, row.progress, row.tags, row.note) for row in rows]
        assert found == [(movie.pk, 100, ["cinema"], "row 7"), (movie.pk, 100, [], "")]
