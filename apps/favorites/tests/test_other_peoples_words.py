"""What others may learn or do: private ratings, one's own review, copies of lists, two names of one movie."""

import pytest

from apps.favorites.models import Playlist, Rating, ReviewLike, ReviewReport

pytestmark = pytest.mark.django_db
API = "/api/v1/favorites"


def community(client, movie) -> tuple[float | None, int, int]:
    shown = client.get(f"/api/v1/movies/movies/{movie.pk}/").data["community"]
    return shown["average"], shown["count"], sum(shown["histogram"].values())


def test_few_ratings_tell_nothing_of_a_private_one(as_owner, as_stranger, as_curator, anonymous, make_movie):
    movie = make_movie("Heat")
    body = {"movie": movie.pk, "rating": 2.5, "is_public": False}
    as_owner.post(f"{API}/ratings/", body)
    assert community(anonymous, movie) == (None, 0, 0)
    as_stranger.post(f"{API}/ratings/", {"movie": movie.pk, "rating": 9})
    assert community(anonymous, movie) == (9, 1, 1)
    as_curator.post(f"{API}/ratings/", {"movie": movie.pk, "rating": 8})
    assert community(anonymous, movie) == (6.5, 3, 3)


def test_a_rating_that_becomes_private_leaves_the_average(as_owner, anonymous, make_movie):
    movie = make_movie("Heat")
    made = as_owner.post(f"{API}/ratings/", {"movie": movie.pk, "rating": 4})
    assert community(anonymous, movie) == (4, 1, 1)
    as_owner.patch(f"{API}/ratings/{made.data['id']}/", {"is_public": False})
    assert community(anonymous, movie) == (None, 0, 0)


def test_nobody_likes_or_reports_their_own_review(as_owner, owner, make_movie):
    review = Rating.objects.create(user=owner, movie=make_movie("Heat"), rating=9, review="Mine.")
    for path, body in (("like", {}), ("report", {"reason": "spam"})):
        refused = as_owner.post(f"{API}/ratings/{review.pk}/{path}/", body)
        assert (refused.status_code, "your own" in str(refused.data)) == (400, True)
    assert not ReviewLike.objects.exists()
    assert not ReviewReport.objects.exists()


def test_a_copy_has_the_authors_words_only_for_the_author(as_owner, as_stranger, owner):
    source = Playlist.objects.create(user=owner, title="Mine", description="For Ada.", visibility="public")
    path = f"{API}/playlists/{source.pk}/clone/"
    assert as_stranger.post(path).data["description"] == ""
    assert as_owner.post(path).data["description"] == "For Ada."


def test_two_names_of_different_movies_are_refused(as_owner, make_movie):
    heat, alien = make_movie("Heat"), make_movie("Alien")
    refused = as_owner.post(f"{API}/ratings/", {"movie": heat.pk, "tmdb_id": alien.tmdb_id, "rating": 5})
    assert (refused.status_code, list(refused.data)) == (400, ["tmdb_id"])
    same = as_owner.post(f"{API}/ratings/", {"movie": heat.pk, "tmdb_id": heat.tmdb_id, "rating": 5})
    assert same.status_code == 201
