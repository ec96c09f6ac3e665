import pytest

from apps.favorites.models import Rating

URL = "/api/v1/favorites/ratings/"


@pytest.fixture
def rate(as_owner, make_movie):
    """Rate a movie as the owner; answers the response."""

    def rate(movie=None, rating=8, **fields):
        return as_owner.post(URL, {"movie": (movie or make_movie()).pk, "rating": rating, **fields})

    return rate


def test_rating_again_changes_the_same_row_and_keeps_the_review(rate, make_movie):
    movie = make_movie()
    first = rate(movie, 8, review="Holds up.")
    again = rate(movie, 9.5)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.data["id"] == first.data["id"]
    assert (again.data["rating"], again.data["review"]) == (9.5, "Holds up.")
    assert again.data["rated_at"] > first.data["rated_at"]


def test_editing_the_review_keeps_the_date_of_the_rating(as_owner, rate):
    row = rate().data
    edited = as_owner.patch(f"{URL}{row['id']}/", {"review": "On second thought"}).data
    assert (edited["review"], edited["rated_at"]) == ("On second thought", row["rated_at"])


@pytest.mark.parametrize(
    "rating", [0, 0.5, 10.5, 11, -1, 7.3, "NaN", "inf", "-Infinity", True, None, "", "ten", [8], {}]
)
def test_a_rating_outside_the_half_steps_from_1_to_10_is_a_400(as_owner, make_movie, rating):
    response = as_owner.post(URL, {"movie": make_movie().pk, "rating": rating}, format="json")
    assert response.status_code == 400
    assert not Rating.objects.exists()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400"])
def test_a_number_that_is_none_is_a_400(as_owner, make_movie, number):
    body = f'{{"movie": {make_movie().pk}, "rating": {number}}}'
    assert as_owner.post(URL, body, content_type="application/json").status_code == 400


def test_a_review_is_5000_characters_at_most(rate):
    assert rate(review="x" * 5000).status_code == 201
    refused = rate(review="x" * 5001)
    assert refused.status_code == 400
    assert "5000" in refused.json()["review"][0]


def test_a_lone_surrogate_in_a_review_is_a_400(as_owner, make_movie):
    body = f'{{"movie": {make_movie().pk}, "rating": 7, "review": "\\ud800"}}'
    assert as_owner.post(URL, body, content_type="application/json").status_code == 400


def test_it_finds_the_own_rating_of_a_movie(as_owner, as_stranger, rate, make_movie):
    movie = make_movie()
    assert as_owner.get(f"{URL}movie/{movie.pk}/").status_code == 404
    rate(movie, 6)
    assert as_owner.get(f"{URL}movie/{movie.pk}/").data["rating"] == 6
    assert as_stranger.get(f"{URL}movie/{movie.pk}/").status_code == 404


def test_a_rating_stays_with_its_movie(as_owner, rate, make_movie):
    row = rate().data
    moved = as_owner.patch(f"{URL}{row['id']}/", {"movie": make_movie().pk})
    assert moved.status_code == 400
    same = as_owner.put(f"{URL}{row['id']}/", {"movie": row["movie"]["id"], "rating": 3})
    assert (same.status_code, same.data["rating"]) == (200, 3)


def test_a_stranger_can_neither_read_nor_change_nor_delete_it(as_stranger, anonymous, rate):
    path = f"{URL}{rate().data['id']}/"
    for call in (as_stranger.get, as_stranger.delete):
        assert call(path).status_code == 404
    assert as_stranger.patch(path, {"rating": 1}).status_code == 404
    assert anonymous.patch(path, {"rating": 1}).status_code == 401
    assert Rating.objects.get().rating == 8


def test_own_ratings_are_filtered_by_their_value(as_owner, rate):
    for value in (3, 7, 9):
        rate(rating=value)
    liked = as_owner.get(URL, {"value_min": 7, "ordering": "rating"}).data["results"]
    assert [row["rating"] for row in liked] == [7, 9]
