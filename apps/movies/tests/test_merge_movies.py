"""Merging duplicates: nothing of anybody's is lost, nothing counts twice."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.http.exceptions import Conflict
from apps.favorites.models import (
    Favorite,
    LastActivity,
    Playlist,
    PlaylistItem,
    Rating,
    ReviewLike,
    ReviewReport,
    WatchlistItem,
)
from apps.movies.models import Merge, Movie, Person, WatchHistory
from apps.movies.services.browse import in_order
from apps.movies.services.merge import merge_movies
from apps.recommendations.models import RecommendationFeedback


@pytest.fixture
def pair(make_movie):
    keep = make_movie("Alien", genres=("Horror",), overview="")
    other = make_movie("Alien (1979)", genres=("Science Fiction",), overview="In space.", imdb_id="tt0078748")
    return keep, other


def test_rows_of_every_app_move_to_the_one_that_stays(pair, owner, stranger):
    keep, other = pair
    Favorite.objects.create(user=owner, movie=other)
    WatchHistory.objects.create(user=owner, movie=other)
    RecommendationFeedback.objects.create(user=stranger, movie=other, feedback_type="not_interested")
    playlist = Playlist.objects.create(user=owner, title="Space")
    PlaylistItem.objects.create(playlist=playlist, movie=other, position=1)
    merge_movies(keep=keep, duplicates=[other])
    for model in (Favorite, WatchHistory, RecommendationFeedback, PlaylistItem):
        assert model.objects.get().movie_id == keep.pk


@pytest.mark.parametrize(("kept_at", "merged_at", "expected"), [(2, 1, 9), (1, 2, 3)])
def test_of_two_ratings_of_a_user_the_newest_stays(pair, owner, stranger, rate, kept_at, merged_at, expected):
    keep, other = pair
    rate(owner, keep, 9, review="Tense.", rated_at=datetime(2020, 1, kept_at, tzinfo=UTC))
    rate(owner, other, 3, rated_at=datetime(2020, 1, merged_at, tzinfo=UTC))
    rate(stranger, other, 5)
    merged = merge_movies(keep=keep, duplicates=[other])
    assert dict(Rating.objects.values_list("user_id", "rating")) == {owner.pk: expected, stranger.pk: 5}
    assert Rating.objects.get(user=owner).review == "Tense."
    assert (merged.community_count, merged.community_average) == (2, (expected + 5) / 2)


def test_likes_and_reports_stay_with_the_review(pair, owner, stranger, rate):
    keep, other = pair
    review = rate(owner, other, 3, review="Tense.", rated_at=datetime(2020, 1, 1, tzinfo=UTC))
    ReviewLike.objects.create(user=stranger, rating=review)
    ReviewReport.objects.create(user=stranger, rating=review, reason="spam", status="upheld")
    Rating.objects.filter(pk=review.pk).update(is_withheld=True)
    rate(owner, keep, 9)
    merge_movies(keep=keep, duplicates=[other])
    row = Rating.objects.get(user=owner)
    assert (row.movie_id, row.rating, row.review, row.is_withheld) == (keep.pk, 9, "Tense.", True)
    assert (row.likes.count(), row.reports.count()) == (1, 1)


def test_users_are_locked_before_movies(pair, owner, rate):
    """Ratings lock in this order too, so a merge beside a rating does not deadlock."""
    keep, other = pair
    rate(owner, other, 5)
    with CaptureQueriesContext(connection) as captured:
        merge_movies(keep=keep, duplicates=[other])
    tables = [query["sql"] for query in captured]
    first_user = next(n for n, sql in enumerate(tables) if 'FROM "users_user"' in sql)
    first_movie = next(n for n, sql in enumerate(tables) if 'FROM "movies_movie"' in sql)
    assert first_user < first_movie


def test_queries_stay_the_same_with_more_users(make_user, make_movie, rate):
    counts = []
    for users in (1, 4):
        keep, other, last = make_movie(), make_movie(), make_movie()
        for user in [make_user() for _ in range(users)]:
            rate(user, other, 5)
            for position, movie in enumerate((other, keep, last), start=1):
                WatchlistItem.objects.create(user=user, movie=movie, position=position)
        with CaptureQueriesContext(connection) as captured:
            merge_movies(keep=keep, duplicates=[other])
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_positions_stay_without_gaps_and_times_of_change_move(make_movie, pair, owner):
    keep, other = pair
    for position, movie in enumerate((other, keep, make_movie("Last")), start=1):
        WatchlistItem.objects.create(user=owner, movie=movie, position=position)
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    for movie in pair:
        WatchHistory.objects.create(user=owner, movie=movie, watched_at=moment)
    merge_movies(keep=keep, duplicates=[other])
    items = WatchlistItem.objects.filter(user=owner).order_by("position")
    assert [(item.movie.title, item.position) for item in items] == [("Alien", 1), ("Last", 2)]
    assert WatchHistory.objects.get(user=owner).movie == keep
    kinds = LastActivity.objects.filter(user=owner).values_list("kind", flat=True)
    assert set(kinds) == {"watched", "watchlist"}


def test_three_of_one_film_leave_one_row_a_person(make_movie, pair, owner):
    keep, other = pair
    third = make_movie("Alien 1")
    Favorite.objects.create(user=owner, movie=third)
    Favorite.objects.create(user=owner, movie=other)
    merge_movies(keep=keep, duplicates=[other, third])
    assert Favorite.objects.get().movie_id == keep.pk


def test_credits_that_both_have_stand_once(pair):
    keep, other = pair
    person = Person.objects.create(tmdb_id=10205, name="Sigourney Weaver")
    for movie in pair:
        movie.credits.create(person=person, kind="cast", character="Ripley")
    merge_movies(keep=keep, duplicates=[other])
    assert keep.credits.count() == 1


def test_the_one_that_stays_takes_over_what_it_lacks(pair):
    keep, other = pair
    merged = merge_movies(keep=keep, duplicates=[other])
    assert (merged.title, merged.overview, merged.imdb_id) == ("Alien", "In space.", "tt0078748")
    assert {genre.name for genre in merged.genres.all()} == {"Horror", "Science Fiction"}
    assert Movie.objects.get() == keep


def test_a_tmdb_id_moves_to_a_movie_that_has_none(make_movie):
    keep, other = make_movie("Alien", tmdb_id=None), make_movie("Alien", tmdb_id=348)
    assert merge_movies(keep=keep, duplicates=[other]).tmdb_id == 348
    assert Movie.all_objects.get(pk=other.pk).tmdb_id is None


def test_a_movie_is_not_merged_into_itself(make_movie):
    movie = make_movie("Alien")
    with pytest.raises(Conflict):
        merge_movies(keep=movie, duplicates=[movie])


def test_the_second_click_of_a_double_click_records_no_second_merge(pair):
    keep, other = pair
    merge_movies(keep=keep, duplicates=[other])
    with pytest.raises(Conflict, match="merged already"):
        merge_movies(keep=keep, duplicates=[other])
    assert Merge.objects.count() == 1


MOVIES = "/api/v1/movies/movies/"


@pytest.fixture
def merged(make_movie):
    """The movie that stayed, and a duplicate that was merged twice: into another duplicate, and with that one."""
    keep, between, first = (
        make_movie("Alien"),
        make_movie("Alien 1"),
        make_movie("Alien (1979)", imdb_id="tt0078748"),
    )
    merge_movies(keep=between, duplicates=[first])
    merge_movies(keep=keep, duplicates=[between])
    first.refresh_from_db()
    return keep, first


def test_every_id_that_a_movie_had_names_the_one_that_stayed(merged, client):
    keep, former = merged
    for address in (f"{former.pk}/", f"tmdb/{former.tmdb_id}/", f"find/?imdb_id={former.imdb_id}"):
        response = client.get(f"{MOVIES}{address}", follow=True)
        assert (response.status_code, response.json().get("id")) == (200, keep.pk), (address, response.json())


@pytest.mark.parametrize("named", ["movie", "tmdb_id"])
def test_writes_by_a_former_id_are_about_the_movie_that_stayed(merged, as_owner, owner, named):
    keep, former = merged
    name = {named: former.pk if named == "movie" else former.tmdb_id}
    assert as_owner.post("/api/v1/favorites/ratings/", {**name, "rating": 8}).status_code == 201
    answer = as_owner.post("/api/v1/favorites/sync/", {"favorites": {"add": [name]}}).data
    assert answer["not_found"]["favorites"] == []
    assert {Rating.objects.get().movie_id, Favorite.objects.get().movie_id} == {keep.pk}


def test_imports_find_the_movie_by_a_former_id(merged, as_owner):
    keep, former = merged
    text = f"Const,Your Rating,Date Rated,Title\n{former.imdb_id},8,2020-01-01,Somebody else's title\n"
    file = SimpleUploadedFile("ratings.csv", text.encode())
    response = as_owner.post("/api/v1/favorites/import/", {"file": file}, format="multipart")
    assert response.status_code == 202, response.data
    assert Rating.objects.get().movie_id == keep.pk


def test_a_former_id_of_a_deleted_movie_names_nothing(merged, client, as_owner):
    keep, former = merged
    keep.delete()
    assert client.get(f"{MOVIES}{former.pk}/").status_code == 404
    assert as_owner.post("/api/v1/favorites/ratings/", {"movie": former.pk, "rating": 8}).status_code == 400


def test_a_duplicate_that_is_restored_is_a_movie_of_its_own_again(merged, client):
    _, former = merged
    former.restore()
    assert client.get(f"{MOVIES}{former.pk}/").json()["id"] == former.pk


def test_lists_of_tmdb_show_the_movie_that_stayed(merged):
    keep, former = merged
    assert in_order(Movie.objects.all(), [former.tmdb_id, keep.tmdb_id]) == [keep]
