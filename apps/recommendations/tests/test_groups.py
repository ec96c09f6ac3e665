"""Groups: joined by a code, visible to members, with picks for all of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.favorites.models import Rating
from apps.recommendations.models import Group
from apps.recommendations.services.surfaces import groups

URL = "/api/v1/recommendations/groups/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def movies(owner, stranger, make_movies):
    movies = make_movies(40)
    for movie in movies[0:12:4]:
        Rating.objects.create(user=owner, movie=movie, rating=9)
    for movie in movies[3:12:4]:
        Rating.objects.create(user=stranger, movie=movie, rating=9)
    return movies


@pytest.fixture
def group(as_owner, as_stranger, movies) -> dict:
    group = as_owner.post(URL, {"name": "Friday"}).json()
    assert as_stranger.post(f"{URL}join/", {"code": group["code"]}).status_code == 201
    return group


def test_joining_twice_adds_one_membership(as_stranger, group):
    again = as_stranger.post(f"{URL}join/", {"code": group["code"]})
    assert again.status_code == 200
    assert [member["username"] for member in again.json()["members"]] == ["owner", "stranger"]


def test_picks_exclude_movies_of_all_members_and_show_their_scores(as_owner, as_stranger, movies, group):
    as_stranger.post(
        "/api/v1/recommendations/feedback/", {"movie": movies[20].pk, "feedback_type": "dislike"}
    )
    found = as_owner.get(f"{URL}{group['id']}/picks/", {"limit": 40}).json()["results"]
    picked = {row["movie"]["id"] for row in found}
    excluded = {movie.pk for movie in [*movies[0:12:4], *movies[3:12:4], movies[20]]}
    assert picked == {movie.pk for movie in movies} - excluded
    assert [member["username"] for member in found[0]["members"]] == ["owner", "stranger"]
    assert 0 <= found[0]["group_score"] <= 100


def test_picks_take_a_strategy_and_filters(as_owner, group):
    picks = f"{URL}{group['id']}/picks/"
    found = as_owner.get(picks, {"strategy": "average", "genre": "Comedy,Horror"}).json()["results"]
    assert {row["movie"]["genres"][0]["name"] for row in found} == {"Comedy", "Horror"}
    assert as_owner.get(picks, {"strategy": "dictator"}).status_code == 400


def test_a_group_is_visible_to_its_members_only(client_of, make_user, anonymous, group):
    outsider = client_of(make_user("outsider"))
    for path in (f"{group['id']}/", f"{group['id']}/picks/"):
        assert outsider.get(f"{URL}{path}").status_code == 404
        assert anonymous.get(f"{URL}{path}").status_code == 401
    assert outsider.post(f"{URL}{group['id']}/leave/").status_code == 404
    assert outsider.get(URL).json()["count"] == 0


def test_only_the_owner_updates_or_deletes_a_group(as_owner, as_stranger, group):
    one = f"{URL}{group['id']}/"
    assert as_stranger.patch(one, {"name": "Mine"}).status_code == 403
    assert as_stranger.delete(one).status_code == 403
    assert as_owner.patch(one, {"strategy": "average"}).json()["strategy"] == "average"
    assert as_owner.delete(one).status_code == 204


def test_leaving_removes_the_scores_and_transfers_the_group(as_owner, as_stranger, stranger, group):
    assert as_owner.post(f"{URL}{group['id']}/leave/").status_code == 204
    assert Group.objects.get().owner == stranger
    found = as_stranger.get(f"{URL}{group['id']}/picks/").json()["results"]
    assert [member["username"] for member in found[0]["members"]] == ["stranger"]
    as_stranger.post(f"{URL}{group['id']}/leave/")
    assert not Group.objects.exists()


def test_joining_a_full_group_is_a_409(client_of, make_user, group):
    for _ in range(6):
        assert client_of(make_user()).post(f"{URL}join/", {"code": group["code"]}).status_code == 201
    assert client_of(make_user()).post(f"{URL}join/", {"code": group["code"]}).status_code == 409


@pytest.mark.parametrize("body", [{}, {"code": "x" * 99}, {"code": None}, {"code": "nothing"}])
def test_an_invalid_code_is_a_400(as_owner, db, body):
    assert as_owner.post(f"{URL}join/", body).status_code == 400


def test_picks_take_the_same_queries_for_more_members(as_owner, client_of, make_user, group):
    counts = []
    for _ in range(2):
        as_owner.get(f"{URL}{group['id']}/picks/")
        with CaptureQueriesContext(connection) as captured:
            as_owner.get(f"{URL}{group['id']}/picks/")
        counts.append(len(captured))
        client_of(make_user()).post(f"{URL}join/", {"code": group["code"]})
    assert counts[0] == counts[1] <= 10


def test_each_member_of_a_pick_has_a_reason_that_names_no_movie_they_have_seen(as_owner, group, movies):
    picks = as_owner.get(f"{URL}{group['id']}/picks/").json()["results"]
    reasons = [member["reason"] for pick in picks for member in pick["members"]]
    assert all(reasons)
    assert any("Drama" in reason for reason in reasons)
    assert not [reason for reason in reasons if "Film" in reason]


def test_the_owner_renews_the_code_and_the_former_one_is_worth_nothing(
    as_owner, as_stranger, client_of, make_user, group
):
    assert as_stranger.post(f"{URL}{group['id']}/code/").status_code == 403
    renewed = as_owner.post(f"{URL}{group['id']}/code/").json()
    assert renewed["code"] != group["code"]
    newcomer = client_of(make_user())
    assert newcomer.post(f"{URL}join/", {"code": group["code"]}).status_code == 400
    assert newcomer.post(f"{URL}join/", {"code": renewed["code"]}).status_code == 201


def test_a_removed_member_is_out_with_their_votes_and_cannot_come_back(as_owner, as_stranger, group, movies):
    as_stranger.put(f"{URL}{group['id']}/votes/{movies[30].pk}/", {"vote": "yes"})
    member = f"{URL}{group['id']}/members/stranger/"
    assert as_stranger.delete(f"{URL}{group['id']}/members/owner/").status_code == 403
    assert as_owner.delete(member).status_code == 204
    assert as_owner.get(f"{URL}{group['id']}/votes/").json()["votes"] == []
    assert as_stranger.get(f"{URL}{group['id']}/picks/").status_code == 404
    assert as_stranger.post(f"{URL}join/", {"code": group["code"]}).status_code == 400
    code = Group.objects.get().code
    assert as_owner.delete(member).status_code == 204
    assert Group.objects.get().code == code
    assert as_owner.delete(f"{URL}{group['id']}/members/owner/").status_code == 409


@pytest.mark.parametrize("query", [{"search": "Film 30"}, {"year": 1990}])
def test_a_narrow_filter_is_refused_whoever_has_seen_what(as_owner, stranger, group, movies, query):
    before = as_owner.get(f"{URL}{group['id']}/picks/", query)
    assert before.status_code == 400
    Rating.objects.create(user=stranger, movie=movies[30], rating=8)
    after = as_owner.get(f"{URL}{group['id']}/picks/", query)
    assert (after.status_code, after.content) == (before.status_code, before.content)


def test_a_filter_finds_nothing_that_the_long_list_does_not_have(as_owner, group, movies, monkeypatch):
    """So that a movie can be missing though nobody has seen it."""
    monkeypatch.setattr(groups, "POOL", 15)
    picks = f"{URL}{group['id']}/picks/"
    best = [row["movie"]["id"] for row in as_owner.get(picks, {"limit": 15}).json()["results"]]
    found = [
        row["movie"]["id"] for row in as_owner.get(picks, {"limit": 50, "year_min": 1975}).json()["results"]
    ]
    late = {movie.pk for movie in movies if movie.release_date.year >= 1975}
    assert found == [movie for movie in best if movie in late]
    assert len(found) < len(late)
