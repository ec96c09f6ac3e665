"""The likes of one user as several tastes, and their rows of the feed."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from apps.favorites.models import Rating
from apps.recommendations.ranking import History, ItemModel, build_catalogue, taste_clusters

URL = "/api/v1/recommendations/"
KINDS = ("horror", "family", "war", "music", "west")


def catalogue_of(*kinds: str):
    return build_catalogue(
        item_ids=range(1, len(kinds) + 1),
        genres=[(KINDS.index(kind) + 1,) for kind in kinds],
        tokens=[(kind, f"{kind} {place % 3}", f"own {place}") for place, kind in enumerate(kinds)],
    )


def liked(count: int) -> History:
    return History.of(range(count), values=9)


def test_likes_of_two_kinds_are_two_tastes_in_proportion():
    kinds = ["horror", "family", "family"] * 4
    tastes = taste_clusters(catalogue_of(*kinds), liked(12))
    assert [{kinds[item] for item in taste.items} for taste in tastes] == [{"family"}, {"horror"}]
    assert [round(taste.share, 3) for taste in tastes] == [0.667, 0.333]
    assert tastes[0].items.tolist() == sorted(tastes[0].items.tolist(), reverse=True)


def test_likes_of_one_kind_are_one_taste():
    (taste,) = taste_clusters(catalogue_of(*["horror"] * 12), liked(12))
    assert (len(taste.items), taste.share) == (12, 1)


def test_there_are_four_tastes_at_most_and_none_without_likes():
    catalogue = catalogue_of(*KINDS * 5)
    assert len(taste_clusters(catalogue, liked(25))) <= 4
    assert taste_clusters(catalogue, History.of()) == ()
    assert len(taste_clusters(catalogue, liked(2))) == 1


def test_item_weights_separate_movies_that_have_the_same_features():
    catalogue = catalogue_of(*["horror"] * 10)
    even = np.arange(10) % 2 == 0
    together = np.where(even[:, None] == even[None, :], 0.3, 0).astype(np.float32)
    np.fill_diagonal(together, 0)
    empty = ItemModel.empty(catalogue.item_ids)
    model = replace(empty, weights={"collaborative": sparse.csr_array(together)})
    tastes = taste_clusters(catalogue, liked(10), model)
    assert [{item % 2 for item in taste.items.tolist()} for taste in tastes] in ([{0}, {1}], [{1}, {0}])


@pytest.fixture
def two_tastes(owner, make_movies):
    """Six dramas and three horror films, the newest of which is Film 11."""
    movies = make_movies(80)
    for movie in [*movies[0:24:4], *movies[3:15:4]]:
        Rating.objects.create(user=owner, movie=movie, rating=9)
    return movies


@pytest.mark.django_db
def test_the_feed_has_a_row_for_each_taste_as_long_as_its_share(as_owner, two_tastes):
    rows = as_owner.get(f"{URL}feed/").json()["rows"]
    drama, horror = (row for row in rows if row["kind"] == "because_you_liked")
    assert drama["title"] == "Because you liked Film 20 and Film 16"
    assert horror["title"] == "Because you liked Film 11 and Film 7"
    assert {movie["genres"][0]["name"] for movie in horror["movies"]} == {"Horror"}
    assert (len(drama["movies"]), len(horror["movies"])) == (12, 8)
