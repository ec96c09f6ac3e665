"""Votes of a movie night, and the one movie that is chosen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.movies.models import Movie
from apps.movies.services.merge import merge_movies
from apps.recommendations.models import GroupVote
from apps.recommendations.services.surfaces import group_votes

URL = "/api/v1/recommendations/groups/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def movies(make_movies):
    return make_movies(4)


@pytest.fixture
def night(as_owner, as_stranger, movies) -> str:
    group = as_owner.post(URL, {"name": "Friday"}).json()
    as_stranger.post(f"{URL}join/", {"code": group["code"]})
    return f"{URL}{group['id']}/"


def vote(client, night: str, movie, value: str):
    return client.put(f"{night}votes/{movie.pk}/", {"vote": value})


def test_votes_are_counted_by_name_and_the_lead_comes_first(as_owner, as_stranger, night, movies):
    vote(as_owner, night, movies[0], "no")
    vote(as_owner, night, movies[1], "yes")
    state = vote(as_stranger, night, movies[0], "yes").json()
    assert state["members"] == ["owner", "stranger"]
    assert state["chosen"] is None
    told = [(row["movie"]["id"], row["yes"], row["no"], row["my_vote"]) for row in state["votes"]]
    assert told == [(movies[1].pk, ["owner"], [], None), (movies[0].pk, ["stranger"], ["owner"], "yes")]
    assert as_stranger.get(f"{night}votes/").json() == state


def test_a_vote_can_be_changed_and_withdrawn(as_owner, night, movies):
    vote(as_owner, night, movies[0], "no")
    assert vote(as_owner, night, movies[0], "yes").json()["votes"][0]["my_vote"] == "yes"
    assert GroupVote.objects.count() == 1
    for _ in range(2):
        assert as_owner.delete(f"{night}votes/{movies[0].pk}/").status_code == 204
    assert as_owner.get(f"{night}votes/").json()["votes"] == []


def test_a_yes_of_everybody_chooses_the_movie_and_ends_the_vote(as_owner, as_stranger, night, movies):
    vote(as_owner, night, movies[2], "yes")
    assert vote(as_stranger, night, movies[2], "yes").json()["chosen"]["id"] == movies[2].pk
    refused = vote(as_owner, night, movies[1], "yes")
    assert refused.status_code == 409
    assert "The vote is over" in refused.json()["detail"]
    assert as_owner.delete(f"{night}votes/{movies[2].pk}/").status_code == 409


def test_one_member_alone_chooses_nothing(as_owner, movies):
    group = as_owner.post(URL, {"name": "Alone"}).json()
    assert vote(as_owner, f"{URL}{group['id']}/", movies[0], "yes").json()["chosen"] is None


def test_the_owner_closes_and_opens_the_vote(as_owner, as_stranger, night, movies):
    assert as_owner.post(f"{night}result/").status_code == 409
    vote(as_owner, night, movies[0], "yes")
    vote(as_stranger, night, movies[0], "no")
    vote(as_stranger, night, movies[1], "yes")
    assert as_stranger.post(f"{night}result/").status_code == 403
    assert as_owner.post(f"{night}result/").json()["chosen"]["id"] == movies[1].pk
    assert as_owner.post(f"{night}result/").status_code == 200
    assert as_stranger.delete(f"{night}result/").status_code == 403
    assert as_owner.delete(f"{night}result/").status_code == 204
    state = as_owner.get(f"{night}votes/").json()
    assert state["chosen"] is None
    assert len(state["votes"]) == 2


@pytest.mark.parametrize("body", [{}, {"vote": "maybe"}, {"vote": None}, []])
def test_an_unusable_vote_is_a_400(as_owner, night, movies, body):
    assert as_owner.put(f"{night}votes/{movies[0].pk}/", body).status_code == 400


def test_movies_that_lists_may_not_contain_get_no_votes(as_owner, night, movies):
    Movie.objects.filter(pk=movies[0].pk).update(hidden_from_recommendations=True)
    assert vote(as_owner, night, movies[0], "yes").status_code == 404
    assert as_owner.put(f"{night}votes/999999/", {"vote": "yes"}).status_code == 404


def test_a_movie_that_is_hidden_later_leaves_the_vote(as_owner, night, movies):
    vote(as_owner, night, movies[0], "yes")
    Movie.objects.filter(pk=movies[0].pk).update(hidden_from_recommendations=True)
    assert as_owner.get(f"{night}votes/").json()["votes"] == []
    assert as_owner.post(f"{night}result/").status_code == 409


def test_the_number_of_movies_is_limited(as_owner, as_stranger, night, movies, monkeypatch):
    monkeypatch.setattr(group_votes, "MAX_VOTED_MOVIES", 2)
    vote(as_owner, night, movies[0], "yes")
    vote(as_owner, night, movies[1], "yes")
    assert vote(as_stranger, night, movies[2], "yes").status_code == 409
    assert vote(as_stranger, night, movies[1], "no").status_code == 200


def test_votes_are_of_members_only_and_leave_with_them(
    as_owner, as_stranger, client_of, make_user, night, movies
):
    outsider = client_of(make_user("outsider"))
    assert vote(outsider, night, movies[0], "yes").status_code == 404
    assert outsider.get(f"{night}votes/").status_code == 404
    vote(as_stranger, night, movies[0], "yes")
    as_stranger.post(f"{night}leave/")
    assert as_owner.get(f"{night}votes/").json()["votes"] == []


def test_merging_movies_moves_votes_and_the_result(as_owner, as_stranger, night, movies):
    for client in (as_owner, as_stranger):
        vote(client, night, movies[0], "yes")
    merge_movies(keep=movies[1], duplicates=[movies[0]])
    state = as_owner.get(f"{night}votes/").json()
    assert [state["chosen"]["id"], state["votes"][0]["movie"]["id"]] == [movies[1].pk] * 2


def test_the_export_has_my_votes(as_owner, night, movies):
    vote(as_owner, night, movies[0], "yes")
    nights = as_owner.get("/api/v1/auth/users/me/export/").json()["movie_nights"]
    assert [(row["movie"]["id"], row["vote"]) for row in nights[0]["votes"]] == [(movies[0].pk, "yes")]


def test_votes_take_the_same_queries_for_any_number(as_owner, as_stranger, night, movies):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert as_owner.get(f"{night}votes/").status_code == 200
        return len(queries)

    vote(as_owner, night, movies[0], "yes")
    few = count()
    for movie in movies[1:]:
        vote(as_owner, night, movie, "yes")
        vote(as_stranger, night, movie, "no")
    assert count() == few
