"""Movie night: joined by a code, seen by members alone, picking what nobody has seen or hidden."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.favorites.models import Rating
from apps.recommendations.models import Group

URL = "/api/v1/recommendations/groups/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def films(owner, stranger, make_movies):
    films = make_movies(40)
    for film in films[0:12:4]:
        Rating.objects.create(user=owner, movie=film, rating=9)
    for film in films[3:12:4]:
        Rating.objects.create(user=stranger, movie=film, rating=9)
    return films


@pytest.fixture
def group(as_owner, as_stranger, films) -> dict:
    group = as_owner.post(URL, {"name": "Friday"}).json()
    assert as_stranger.post(f"{URL}join/", {"code": group["code"]}).status_code == 201
    return group


def test_whoever_has_the_code_joins_once(as_stranger, group):
    again = as_stranger.post(f"{URL}join/", {"code": group["code"]})
    assert again.status_code == 200
    assert [member["username"] for member in again.json()["members"]] == ["owner", "stranger"]


def test_picks_are_what_nobody_has_seen_or_hidden_with_everybodys_score(as_owner, as_stranger, films, group):
    as_stranger.post("/api/v1/recommendations/feedback/", {"movie": films[20].pk, "feedback_type": "dislike"})
    found = as_owner.get(f"{URL}{group['id']}/picks/", {"limit": 40}).json()["results"]
    picked = {row["movie"]["id"] for row in found}
    gone = {film.pk for film in [*films[0:12:4], *films[3:12:4], films[20]]}
    assert picked == {film.pk for film in films} - gone
    assert [member["username"] for member in found[0]["members"]] == ["owner", "stranger"]
    assert 0 <= found[0]["group_score"] <= 100


def test_the_strategy_and_filters_can_be_asked_for(as_owner, group):
    picks = f"{URL}{group['id']}/picks/"
    found = as_owner.get(picks, {"strategy": "average", "genre": "Comedy"}).json()["results"]
    assert {row["movie"]["genres"][0]["name"] for row in found} == {"Comedy"}
    assert as_owner.get(picks, {"strategy": "dictator"}).status_code == 400


def test_a_group_is_seen_by_its_members_alone(client_of, make_user, anonymous, group):
    outsider = client_of(make_user("outsider"))
    for path in (f"{group['id']}/", f"{group['id']}/picks/"):
        assert outsider.get(f"{URL}{path}").status_code == 404
        assert anonymous.get(f"{URL}{path}").status_code == 401
    assert outsider.post(f"{URL}{group['id']}/leave/").status_code == 404
    assert outsider.get(URL).json()["count"] == 0


def test_only_the_owner_changes_or_ends_it(as_owner, as_stranger, group):
    one = f"{URL}{group['id']}/"
    assert as_stranger.patch(one, {"name": "Mine"}).status_code == 403
    assert as_stranger.delete(one).status_code == 403
    assert as_owner.patch(one, {"strategy": "average"}).json()["strategy"] == "average"
    assert as_owner.delete(one).status_code == 204


def test_who_leaves_is_scored_no_more_and_the_group_is_handed_on(as_owner, as_stranger, stranger, group):
    assert as_owner.post(f"{URL}{group['id']}/leave/").status_code == 204
    assert Group.objects.get().owner == stranger
    found = as_stranger.get(f"{URL}{group['id']}/picks/").json()["results"]
    assert [member["username"] for member in found[0]["members"]] == ["stranger"]
    as_stranger.post(f"{URL}{group['id']}/leave/")
    assert not Group.objects.exists()


def test_a_full_group_takes_nobody_more(client_of, make_user, group):
    for _ in range(6):
        assert client_of(make_user()).post(f"{URL}join/", {"code": group["code"]}).status_code == 201
    assert client_of(make_user()).post(f"{URL}join/", {"code": group["code"]}).status_code == 409


@pytest.mark.parametrize("body", [{}, {"code": "x" * 99}, {"code": None}, {"code": "nothing"}])
def test_a_code_that_is_none_is_a_400(as_owner, db, body):
    assert as_owner.post(f"{URL}join/", body).status_code == 400


def test_picks_take_the_same_queries_for_more_members(as_owner, client_of, make_user, group):
    counts = []
    for _ in range(2):
        as_owner.get(f"{URL}{group['id']}/picks/")
        with CaptureQueriesContext(connection) as asked:
            as_owner.get(f"{URL}{group['id']}/picks/")
        counts.append(len(asked))
        client_of(make_user()).post(f"{URL}join/", {"code": group["code"]})
    assert counts[0] == counts[1] <= 10
