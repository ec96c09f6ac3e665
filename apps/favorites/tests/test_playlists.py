import pytest
from django.apps import apps

from apps.favorites.models import Playlist, PlaylistItem
from apps.favorites.services import playlists
from apps.movies.models import Movie, WatchHistory

URL = "/api/v1/favorites/playlists/"


@pytest.fixture
def new(as_owner):
    """A new playlist of the owner, as the API answers it."""

    def new(**fields):
        return as_owner.post(URL, {"title": "Heists", **fields}).data

    return new


@pytest.fixture
def filled(as_owner, new, make_movie):
    """The path of a public playlist of four movies, A to D."""
    path = f"{URL}{new(visibility='public')['id']}/"
    for title in "ABCD":
        as_owner.post(f"{path}items/", {"movie": make_movie(title).pk})
    return path


def order(client, path):
    return "".join(item["movie"]["title"] for item in client.get(path).data["items"])


def item_of(client, path, title):
    [item] = [item for item in client.get(path).data["items"] if item["movie"]["title"] == title]
    return f"{path}items/{item['id']}/"


def test_who_reads_what(as_owner, as_stranger, anonymous, new):
    made = {name: new(title=name, visibility=name) for name in ("private", "unlisted", "public")}
    titles = lambda client: {row["title"] for row in client.get(URL).data["results"]}  # noqa: E731
    assert titles(as_owner) == {"private", "unlisted", "public"}
    assert titles(as_stranger) == titles(anonymous) == {"public"}
    for reader in (as_stranger, anonymous):
        for name, status in (("private", 404), ("unlisted", 404), ("public", 200)):
            assert reader.get(f"{URL}{made[name]['id']}/").status_code == status
        token = made["unlisted"]["share_token"]
        assert (
            reader.get(f"{URL}{made['unlisted']['id']}/", {"share_token": token}).data["share_token"] is None
        )
        assert reader.get(f"{URL}shared/{token}/").data["title"] == "unlisted"
        assert reader.get(f"{URL}shared/{made['private']['share_token']}/").status_code == 404
        assert reader.get(f"{URL}{made['private']['id']}/items/").status_code == 404


def test_making_it_private_ends_the_links(as_owner, anonymous, new):
    made = new(visibility="unlisted")
    as_owner.patch(f"{URL}{made['id']}/", {"visibility": "private"})
    as_owner.patch(f"{URL}{made['id']}/", {"visibility": "unlisted"})
    assert anonymous.get(f"{URL}shared/{made['share_token']}/").status_code == 404


def test_a_private_profile_shows_no_public_playlists(owner, as_owner, anonymous, filled):
    profiles = apps.get_model("users", "UserProfile").objects
    profiles.update_or_create(user=owner, defaults={"is_public": False})
    assert anonymous.get(URL).data["count"] == 0
    assert anonymous.get(filled).status_code == 404
    assert as_owner.get(filled).status_code == 200


def test_only_the_owner_writes(as_stranger, anonymous, as_owner, filled, new):
    item = item_of(as_owner, filled, "A")
    private = f"{URL}{new()['id']}/"
    for path, hidden in ((filled, 403), (private, 404)):
        assert as_stranger.patch(path, {"title": "Mine"}).status_code == hidden
        assert as_stranger.delete(path).status_code == hidden
        assert as_stranger.post(f"{path}items/", {"movie": 1}).status_code == hidden
        assert anonymous.patch(path, {"title": "Mine"}).status_code == 401
    assert as_stranger.patch(item, {"position": 1}).status_code == 403
    assert as_stranger.delete(item).status_code == 403
    assert anonymous.post(URL, {"title": "x"}).status_code == 401
    assert order(as_owner, filled) == "ABCD"


@pytest.mark.parametrize(
    "body", [{}, {"title": ""}, {"title": "x" * 201}, {"title": "x", "visibility": "secret"},
             {"title": "x", "description": "x" * 2001}]
)  # fmt: skip
def test_a_bad_playlist_is_a_400(as_owner, body):
    assert as_owner.post(URL, body).status_code == 400


def test_an_item_is_added_where_it_was_asked_for_and_only_once(as_owner, filled, make_movie):
    movie = make_movie("E")
    first = as_owner.post(f"{filled}items/", {"tmdb_id": movie.tmdb_id, "position": 2, "note": "!"})
    again = as_owner.post(f"{filled}items/", {"movie": movie.pk, "position": 5})
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.data["position"], first.data["note"]) == (2, "!")
    assert order(as_owner, filled) == "AEBCD"


