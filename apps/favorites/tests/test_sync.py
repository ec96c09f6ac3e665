import pytest
from django.utils import timezone

from apps.core.tests.contract import contract
from apps.core.tests.sampling import sampled
from apps.favorites.models import Favorite, Rating, WatchlistItem
from apps.favorites.services import pending_syncs
from apps.movies.models import Movie, WatchHistory
from apps.movies.services import lookup

URL = "/api/v1/favorites/sync/"
ACTIVITIES = "/api/v1/favorites/last-activities/"
KINDS = ("favorites", "ratings", "watched", "watchlist")


def counts(**given):
    return {kind: given.get(kind, 0) for kind in KINDS}


@pytest.fixture
def body(make_movie):
    one, two, three = (make_movie() for _ in range(3))
    return {
        "favorites": {"add": [one.pk, {"tmdb_id": two.tmdb_id}]},
        "ratings": {
            "add": [{"movie": one.pk, "rating": 8.5, "review": "Yes", "rated_at": "2020-01-01T00:00:00Z"}]
        },
        "watched": {"add": [{"movie": two.pk, "watched_at": "2020-02-02T20:00:00Z"}, three.pk]},
        "watchlist": {"add": [{"movie": one.pk, "note": "Again"}, two.pk]},
    }


def test_it_adds_some_of_everything_and_the_same_again_changes_nothing(as_owner, body):
    first, again = as_owner.post(URL, body), as_owner.post(URL, body)
    assert first.status_code == 200
    assert first.data["added"] == counts(favorites=2, ratings=1, watched=2, watchlist=1)
    assert again.data["added"] == again.data["updated"] == again.data["removed"] == counts()
    assert Rating.objects.get().rated_at.year == 2020
    assert WatchlistItem.objects.get().note == "Again"


def test_what_was_watched_is_not_on_the_watchlist(as_owner, body):
    as_owner.post(URL, body)
    assert not WatchlistItem.objects.filter(movie__in=WatchHistory.objects.values("movie")).exists()


def test_it_updates_and_removes(owner, as_owner, body):
    as_owner.post(URL, body)
    one, two = Rating.objects.get().movie, Favorite.objects.first().movie_id
    answer = as_owner.post(
        URL,
        {
            "ratings": {"add": [{"movie": one.pk, "rating": 3}]},
            "favorites": {"remove": [two]},
            "watched": {"remove": [{"tmdb_id": WatchHistory.objects.first().movie.tmdb_id}]},
        },
    ).data
    assert answer["updated"] == counts(ratings=1)
    assert answer["removed"] == counts(favorites=1, watched=1)
    rating = Rating.objects.get()
    assert (rating.rating, rating.review) == (3, "Yes")
    assert rating.rated_at.year > 2020
    one.refresh_from_db()
    assert (one.community_count, one.community_average) == (1, 3)


def test_it_tells_what_it_did_not_find(as_owner, make_movie):
    answer = as_owner.post(URL, {"favorites": {"add": [999_999, make_movie().pk, {"tmdb_id": 4711}]}}).data
    assert answer["not_found"]["favorites"] == [{"movie": 999_999}, {"tmdb_id": 4711}]
    assert answer["added"] == counts(favorites=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        [],
        {"favorites": []},
        {"favorites": {"add": 5}},
        {"favorites": {"add": [None]}},
        {"ratings": {"add": [1]}},
        {"ratings": {"add": [{"movie": 1, "rating": 11}]}},
        {"watched": {"add": [{"movie": 1, "watched_at": "2999-01-01T00:00:00Z"}]}},
        {"watched": {"add": [{"movie": 1, "progress": 101}]}},
        {"watchlist": {"add": [{"movie": 1, "note": "x" * 1001}]}},
        {"favorites": {"add": list(range(1, 502))}},
    ],
)
def test_a_mistake_anywhere_changes_nothing(as_owner, make_movie, wrong):
    good = {"watchlist": {"add": [make_movie().pk]}} if isinstance(wrong, dict) and wrong else {}
    answer = as_owner.post(URL, good | wrong if isinstance(wrong, dict) else wrong, format="json")
    assert answer.status_code == 400
    assert not WatchlistItem.objects.exists()


