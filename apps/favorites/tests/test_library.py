"""The one write path: the newest statement wins, and every way of writing has the same effects."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView

from apps.favorites.models import Favorite, LastActivity, Rating, WatchlistItem
from apps.favorites.services import library
from apps.favorites.services.library import AddToWatchlist, Rate, Remove, Watch, apply
from apps.movies.models import WatchHistory
from apps.movies.services.merge import merge_movies
from apps.recommendations.models import Recommendation

pytestmark = pytest.mark.django_db
API = "/api/v1/favorites/"
DIARY = "/api/v1/movies/watch-history/"
DAY = datetime(2024, 5, 1, 12, tzinfo=UTC)


def times(user) -> dict[str, datetime]:
    return dict(LastActivity.objects.filter(user=user).values_list("kind", "changed_at"))


@given(statements=st.lists(st.tuples(st.integers(0, 5), st.integers(2, 20)), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_any_order_and_grouping_the_newest_rating_stays(owner, make_movie, statements):
    """Statements are (day, half stars); of two of one day the later call wins."""
    movie = make_movie()
    newest = max(enumerate(statements), key=lambda item: (item[1][0], item[0]))[1]
    changes = [
        Rate(movie_id=movie.pk, rating=half / 2, rated_at=DAY + timedelta(days=day))
        for day, half in statements
    ]
    for change in changes[: len(changes) // 2]:
        apply(user_id=owner.pk, changes=[change])
    apply(user_id=owner.pk, changes=changes[len(changes) // 2 :])
    row = Rating.objects.get(user=owner, movie=movie)
    assert (row.rating, row.rated_at) == (newest[1] / 2, DAY + timedelta(days=newest[0]))
    movie.refresh_from_db()
    assert (movie.community_count, movie.community_average) == (1, row.rating)


def test_an_older_statement_only_adds_a_review_where_there_is_none(owner, make_movie):
    movie = make_movie()
    apply(user_id=owner.pk, changes=[Rate(movie_id=movie.pk, rating=8)])
    older = Rate(movie_id=movie.pk, rating=3, review="Slow.", rated_at=DAY)
    assert apply(user_id=owner.pk, changes=[older])["ratings"].updated == {movie.pk}
    again = Rate(movie_id=movie.pk, rating=3, review="Dull.", rated_at=DAY - timedelta(days=1))
    assert apply(user_id=owner.pk, changes=[again])["ratings"].updated == set()
    row = Rating.objects.get()
    assert (row.rating, row.review) == (8, "Slow.")


def test_the_same_changes_again_change_nothing(owner, make_movie):
    movie = make_movie()
    changes = [
        Rate(movie_id=movie.pk, rating=8, review="Good.", rated_at=DAY),
        Watch(movie_id=movie.pk, watched_at=DAY),
        library.AddFavorite(movie_id=movie.pk),
    ]
    apply(user_id=owner.pk, changes=changes)
    before = times(owner)
    counts = apply(user_id=owner.pk, changes=changes)
    assert not any(count.added or count.updated or count.removed for count in counts.values())
    assert times(owner) == before


def test_a_movie_watched_in_the_same_call_does_not_go_on_the_watchlist(owner, make_movie):
    movie = make_movie()
    apply(user_id=owner.pk, changes=[AddToWatchlist(movie_id=movie.pk), Watch(movie_id=movie.pk)])
    assert not WatchlistItem.objects.exists()


# Ways to rate a movie 8: each has to have the same effects.
def by_post(client, user, movie):
    assert client.post(f"{API}ratings/", {"movie": movie.pk, "rating": 8}).status_code == 201


def by_sync(client, user, movie):
    body = {"ratings": {"add": [{"movie": movie.pk, "rating": 8}]}}
    assert client.post(f"{API}sync/", body).status_code == 200


def by_import(client, user, movie):
    csv = f"movieId,rating,timestamp,tmdbId\n1,4.0,{int(timezone.now().timestamp()) + 5},{movie.tmdb_id}\n"
    upload = SimpleUploadedFile("ratings.csv", csv.encode())
    answer = client.post(f"{API}import/", {"file": upload}, format="multipart")
    assert answer.status_code == 202, answer.json()


def by_patch(client, user, movie):
    apply(user_id=user.pk, changes=[Rate(movie_id=movie.pk, rating=2)])
    LastActivity.objects.all().delete()
    Recommendation.objects.update(is_rated=False)
    row = Rating.objects.get(user=user, movie=movie)
    assert client.patch(f"{API}ratings/{row.pk}/", {"rating": 8}).status_code == 200


@pytest.fixture
def recommended(owner, make_movie):
    movie = make_movie()
    Recommendation.objects.create(
        user=owner, movie=movie, recommendation_type="hybrid", confidence_score=0.5, rank=1
    )
    return movie


@pytest.mark.parametrize("write", [by_post, by_sync, by_import, by_patch])
def test_a_rating_has_the_same_effects_whichever_way_it_is_written(as_owner, owner, recommended, write):
    write(as_owner, owner, recommended)
    recommended.refresh_from_db()
    assert (recommended.community_count, recommended.community_average) == (1, 8)
    assert set(times(owner)) == {"ratings"}
    assert Recommendation.objects.get().is_rated


def test_an_imported_rating_from_before_the_recommendation_is_no_response_to_it(owner, recommended):
    apply(user_id=owner.pk, changes=[Rate(movie_id=recommended.pk, rating=8, rated_at=DAY)])
    assert not Recommendation.objects.get().is_rated


def test_a_deleted_rating_unmarks_the_recommendation(as_owner, owner, recommended):
    by_post(as_owner, owner, recommended)
    row = Rating.objects.get()
    assert as_owner.delete(f"{API}ratings/{row.pk}/").status_code == 204
    assert not Recommendation.objects.get().is_rated
    recommended.refresh_from_db()
    assert (recommended.community_count, recommended.community_average) == (0, None)


@pytest.mark.parametrize("kind", ["favorites", "ratings", "watchlist", "watched"])
def test_the_admin_deletes_through_the_same_path(admin_client, owner, make_movie, kind):
    movie = make_movie()
    changes = {
        "favorites": library.AddFavorite(movie_id=movie.pk),
        "ratings": Rate(movie_id=movie.pk, rating=8),
        "watchlist": AddToWatchlist(movie_id=movie.pk),
        "watched": Watch(movie_id=movie.pk),
    }
    apply(user_id=owner.pk, changes=[changes[kind]])
    LastActivity.objects.all().delete()
    model = library.MODELS[kind]
    url = reverse(
        f"admin:{model._meta.app_label}_{model._meta.model_name}_delete", args=[model.objects.get().pk]
    )
    assert admin_client.post(url, {"post": "yes"}).status_code == 302
    assert not model.objects.exists()
    assert set(times(owner)) == {kind}
    movie.refresh_from_db()
    assert movie.community_count == 0


def test_a_merge_has_the_effects_of_a_rating(owner, make_movie, rate):
    keep, other = make_movie(), make_movie()
    rate(owner, other, 8)
    LastActivity.objects.all().delete()
    merge_movies(keep=keep, duplicates=[other])
    keep.refresh_from_db()
    assert (keep.community_count, keep.community_average) == (1, 8)
    assert set(times(owner)) == {"ratings"}


@pytest.mark.parametrize(
    ("url", "model", "body", "change"),
    [
        (f"{API}ratings/", Rating, {"rating": 5}, {"rating": 9}),
        (f"{API}watchlist/", WatchlistItem, {"note": "x"}, {"note": "y", "position": 1}),
        (DIARY, WatchHistory, {}, {"progress": 40}),
        (f"{API}favorites/", Favorite, {}, None),
    ],
)
def test_a_row_that_is_deleted_meanwhile_is_404_and_does_not_come_back(
    as_owner, owner, make_movie, monkeypatch, url, model, body, change
):
    """The row is deleted between the view's read and the service's lock."""
    pk = as_owner.post(url, {"movie": make_movie().pk, **body}).json()["id"]
    get_object = GenericAPIView.get_object

    def get_then_delete(view):
        row = get_object(view)
        model.objects.filter(pk=row.pk).delete()
        return row

    monkeypatch.setattr(GenericAPIView, "get_object", get_then_delete)
    if change is not None:
        assert as_owner.patch(f"{url}{pk}/", change).status_code == 404
        assert not model.objects.exists()
        pk = as_owner.post(url, {"movie": make_movie().pk, **body}).json()["id"]
    assert as_owner.delete(f"{url}{pk}/").status_code == 404


def test_a_write_of_an_account_that_is_gone_is_401_and_writes_nothing(
    as_owner, owner, make_movie, monkeypatch
):
    movie = make_movie()
    lock_user = library.lock_user
    monkeypatch.setattr(library, "lock_user", lambda user_id: owner.delete() and lock_user(user_id))
    assert as_owner.post(f"{API}ratings/", {"movie": movie.pk, "rating": 8}).status_code == 401
    assert not Rating.objects.exists()


def test_removing_what_does_not_exist_is_an_error_only_where_it_must_exist(owner, make_movie):
    movie = make_movie()
    removal = Remove(kind="favorites", movie_id=movie.pk)
    assert apply(user_id=owner.pk, changes=[removal])["favorites"].removed == 0
    assert not times(owner)
    with pytest.raises(NotFound):
        apply(user_id=owner.pk, changes=[replace(removal, must_exist=True)])


def test_a_letterboxd_folder_that_is_older_changes_no_rating(as_owner, owner, make_movie):
    movie = make_movie("Heat", release_date=DAY.date().replace(year=1995))
    apply(user_id=owner.pk, changes=[Rate(movie_id=movie.pk, rating=9)])
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "ratings.csv", "Date,Name,Year,Letterboxd URI,Rating\n2020-01-01,Heat,1995,https://boxd.it/x,2\n"
        )
    upload = SimpleUploadedFile("letterboxd.zip", packed.getvalue())
    assert as_owner.post(f"{API}import/", {"file": upload}, format="multipart").status_code == 202
    assert Rating.objects.get().rating == 9
