import pytest

from apps.favorites.models import WatchlistItem

URL = "/api/v1/favorites/watchlist/"
DIARY = "/api/v1/movies/watch-history/"


@pytest.fixture
def listed(as_owner, make_movie):
    """Four movies on the owner's watchlist: their rows."""
    return [as_owner.post(URL, {"movie": make_movie(title).pk}).data for title in "ABCD"]


def titles(client):
    return "".join(row["movie"]["title"] for row in client.get(URL).data["results"])


def test_a_movie_is_added_at_the_end_or_at_a_position(as_owner, listed, make_movie):
    assert titles(as_owner) == "ABCD"
    top = as_owner.post(URL, {"movie": make_movie("E").pk, "position": 1, "note": "First!"})
    assert (top.status_code, top.data["position"], top.data["note"]) == (201, 1, "First!")
    assert titles(as_owner) == "EABCD"


@pytest.mark.parametrize(
    ("row", "position", "order"), [(0, 4, "BCDA"), (3, 1, "DABC"), (1, 99, "ACDB"), (2, 3, "ABCD")]
)
def test_moving_one_moves_the_others_aside(as_owner, listed, row, position, order):
    moved = as_owner.patch(f"{URL}{listed[row]['id']}/", {"position": position})
    assert moved.status_code == 200
    assert titles(as_owner) == order
    assert list(WatchlistItem.objects.values_list("position", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "body", [{"position": 0}, {"position": -1}, {"position": 1e99}, {"note": "x" * 1001}]
)
def test_a_bad_place_or_note_is_a_400(as_owner, listed, body):
    assert as_owner.patch(f"{URL}{listed[0]['id']}/", body).status_code == 400
    assert titles(as_owner) == "ABCD"


@pytest.mark.parametrize(("progress", "left"), [(100, "BCD"), (90, "BCD"), (89, "ABCD")])
def test_a_movie_leaves_when_it_is_watched_to_the_end(as_owner, listed, progress, left):
    as_owner.post(DIARY, {"movie": listed[0]["movie"]["id"], "progress": progress})
    assert titles(as_owner) == left


def test_it_leaves_when_a_viewing_is_finished_later(as_owner, as_stranger, listed):
    movie = listed[1]["movie"]["id"]
    as_stranger.post(URL, {"movie": movie})
    viewing = as_owner.post(DIARY, {"movie": movie, "progress": 40}).data
    as_owner.patch(f"{DIARY}{viewing['id']}/", {"progress": 95})
    assert titles(as_owner) == "ACD"
    assert titles(as_stranger) == "B"


def test_a_stranger_can_neither_see_nor_move_nor_remove(as_stranger, anonymous, listed):
    path = f"{URL}{listed[0]['id']}/"
    assert as_stranger.patch(path, {"position": 2}).status_code == 404
    assert as_stranger.delete(path).status_code == 404
    assert anonymous.get(URL).status_code == 401
    assert titles(as_stranger) == ""
