"""Prepared queries return what the ORM does."""

from datetime import timedelta

import pytest
from django.db.models import Count
from django.utils import timezone

from apps.core.prepared import PreparedGet, PreparedRows, PreparedValues
from apps.favorites.models import Favorite
from apps.movies.models import Movie
from apps.users.models import LoginSession

pytestmark = pytest.mark.django_db


def test_a_row_by_key_has_its_related_rows_without_more_queries(owner, django_assert_num_queries):
    session = LoginSession.objects.create(
        user=owner, current_jti="x", expires_at=timezone.now() + timedelta(days=1)
    )
    prepared = PreparedGet(lambda: LoginSession.objects.select_related("user__profile"))
    assert prepared.get("00000000-0000-0000-0000-000000000000") is None
    for _ in range(2):
        with django_assert_num_queries(1):
            found = prepared.get(session.pk)
            assert found.user.profile == owner.profile
        assert found == session
        assert found.expires_at == session.expires_at
        assert found.user.is_active is True


def test_a_queryset_with_a_parameter_of_its_own_cannot_be_prepared_by_key(owner):
    prepared = PreparedGet(lambda: LoginSession.objects.filter(current_jti="x"))
    with pytest.raises(ValueError, match="parameters of its own"):
        prepared.get("00000000-0000-0000-0000-000000000000")


def test_values_are_those_of_the_orm_for_every_value(owner, stranger, make_movie):
    for user, count in ((owner, 3), (stranger, 1)):
        for _ in range(count):
            Favorite.objects.create(user=user, movie=make_movie())

    def favorites(user_id):
        rows = Favorite.objects.filter(user=user_id, pk__gte=1).order_by("pk")
        return rows.values_list("movie__title", "created_at", "movie__other_titles")

    prepared = PreparedValues(lambda user_id, _: favorites(user_id))
    for user_id in (owner.pk, stranger.pk, owner.pk, 10**9):
        assert prepared.rows(user_id) == [list(row) for row in favorites(user_id)]


def test_rows_of_a_list_of_numbers_have_annotations_and_deferred_fields(make_movie):
    movies = [make_movie(genres=("Drama", "Crime")[: number % 3]) for number in range(5)]

    def chosen(ids):
        annotated = Movie.objects.filter(pk__among=ids).annotate(genre_count=Count("genres"))
        return annotated.defer("overview").order_by("-pk")

    prepared = PreparedRows(lambda _, ids: chosen(ids))
    for ids in ([movies[0].pk, movies[3].pk], [], [movie.pk for movie in movies], [10**9]):
        found = prepared.rows(many=ids)
        expected = list(chosen(ids))
        assert found == expected
        assert [movie.genre_count for movie in found] == [movie.genre_count for movie in expected]
        assert all("overview" in movie.get_deferred_fields() for movie in found)


def test_pages_are_cut_like_a_queryset(owner, make_movie):
    for _ in range(7):
        Favorite.objects.create(user=owner, movie=make_movie())

    def favorites(user_id):
        return Favorite.objects.filter(user=user_id).order_by("pk")

    prepared = PreparedRows(lambda user_id, _: favorites(user_id))
    for part in (slice(None), slice(0, 3), slice(3, 6), slice(6, 20), slice(0, 0), slice(5, 2)):
        expected = list(favorites(owner.pk))[part]
        assert prepared.rows(owner.pk, part=part) == expected
    for number in range(prepared.KEPT + 5):
        prepared.rows(owner.pk, part=slice(number, number + 1))
    assert len(prepared.compiled) <= prepared.KEPT


@pytest.mark.parametrize("chosen", [[], [1], [2, 3], [3, 3, 99]])
def test_among_is_in_with_one_parameter(make_movie, chosen):
    ids = [make_movie().pk for _ in range(4)]
    wanted = [ids[number] if number < 4 else 10**12 for number in chosen]
    for field in ("pk__among", "id__among"):
        assert set(Movie.objects.filter(**{field: wanted})) == set(Movie.objects.filter(pk__in=wanted))
    with_key = Favorite.objects.filter(movie__among=wanted)
    assert len(with_key.query.sql_with_params()[1]) == 1
