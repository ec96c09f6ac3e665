from datetime import timedelta

import pytest
from django.utils import timezone

from apps.movies.models import WatchHistory
from apps.movies.services.states import exclusion_filters

URL = "/api/v1/movies/watch-history/"


def test_watching_again_adds_a_row(as_owner, make_movie):
    movie = make_movie()
    rows = [as_owner.post(URL, {"movie": movie.pk}) for _ in range(2)]
    assert [row.status_code for row in rows] == [201, 201]
    assert as_owner.get(URL, {"movie": movie.pk}).data["count"] == 2


def test_a_viewing_may_be_backdated_and_the_diary_is_in_the_order_of_viewing(as_owner, make_movie):
    as_owner.post(URL, {"movie": make_movie("Today").pk})
    past = as_owner.post(URL, {"movie": make_movie("Past").pk, "watched_at": "2001-05-04T20:15:00+02:00"})
    assert past.data["watched_at"] == "2001-05-04T18:15:00Z"
    assert [row["movie"]["title"] for row in as_owner.get(URL).data["results"]] == ["Today", "Past"]
    assert as_owner.get(URL, {"watched_before": "2002-01-01T00:00:00Z"}).data["count"] == 1


@pytest.mark.parametrize(("progress", "completed"), [(0, False), (89, False), (90, True), (100, True)])
def test_a_viewing_counts_from_90_percent_on(owner, as_owner, make_movie, progress, completed):
    movie = make_movie()
    row = as_owner.post(URL, {"movie": movie.pk, "progress": progress}).data
    assert row["completed"] is completed
    assert as_owner.get(URL, {"completed": completed}).data["count"] == 1
    assert as_owner.get(URL, {"completed": not completed}).data["count"] == 0
    assert exclusion_filters()["watched"](owner).filter(movie_id=movie.pk).exists() is completed


@pytest.mark.parametrize(
    "fields",
    [
        {"progress": -1},
        {"progress": 101},
        {"progress": 10**30},
        {"progress": "half"},
        {"watched_at": "yesterday"},
        {"watched_at": "1650-01-01T00:00:00Z"},
        {"watched_at": (timezone.now() + timedelta(days=3)).isoformat()},
    ],
)
def test_impossible_viewings_are_a_400(as_owner, make_movie, fields):
    assert as_owner.post(URL, {"movie": make_movie().pk, **fields}).status_code == 400
    assert not WatchHistory.objects.exists()


def test_only_the_owner_reads_changes_and_deletes(as_owner, as_stranger, anonymous, make_movie):
    path = f"{URL}{as_owner.post(URL, {'movie': make_movie().pk}).data['id']}/"
    assert as_stranger.get(path).status_code == as_stranger.delete(path).status_code == 404
    assert as_stranger.patch(path, {"progress": 1}).status_code == 404
    assert anonymous.get(URL).status_code == 401
    assert as_stranger.get(URL).data["count"] == 0
    assert as_owner.patch(path, {"progress": 10}).data["progress"] == 10
    assert as_owner.delete(path).status_code == 204


@pytest.mark.parametrize("count", [3, 40])
def test_the_diary_costs_a_constant_number_of_queries(
    owner, as_owner, make_movies, django_assert_max_num_queries, count
):
    WatchHistory.objects.bulk_create(WatchHistory(user=owner, movie=movie) for movie in make_movies(count))
    with django_assert_max_num_queries(3):
        assert len(as_owner.get(f"{URL}?page_size=100").data["results"]) == count
