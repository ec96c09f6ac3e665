"""`POST recommendations/events/`: what clients say was shown and done."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.recommendations.models import ExposureEvent, Recommendation
from apps.recommendations.serializers.events import EVENTS_MAX
from apps.recommendations.services.exposures.log import write_buffered
from apps.recommendations.services.exposures.statistics import quality_statistics

LIST = "/api/v1/recommendations/"
URL = f"{LIST}events/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def movies(make_movies):
    return make_movies(40)


def event(movie, kind: str = "opened", **fields) -> dict:
    return {"id": str(uuid.uuid4()), "movie": getattr(movie, "pk", movie), "kind": kind, **fields}


def send(client, *events, **body):
    return client.post(URL, {"events": list(events), **body}, format="json")


def test_events_are_stored_once(as_owner, owner, movies):
    events = [
        event(movies[0]),
        event(movies[1], "trailer", surface="feed", row="for_you", place=3),
        event(movies[2], "progress", value=40.5),
        event(movies[3], "dwell", value=12),
        event(movies[4], "skipped"),
        {**event(0), "movie": None, "tmdb_id": movies[5].tmdb_id},
    ]
    del events[-1]["movie"]
    first, again = send(as_owner, *events), send(as_owner, *events)
    assert first.json() == {"stored": 6, "repeated": 0, "not_found": []}
    assert again.json() == {"stored": 0, "repeated": 6, "not_found": []}
    stored = {row.movie_id: row for row in ExposureEvent.objects.all()}
    assert {row.user for row in stored.values()} == {owner}
    assert (stored[movies[1].pk].row, stored[movies[1].pk].place) == ("for_you", 3)
    assert stored[movies[2].pk].value == 40.5
    assert {row.profile for row in stored.values()} == {""}


def test_an_id_of_one_user_is_free_for_another(as_owner, as_stranger, movies):
    same = event(movies[0])
    assert send(as_owner, same).json()["stored"] == 1
    assert send(as_stranger, same).json()["stored"] == 1
    assert send(as_owner, same, same).json() == {"stored": 0, "repeated": 2, "not_found": []}


def test_a_visitor_needs_a_session_and_counts_for_no_profile(anonymous, movies):
    answer = send(anonymous, event(movies[0], "shown"))
    assert (answer.status_code, set(answer.json())) == (400, {"session"})
    session = str(uuid.uuid4())
    seen = [event(movies[0], "shown"), event(movies[0])]
    assert send(anonymous, *seen, session=session).json()["stored"] == 2
    row = ExposureEvent.objects.first()
    assert (row.user, str(row.session)) == (None, session)
    assert quality_statistics()["by_profile"] == {}


def test_a_movie_that_is_not_here_is_named_and_the_others_are_stored(as_owner, movies):
    unknown = event(2_000_000_000)
    answer = send(as_owner, unknown, event(movies[0]))
    assert answer.json() == {"stored": 1, "repeated": 0, "not_found": [unknown["id"]]}


def test_shown_of_a_list_that_the_server_recorded_is_no_second_exposure(as_owner, movies):
    row = as_owner.get(LIST).json()["results"][0]
    shown = event(row["movie"]["id"], "shown", list_id=row["list_id"])
    assert send(as_owner, shown).json() == {"stored": 0, "repeated": 1, "not_found": []}
    write_buffered()
    logged = ExposureEvent.objects.get(movie=row["movie"]["id"])
    assert (logged.kind, logged.profile) == ("shown", "learned")


def test_an_opened_movie_is_a_click_on_the_list_that_it_names(as_owner, movies, time_machine):
    time_machine.move_to(timezone.now() - timedelta(days=3), tick=False)
    row = as_owner.get(LIST).json()["results"][0]
    time_machine.shift(timedelta(hours=1))
    as_owner.get(LIST, {"year_min": 1900})
    time_machine.shift(timedelta(hours=1))
    send(as_owner, event(row["movie"]["id"], list_id=row["list_id"]))
    assert quality_statistics()["by_profile"]["learned"]["clicks"] == 1
    assert Recommendation.objects.get(pk=row["id"]).is_clicked


def test_nothing_that_a_client_says_makes_a_profile(as_owner, movies):
    body = event(movies[0], "shown", list_id=str(uuid.uuid4()), profile="classic", propensity=0.1)
    assert send(as_owner, body).json()["stored"] == 1
    assert ExposureEvent.objects.get().profile == ""
    assert ExposureEvent.objects.get().propensity is None


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"kind": "bought"}, "kind"),
        ({"id": "x"}, "id"),
        ({"kind": "progress"}, "value"),
        ({"kind": "progress", "value": 101}, "value"),
        ({"kind": "dwell", "value": -1}, "value"),
        ({"kind": "dwell", "value": "nan"}, "value"),
        ({"movie": None}, "movie"),
        ({"tmdb_id": 3}, "movie"),
        ({"movie": 10**30}, "movie"),
        ({"list_id": "x"}, "list_id"),
        ({"place": -1}, "place"),
        ({"row": "x" * 41}, "row"),
        ({"row": "a\x00b"}, "row"),
        ({"surface": "wall"}, "surface"),
        ({"at": "yesterday"}, "at"),
        ({"at": "2001-01-01T00:00:00Z"}, "at"),
    ],
)
def test_an_invalid_event_is_a_400_that_names_the_field(as_owner, movies, fields, place):
    answer = send(as_owner, event(movies[0]), event(movies[0]) | fields)
    assert answer.status_code == 400
    assert set(answer.json()["events"]["1"]) == {place}
    assert not ExposureEvent.objects.exists()


@pytest.mark.parametrize("events", [[], "x", [1], None, [[]]])
def test_other_bodies_are_a_400(as_owner, movies, events):
    assert as_owner.post(URL, {"events": events}, format="json").status_code == 400


def test_a_batch_has_a_limit_and_takes_the_same_queries_for_any_size(as_owner, movies):
    too_many = [event(movies[0]) for _ in range(EVENTS_MAX + 1)]
    assert send(as_owner, *too_many).status_code == 400
    counts = []
    for size in (1, 60):
        events = [event(movies[number % 40]) for number in range(size)]
        with CaptureQueriesContext(connection) as captured:
            assert send(as_owner, *events).json()["stored"] == size
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 11  # with the lock of the user, and the transaction that holds it


def test_a_time_in_the_future_becomes_now(as_owner, movies):
    send(as_owner, event(movies[0], at=(timezone.now() + timedelta(hours=3)).isoformat()))
    assert ExposureEvent.objects.get().happened_at <= timezone.now()