NAMES_OF_NO_MOVIE = ["x", "1", 1.5, True, None, [], {}, {"ids": "x"}, {"ids": {"tmdb": 949}}, {"movie": True}, {"movie": "1"},
                     {"tmdb_id": []}, {"movie": 0}, {"movie": -1}, {"movie": 2**31}, {"tmdb_id": 10**30}, {"movie": 1, "tmdb_id": 2}]  # fmt: skip


@pytest.mark.parametrize("name", NAMES_OF_NO_MOVIE, ids=str)
@pytest.mark.parametrize("kind", sampled(KINDS, ["ratings"]))
@pytest.mark.parametrize("action", ["add", "remove"])
def test_what_names_no_movie_is_a_400(as_owner, name, kind, action):
    entry = name | {"rating": 8} if kind == "ratings" and isinstance(name, dict) and action == "add" else name
    assert as_owner.post(URL, {kind: {action: [entry]}}, format="json").status_code == 400


@pytest.mark.parametrize(
    ("kind", "field", "values"),
    [
        ("ratings", "rating", [True, False, None, [], {}, "nan", "x", 0.5, 10.5, 8.25, 10**400]),
        ("ratings", "review", [True, [], {}, None, "x" * 5001]),
        ("ratings", "rated_at", [True, 5, [], {}, None, "soon", "2023-02-30", "0000-01-01", "9999-12-31", "31/12/2023"]),
        ("ratings", "is_public", [[], {}, "perhaps", None, 2]),
        ("watched", "watched_at", [True, 5, [], {}, "unknown", "2023-02-30", "1066-10-14", "2020-01-01T25:00:00Z"]),
        ("watched", "progress", [True, None, [], "all", 50.5, -1, 101, 10**400]),
        ("watched", "tags", ["a", {}, None, [True], [[]], ["x" * 500], ["x"] * 500]),
        ("watched", "liked", [[], None, "perhaps"]),
        ("watched", "rating", [True, "x", 11, [8]]),
        ("watchlist", "note", [True, [], {}, None, "x" * 1001]),
        ("favorites", "at", [True, 5, [], None, "2020-01-01", "2999-01-01T00:00:00Z"]),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_a_400(as_owner, make_movie, kind, field, values):
    movie = make_movie()
    for value in values:
        entry = {"movie": movie.pk, **({"rating": 8} if kind == "ratings" else {}), field: value}
        answer = as_owner.post(URL, {kind: {"add": [entry]}}, format="json")
        assert answer.status_code == 400, (field, value, answer.data)


@pytest.mark.parametrize("text", ['{"favorites": {"add": [NaN]}}', '{"ratings": {"add": [{"movie": 1, "rating": 1e400}]}}',
                                  '{"watched": {"add": [{"movie": 1, "note": "\\ud800"}]}}', "[" * 100_000, '{"favorites"', "null", '"x"'])  # fmt: skip
def test_a_body_that_is_broken_is_a_400(as_owner, text):
    assert as_owner.post(URL, text, content_type="application/json").status_code == 400


def test_a_row_that_makes_room_for_another_is_not_changed_by_its_user(as_owner, make_movies):
    """Else what was stated before about it, and is synchronised after, would lose."""
    one, two, three = make_movies(3)
    as_owner.post(URL, {"watchlist": {"add": [one.pk, two.pk]}}, format="json")
    between = timezone.now().isoformat()
    as_owner.post("/api/v1/favorites/watchlist/", {"movie": three.pk, "position": 1})
    body = {
        "remove": [{"movie": one.pk, "at": between}],
        "add": [{"movie": two.pk, "note": "Soon", "at": between}],
    }
    answer = as_owner.post(URL, {"watchlist": body}, format="json").data
    assert [conflict["winner"] for conflict in answer["conflicts"]] == ["client"]
    assert answer["removed"]["watchlist"] == 1
    rows = WatchlistItem.objects.values_list("movie_id", "note")
    assert list(rows) == [(three.pk, ""), (two.pk, "Soon")]


def test_it_touches_only_the_callers_rows(as_owner, as_stranger, anonymous, body):
    as_owner.post(URL, body)
    movies = [favorite.movie_id for favorite in Favorite.objects.all()]
    answer = as_stranger.post(URL, {"favorites": {"remove": movies}}).data
    assert answer["removed"] == counts()
    assert Favorite.objects.count() == 2
    assert anonymous.post(URL, body).status_code == 401


@pytest.mark.parametrize("count", [5, 120])
def test_its_cost_does_not_grow_with_the_number_of_movies(
    as_owner, make_movies, django_assert_max_num_queries, count
):
    ids = [movie.pk for movie in make_movies(count)]
    body = {
        "favorites": {"add": ids},
        "ratings": {"add": [{"movie": pk, "rating": 7} for pk in ids]},
        "watched": {"add": ids},
        "watchlist": {"add": ids},
    }
    with django_assert_max_num_queries(45):
        assert as_owner.post(URL, body).status_code == 200


def test_last_activities_say_what_changed_deletions_too(as_owner, as_stranger, anonymous, make_movie):
    assert set(as_owner.get(ACTIVITIES).data) >= {"all", *KINDS, "playlists"}
    assert as_owner.get(ACTIVITIES).data["all"] is None
    row = as_owner.post("/api/v1/favorites/favorites/", {"movie": make_movie().pk}).data
    before = as_owner.get(ACTIVITIES).data
    assert before["favorites"] == before["all"]
    assert before["ratings"] is None
    as_owner.delete(f"/api/v1/favorites/favorites/{row['id']}/")
    assert as_owner.get(ACTIVITIES).data["favorites"] > before["favorites"]
    assert as_stranger.get(ACTIVITIES).data["all"] is None
    assert anonymous.get(ACTIVITIES).status_code == 401


def at(hour: int, day: int = 1) -> str:
    return f"2026-05-{day:02}T{hour:02}:00:00Z"


def test_every_viewing_of_a_call_is_kept_and_one_is_removed_by_its_id(as_owner, owner, make_movie):
    movie = make_movie().pk
    body = {"watched": {"add": [{"movie": movie, "watched_at": at(20, day)} for day in (1, 2, 3)]}}
    first, again = as_owner.post(URL, body).data, as_owner.post(URL, body).data
    assert (first["added"], again["added"], again["updated"]) == (counts(watched=3), counts(), counts())
    rows = list(WatchHistory.objects.filter(user=owner).order_by("watched_at"))
    body = {"watched": {"remove": [{"id": rows[0].pk}, {"movie": movie, "watched_at": at(20, 3)}]}}
    assert as_owner.post(URL, body).data["removed"] == counts(watched=2)
    assert list(WatchHistory.objects.filter(user=owner)) == [rows[1]]
    missing = as_owner.post(URL, body).data
    assert missing["not_found"]["watched"] == [{"id": rows[0].pk}, {"movie": movie}]


def test_a_viewing_of_somebody_else_cannot_be_removed_by_its_id(as_owner, as_stranger, make_movie):
    as_stranger.post(URL, {"watched": {"add": [make_movie().pk]}})
    row = WatchHistory.objects.get()
    answer = as_owner.post(URL, {"watched": {"remove": [{"id": row.pk}]}}).data
    assert answer["not_found"]["watched"] == [{"id": row.pk}]
    assert WatchHistory.objects.filter(pk=row.pk).exists()


def test_partial_progress_erases_no_completed_viewing(as_owner, make_movie):
    movie = make_movie().pk
    as_owner.post(URL, {"watched": {"add": [{"movie": movie, "watched_at": at(20)}]}})
    as_owner.post(URL, {"watched": {"add": [{"movie": movie, "watched_at": at(20), "progress": 30}]}})
    assert WatchHistory.objects.get().progress == 100


def test_what_a_viewing_says_is_synchronised(as_owner, make_movie):
    entry = {
        "movie": make_movie().pk,
        "watched_at": "2026-05-01",
        "rating": 8,
        "tags": ["cinema"],
        "liked": True,
    }
    as_owner.post(URL, {"watched": {"add": [entry, entry | {"watched_at": None, "movie": make_movie().pk}]}})
    day, unknown = WatchHistory.objects.order_by("pk")
    assert (day.precision, day.rating, day.tags, day.liked) == ("day", 8, ["cinema"], True)
    assert unknown.precision == "unknown"


def test_of_two_ratings_the_newest_wins_and_the_response_says_which(as_owner, make_movie):
    movie = make_movie().pk
    as_owner.post(URL, {"ratings": {"add": [{"movie": movie, "rating": 8, "rated_at": at(12)}]}})
    response = as_owner.post(URL, {"ratings": {"add": [{"movie": movie, "rating": 3, "rated_at": at(11)}]}})
    assert contract().problems("post", URL, response) == []
    older = response.data
    assert Rating.objects.get().rating == 8
    assert [conflict["winner"] for conflict in older["conflicts"]] == ["server"]
    newer = as_owner.post(URL, {"ratings": {"add": [{"movie": movie, "rating": 4, "at": at(13)}]}}).data
    assert Rating.objects.get().rating == 4
    assert newer["conflicts"] == [
        {
            "kind": "ratings",
            "action": "add",
            "movie": movie,
            "winner": "client",
            "changed_at": "2026-05-01T12:00:00+00:00",
        }
    ]


def test_of_two_ratings_in_one_call_the_newest_wins_in_any_order(as_owner, make_movie):
    movie = make_movie().pk
    entries = [{"movie": movie, "rating": value, "rated_at": at(hour)} for value, hour in ((9, 14), (2, 11))]
    as_owner.post(URL, {"ratings": {"add": entries}})
    assert Rating.objects.get().rating == 9


@pytest.mark.parametrize("kind", KINDS)
def test_an_addition_that_is_older_than_a_removal_does_not_bring_it_back(as_owner, make_movie, kind):
    movie = make_movie().pk
    entry = {"movie": movie, "at": at(10)} | ({"rating": 7} if kind == "ratings" else {})
    as_owner.post(URL, {kind: {"add": [entry]}})
    assert as_owner.post(URL, {kind: {"remove": [movie]}}).data["removed"] == counts(**{kind: 1})
    answer = as_owner.post(URL, {kind: {"add": [entry]}}).data
    assert answer["added"] == counts()
    assert [conflict["winner"] for conflict in answer["conflicts"]] == ["server"]
    del entry["at"]
    assert as_owner.post(URL, {kind: {"add": [entry]}}).data["added"] == counts(**{kind: 1})


@pytest.mark.parametrize("kind", KINDS)
def test_a_removal_that_is_older_than_the_row_loses(as_owner, make_movie, kind):
    movie = make_movie().pk
    as_owner.post(URL, {kind: {"add": [{"movie": movie} | ({"rating": 7} if kind == "ratings" else {})]}})
    answer = as_owner.post(URL, {kind: {"remove": [{"movie": movie, "at": at(1)}]}}).data
    assert answer["removed"] == counts()
    assert [(c["kind"], c["action"], c["winner"]) for c in answer["conflicts"]] == [
        (kind, "remove", "server")
    ]


def test_a_note_that_is_older_than_the_one_here_loses(as_owner, make_movie):
    movie = make_movie().pk
    as_owner.post(URL, {"watchlist": {"add": [{"movie": movie, "note": "with Ann"}]}})
    older = {"movie": movie, "note": "alone", "at": at(1)}
    assert as_owner.post(URL, {"watchlist": {"add": [older]}}).data["conflicts"][0]["winner"] == "server"
    assert WatchlistItem.objects.get().note == "with Ann"


def test_deleting_and_restoring_a_movie_moves_the_times_of_its_owners(as_owner, owner, as_stranger, body):
    as_owner.post(URL, body)
    before = as_owner.get(ACTIVITIES).data
    movie = Rating.objects.get().movie
    movie.delete()
    deleted = as_owner.get(ACTIVITIES).data
    changed = {kind for kind in KINDS if deleted[kind] != before[kind]}
    assert changed == {"favorites", "ratings", "watchlist"}
    movie.restore()
    assert as_owner.get(ACTIVITIES).data["ratings"] > deleted["ratings"]
    assert as_stranger.get(ACTIVITIES).data["all"] is None


class TestMoviesThatWait:
    """More movies are missing than a request fetches itself: their entries are applied in the background."""

    @pytest.fixture
    def tmdb(self, monkeypatch, make_movie):
        asked, queued = [], []

        def obtain_movie(*, tmdb_id):
            asked.append(tmdb_id)
            if tmdb_id % 10 == 9:
                raise Movie.DoesNotExist
            return make_movie(tmdb_id=tmdb_id)

        monkeypatch.setattr(lookup, "may_fetch", lambda: True)
        monkeypatch.setattr(pending_syncs, "may_fetch", lambda: True)
        monkeypatch.setattr(lookup, "obtain_movie", obtain_movie)
        monkeypatch.setattr(pending_syncs, "enqueue", lambda name, **arguments: queued.append(name))
        return asked

    def body(self, first: int, number: int) -> dict:
        ids = range(first, first + number)
        return {
            "ratings": {"add": [{"tmdb_id": pk, "rating": 7, "rated_at": at(9)} for pk in ids]},
            "watched": {"add": [{"tmdb_id": pk, "watched_at": "2026-05-01"} for pk in ids]},
        }

    def test_few_are_fetched_at_once(self, as_owner, tmdb):
        answer = as_owner.post(URL, self.body(7_000_000, 20)).data
        assert answer["pending"] is None
        assert answer["added"] == counts(ratings=18, watched=18)
        assert answer["not_found"]["ratings"] == [{"tmdb_id": 7_000_009}, {"tmdb_id": 7_000_019}]

    def test_many_wait_and_can_be_polled(self, as_owner, as_stranger, owner, tmdb):
        answer = as_owner.post(URL, self.body(8_000_000, 30)).data
        assert (answer["pending"]["movies"], answer["added"], tmdb) == (30, counts(), [])
        address = f"{URL}{answer['pending']['id']}/"
        assert (as_owner.get(address).data["status"], as_stranger.get(address).status_code) == (
            "waiting",
            404,
        )
        pending_syncs.finish(pending_id=answer["pending"]["id"])
        done = as_owner.get(address).data
        assert (done["status"], done["result"]["added"]) == ("done", counts(ratings=27, watched=27))
        assert len(done["result"]["not_found"]["watched"]) == 3
        assert str(Rating.objects.first().rated_at) == "2026-05-01 09:00:00+00:00"
        pending_syncs.finish(pending_id=answer["pending"]["id"])
        assert len(tmdb) == 30

    def test_what_waits_does_not_overrule_what_was_said_meanwhile(self, as_owner, tmdb, make_movie):
        pending = as_owner.post(URL, self.body(8_500_000, 25)).data["pending"]["id"]
        movie = make_movie(tmdb_id=8_500_001)
        as_owner.post(URL, {"ratings": {"add": [{"movie": movie.pk, "rating": 2}]}})
        pending_syncs.finish(pending_id=pending)
        assert Rating.objects.get(movie=movie).rating == 2

    def test_a_user_cannot_have_tmdb_asked_without_end(self, as_owner, tmdb):
        for number in range(3):
            assert (
                as_owner.post(URL, self.body(9_000_000 + 1000 * number, 250)).data["pending"]["movies"] == 200
            )
        refused = as_owner.post(URL, self.body(9_100_000, 30)).data
        assert refused["pending"] is None
        assert len(refused["not_found"]["ratings"]) == 30
