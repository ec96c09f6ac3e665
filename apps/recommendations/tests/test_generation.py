"""Lists for many users: stored in advance, or written to a file."""

import json

import pytest
from django.core.management import CommandError, call_command

from apps.favorites.models import Rating
from apps.recommendations.models import Recommendation, RecommendationBatch
from apps.recommendations.services.recommendation_engine import RecommendationEngine

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def users(make_user, make_movies):
    movies, users = make_movies(60), [make_user(f"user{number}") for number in range(4)]
    for number, user in enumerate(users[:3]):
        for movie in movies[number : number + 12 : 4]:
            Rating.objects.create(user=user, movie=movie, rating=9)
    return users


def lines(path) -> dict[str, list[int]]:
    return {row["user"]: row["tmdb_ids"] for row in map(json.loads, path.read_text().splitlines())}


def api_list(client) -> list[int]:
    return [row["movie"]["tmdb_id"] for row in client.get(URL).json()["results"]]


def test_the_file_has_the_lists_that_the_api_returns(users, client_of, tmp_path):
    stored = api_list(client_of(users[0]))
    call_command("generate_recommendations", all=True, output=tmp_path / "lists.jsonl")
    written = lines(tmp_path / "lists.jsonl")
    assert set(written) == {"user0", "user1", "user2"}
    assert written["user0"] == stored
    assert written["user1"] == api_list(client_of(users[1]))


def test_limit_shortens_each_line(users, tmp_path):
    call_command("generate_recommendations", all=True, limit=3, output=tmp_path / "lists.jsonl")
    assert {len(ids) for ids in lines(tmp_path / "lists.jsonl").values()} == {3}


def test_stored_lists_are_served_unchanged(users, client_of):
    call_command("generate_recommendations", all=True)
    assert RecommendationBatch.objects.count() == 3
    before = RecommendationBatch.objects.get(user=users[0]).batch_id
    client_of(users[0]).get(URL)
    assert RecommendationBatch.objects.get(user=users[0]).batch_id == before


def test_a_second_run_generates_only_outdated_lists(users, make_movie, capsys):
    call_command("generate_recommendations", all=True)
    Rating.objects.filter(user=users[1]).first().delete()
    capsys.readouterr()
    call_command("generate_recommendations", all=True)
    assert "\n1 lists in " in capsys.readouterr().out


def test_bulk_lists_are_the_same_as_single_ones(users, client_of):
    call_command("generate_recommendations", all=True)
    stored = stored_columns(users[0])
    assert client_of(users[0]).post(f"{URL}refresh/").status_code == 200
    assert stored_columns(users[0]) == stored


def test_a_movie_that_leaves_the_list_remains_as_a_row_with_its_click(users):
    call_command("generate_recommendations", all=True)
    first = Recommendation.objects.filter(user=users[0], rank=0)
    first.update(is_clicked=True)
    row = first.get()
    Rating.objects.create(user=users[0], movie=row.movie, rating=9)
    call_command("generate_recommendations", all=True)
    row.refresh_from_db()
    assert (row.rank, row.is_clicked) == (None, True)
    ranks = Recommendation.objects.filter(user=users[0], rank__isnull=False).values_list("rank", flat=True)
    assert sorted(ranks) == list(range(len(ranks)))


def test_a_list_of_an_older_format_is_generated_again(users, client_of, monkeypatch):
    client = client_of(users[0])
    first = client.get(URL).json()["results"][0]["list_id"]
    monkeypatch.setattr("apps.recommendations.services.recommendation_engine.LIST_FORMAT", 99)
    engine = RecommendationEngine()
    assert not engine.is_up_to_date(engine.context(users[0].pk))
    engine.up_to_date(users[0].pk)
    assert str(RecommendationBatch.objects.get(user=users[0]).batch_id) != first


def test_signals_and_reasons_are_stored_in_short(users, client_of):
    [row] = [row for row in client_of(users[0]).get(URL).json()["results"] if row["because_of"]][:1]
    stored = Recommendation.objects.get(pk=row["id"])
    assert (stored.signals, stored.because_of) == (row["signals"], row["because_of"])
    assert len(stored.details) < len(json.dumps([row["signals"], row["because_of"]])) / 2


def stored_columns(user) -> list[tuple]:
    columns = ("movie", "rank", "recommendation_type", "confidence_score", "match_score", "explanation")
    rows = Recommendation.objects.filter(user=user, rank__isnull=False).order_by("rank")
    return list(rows.values_list(*columns, "details", "profile"))


def test_queries_do_not_grow_with_the_users(users, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        call_command("generate_recommendations", all=True)


def test_a_missing_folder_is_an_error(users, tmp_path):
    for path in (tmp_path / "no" / "lists.jsonl", tmp_path):
        with pytest.raises(CommandError, match="a file in a folder that exists"):
            call_command("generate_recommendations", "--all", "--output", str(path))
