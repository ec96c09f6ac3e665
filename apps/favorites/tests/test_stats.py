from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from apps.favorites.models import Favorite, Rating
from apps.movies.models import Credit, Person, WatchHistory

URL = "/api/v1/auth/profiles/stats/"


@pytest.fixture
def watch(owner):
    def watch(movie, moment, progress=100):
        return WatchHistory.objects.create(user=owner, movie=movie, watched_at=moment, progress=progress)

    return watch


def test_an_empty_account_has_figures_too(as_owner, anonymous, db):
    told = as_owner.get(URL).data
    assert (told["viewings"], told["hours_watched"], told["mean_rating"]) == (0, 0, None)
    assert told["counts"] == {"favorites": 0, "ratings": 0, "watchlist": 0, "playlists": 0}
    assert len(told["months"]) == 12
    assert as_owner.get(f"{URL}year/2020/").data["busiest_month"] is None
    assert anonymous.get(URL).status_code == 401


def test_it_counts_what_was_watched_and_rated(owner, stranger, as_owner, make_movie, watch):
    heat = make_movie("Heat", runtime=170, release_date=date(1995, 1, 1), genres=("Crime", "Drama"))
    alien = make_movie("Alien", runtime=117, release_date=date(1979, 1, 1), genres=("Horror",))
    unfinished = make_movie("Long", runtime=600, release_date=date(1999, 1, 1), genres=("War",))
    now = timezone.now()
    for movie in (heat, heat, alien):
        watch(movie, now)
    watch(unfinished, now, progress=50)
    for movie, value in ((heat, 9), (alien, 7.5)):
        Rating.objects.create(user=owner, movie=movie, rating=value)
        Rating.objects.create(user=stranger, movie=movie, rating=1)
    Favorite.objects.create(user=owner, movie=heat)
    told = as_owner.get(URL).json()
    assert (told["viewings"], told["movies_watched"], told["rewatches"]) == (3, 2, 1)
    assert told["hours_watched"] == round((170 * 2 + 117) / 60, 1)
    assert (told["ratings_given"], told["mean_rating"]) == (2, 8.25)
    assert {star: n for star, n in told["rating_histogram"].items() if n} == {"7": 1, "9": 1}
    assert [(g["name"], g["movies"], g["mean_rating"]) for g in told["top_genres"]] == [
        ("Crime", 1, 9), ("Drama", 1, 9), ("Horror", 1, 7.5),
    ]  # fmt: skip
    assert told["top_decades"] == [{"decade": 1990, "movies": 1}, {"decade": 1970, "movies": 1}]
    assert told["months"][-1] == {"month": f"{now:%Y-%m}", "watched": 3, "rated": 2}
    assert told["counts"]["favorites"] == 1


@pytest.mark.parametrize(
    ("ago", "current", "longest"),
    [([0, 1, 2], 3, 3), ([1, 2], 2, 2), ([2, 3, 4], 0, 3), ([0, 2, 3], 1, 2), ([], 0, 0)],
)
def test_streaks(as_owner, make_movie, watch, ago, current, longest):
    movie = make_movie()
    for days in ago:
        watch(movie, timezone.now() - timedelta(days=days))
    told = as_owner.get(URL).data
    assert (told["current_streak_days"], told["longest_streak_days"]) == (current, longest)


def test_a_year_holds_only_that_year(owner, as_owner, make_movie, watch):
    heat, alien = make_movie("Heat"), make_movie("Alien")
    mann = Person.objects.create(tmdb_id=1, name="Michael Mann")
    Credit.objects.create(movie=heat, person=mann, kind="crew", job="Director")
    watch(heat, datetime(2020, 3, 5, 20, tzinfo=UTC))
    watch(heat, datetime(2020, 3, 6, 20, tzinfo=UTC))
    watch(alien, datetime(2021, 1, 1, 0, tzinfo=UTC))
    Rating.objects.create(user=owner, movie=heat, rating=9, rated_at=datetime(2020, 3, 5, tzinfo=UTC))
    told = as_owner.get(f"{URL}year/2020/").json()
    assert (told["year"], told["viewings"], told["busiest_month"], told["longest_streak_days"]) == (
        2020,
        2,
        "2020-03",
        2,
    )
    assert told["top_directors"] == [{"id": mann.pk, "name": "Michael Mann", "movies": 1}]
    assert [row["title"] for row in told["best"]] == ["Heat"]
    assert told["first_watched_at"] == "2020-03-05T20:00:00Z"
    assert as_owner.get(f"{URL}year/1800/").status_code == 400
    assert as_owner.get(f"{URL}year/99999999999999999999/").status_code == 400


def test_1500_ratings_take_ten_queries(owner, as_owner, make_movies, django_assert_max_num_queries):
    movies, now = make_movies(1500), timezone.now()
    Rating.objects.bulk_create(Rating(user=owner, movie=m, rating=1 + n % 10) for n, m in enumerate(movies))
    WatchHistory.objects.bulk_create(WatchHistory(user=owner, movie=m, watched_at=now) for m in movies)
    with django_assert_max_num_queries(9):
        assert as_owner.get(URL).data["ratings_given"] == 1500
    with django_assert_max_num_queries(10):
        assert as_owner.get(f"{URL}year/{now.year}/").data["viewings"] == 1500
