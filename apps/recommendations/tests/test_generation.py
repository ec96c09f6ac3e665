"""Lists for everybody: stored ahead of time, or written to a file: what the API gives."""

import json

import pytest
from django.core.management import CommandError, call_command

from apps.favorites.models import Rating
from apps.recommendations.models import Recommendation, RecommendationBatch

URL = "/api/v1/recommendations/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(make_user, make_movies):
    movies, people = make_movies(60), [make_user(f"person{number}") for number in range(4)]
    for number, person in enumerate(people[:3]):
        for movie in movies[number : number + 12 : 4]:
            Rating.objects.create(user=person, movie=movie, rating=9)
    return people


def lines(path) -> dict[str, list[int]]:
    return {row["user"]: row["tmdb_ids"] for row in map(json.loads, path.read_text().splitlines())}


def api_list(client) -> list[int]:
    return [row["movie"]["tmdb_id"] for row in client.get(URL).json()["results"]]


def test_the_file_holds_the_lists_that_the_api_gives(people, client_of, tmp_path):
    stored = api_list(client_of(people[0]))
    call_command("generate_recommendations", all=True, output=tmp_path / "lists.jsonl")
    written = lines(tmp_path / "lists.jsonl")
    assert set(written) == {"person0", "person1", "person2"}
    assert written["person0"] == stored
    assert written["person1"] == api_list(client_of(people[1]))


def test_limit_cuts_each_line(people, tmp_path):
    call_command("generate_recommendations", all=True, limit=3, output=tmp_path / "lists.jsonl")
    assert {len(ids) for ids in lines(tmp_path / "lists.jsonl").values()} == {3}


def test_without_a_file_lists_are_stored_and_served_as_they_are(people, client_of):
    call_command("generate_recommendations", all=True)
    assert RecommendationBatch.objects.count() == 3
    before = RecommendationBatch.objects.get(user=people[0]).batch_id
    client_of(people[0]).get(URL)
    assert RecommendationBatch.objects.get(user=people[0]).batch_id == before


def test_a_second_run_makes_only_what_has_changed(people, make_movie, capsys):
    call_command("generate_recommendations", all=True)
    Rating.objects.filter(user=people[1]).first().delete()
    capsys.readouterr()
    call_command("generate_recommendations", all=True)
    assert capsys.readouterr().out.startswith("1 lists")


def test_what_is_stored_in_bulk_is_what_the_api_makes_for_the_same_person(people, client_of):
    call_command("generate_recommendations", all=True)
    stored = told(people[0])
    assert client_of(people[0]).post(f"{URL}refresh/").status_code == 200
    assert told(people[0]) == stored


def test_a_movie_that_leaves_the_list_keeps_its_row_and_its_click(people):
    call_command("generate_recommendations", all=True)
    gone = Recommendation.objects.filter(user=people[0], rank=0)
    gone.update(is_clicked=True, times_shown=4)
    left = gone.get()
    Rating.objects.create(user=people[0], movie=left.movie, rating=9)
    call_command("generate_recommendations", all=True)
    left.refresh_from_db()
    assert (left.rank, left.is_clicked, left.times_shown) == (None, True, 4)
    ranks = Recommendation.objects.filter(user=people[0], rank__isnull=False).values_list("rank", flat=True)
    assert sorted(ranks) == list(range(len(ranks)))


def told(person) -> list[tuple]:
    columns = ("movie", "rank", "recommendation_type", "confidence_score", "match_score", "explanation")
    rows = Recommendation.objects.filter(user=person, rank__isnull=False).order_by("rank")
    return list(rows.values_list(*columns, "signals", "because_of", "profile"))


def test_it_takes_no_more_queries_for_more_people(people, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        call_command("generate_recommendations", all=True)


def test_a_folder_that_is_not_there_is_told(people, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("generate_recommendations", all=True, output=tmp_path / "no" / "lists.jsonl")