@pytest.mark.parametrize(
    ("title", "position", "result"), [("A", 4, "BCDA"), ("D", 1, "DABC"), ("B", 50, "ACDB")]
)
def test_moving_keeps_the_places_without_gaps(as_owner, filled, title, position, result):
    assert as_owner.patch(item_of(as_owner, filled, title), {"position": position}).status_code == 200
    assert order(as_owner, filled) == result
    assert list(PlaylistItem.objects.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_removing_closes_the_gap(as_owner, filled):
    assert as_owner.delete(item_of(as_owner, filled, "B")).status_code == 204
    assert order(as_owner, filled) == "ACD"
    assert list(PlaylistItem.objects.values_list("position", flat=True)) == [1, 2, 3]


def test_many_are_added_with_a_result_for_each(as_owner, filled, make_movie, django_assert_max_num_queries):
    first, second = make_movie("E"), make_movie("F")
    known = PlaylistItem.objects.first().movie_id
    body = {
        "movies": [first.pk, known, 999_999, {"tmdb_id": second.tmdb_id}, {"tmdb_id": 4711}],
        "position": 1,
    }
    with django_assert_max_num_queries(16):
        answer = as_owner.post(f"{filled}items/", body)
    assert [row["result"] for row in answer.data["results"]] == [
        "added", "already_there", "not_found", "added", "not_found",
    ]  # fmt: skip
    assert order(as_owner, filled) == "EFABCD"


@pytest.mark.parametrize(
    "movies",
    [[], "27", [None], [True], ["27"], [1.5], [0], [10**30], [{}], [{"movie": 1, "tmdb_id": 2}], [1] * 501],
)
def test_many_must_be_ids(as_owner, filled, movies):
    refused = as_owner.post(f"{filled}items/", {"movies": movies}, format="json")
    assert refused.status_code == 400
    assert "movies" in refused.json()


def test_a_full_playlist_says_so(as_owner, filled, make_movie, monkeypatch):
    monkeypatch.setattr(playlists, "ITEMS_MAX", 4)
    refused = as_owner.post(f"{filled}items/", {"movie": make_movie().pk})
    assert refused.status_code == 400
    assert "has 4 movies at most" in refused.json()["movie"][0]


def test_a_clone_is_private_in_the_same_order_and_without_the_others_notes(
    as_owner, as_stranger, anonymous, filled
):
    as_owner.patch(item_of(as_owner, filled, "A"), {"note": "Mine alone"})
    copy = as_stranger.post(f"{filled}clone/", {"title": "Stolen"})
    assert (copy.status_code, copy.data["visibility"], copy.data["title"]) == (201, "private", "Stolen")
    assert (copy.data["item_count"], copy.data["owner"]["username"]) == (4, "stranger")
    path = f"{URL}{copy.data['id']}/"
    assert order(as_stranger, path) == "ABCD"
    assert {item["note"] for item in as_stranger.get(path).data["items"]} == {""}
    assert anonymous.post(f"{filled}clone/").status_code == 401


def test_completion_is_the_viewers_own(owner, stranger, as_owner, as_stranger, anonymous, filled):
    first = PlaylistItem.objects.first().movie
    for _ in range(2):
        WatchHistory.objects.create(user=stranger, movie=first)
    assert as_stranger.get(filled).data["completion"] == {"watched": 1, "total": 4, "percent": 25}
    assert as_owner.get(filled).data["completion"]["watched"] == 0
    assert anonymous.get(filled).data["completion"] is None


def test_it_finds_playlists_by_owner_and_words(owner, as_owner, as_stranger, new):
    new(title="Heists", visibility="public")
    new(title="Westerns")
    as_stranger.post(URL, {"title": "Heists of mine", "visibility": "public"})
    count = lambda client, **query: client.get(URL, query).data["count"]  # noqa: E731
    assert count(as_owner, owner="me") == 2
    assert count(as_stranger, owner=owner.pk) == 1
    assert count(as_stranger, search="heists") == 2
    assert as_owner.get(URL, {"owner": "somebody"}).status_code == 400
    assert as_owner.get(f"{URL}{10**30}/").status_code == 404


@pytest.mark.parametrize("count", [2, 30])
def test_reading_costs_a_constant_number_of_queries(
    owner, as_stranger, make_movies, django_assert_max_num_queries, count
):
    movies = make_movies(count)
    for title in range(count):
        playlist = Playlist.objects.create(user=owner, title=str(title), visibility="public")
        PlaylistItem.objects.bulk_create(
            PlaylistItem(playlist=playlist, movie=movie, position=n) for n, movie in enumerate(movies)
        )
    with django_assert_max_num_queries(2):
        assert len(as_stranger.get(f"{URL}?page_size=100").data["results"]) == count
    with django_assert_max_num_queries(4):
        assert len(as_stranger.get(f"{URL}{playlist.pk}/").data["items"]) == count
    with django_assert_max_num_queries(4):
        assert as_stranger.get(f"{URL}{playlist.pk}/items/").data["count"] == count


def test_a_deleted_movie_leaves_every_list_of_everybody_and_comes_back(
    as_owner, as_curator, anonymous, owner, make_movie
):
    movie, other = make_movie(), make_movie()
    playlist = Playlist.objects.create(user=owner, title="Open", visibility="public")
    for position, item in enumerate((movie, other), start=1):
        PlaylistItem.objects.create(playlist=playlist, movie=item, position=position)
        body = {"movie": item.pk}
        for path, fields in (("favorites", {}), ("watchlist", {}), ("ratings", {"rating": 5})):
            as_owner.post(f"/api/v1/favorites/{path}/", body | fields)
    for item in (movie, other):
        as_owner.post("/api/v1/movies/watch-history/", {"movie": item.pk, "progress": 10})
    lists = [
        (as_owner, "/api/v1/favorites/favorites/"),
        (as_owner, "/api/v1/favorites/watchlist/"),
        (as_owner, "/api/v1/favorites/ratings/"),
        (as_owner, "/api/v1/movies/watch-history/"),
        (as_owner, f"/api/v1/favorites/playlists/{playlist.pk}/items/"),
        (anonymous, f"/api/v1/favorites/playlists/{playlist.pk}/items/"),
    ]

    def shown():
        titles = [[row["movie"]["id"] for row in who.get(url).data["results"]] for who, url in lists]
        return titles, anonymous.get(f"/api/v1/favorites/playlists/{playlist.pk}/").data["item_count"]

    before = shown()
    assert as_curator.delete(f"/api/v1/movies/movies/{movie.pk}/").status_code == 204
    assert shown() == ([[other.pk]] * len(lists), 1)
    Movie.all_objects.get(pk=movie.pk).restore()
    assert shown() == before
