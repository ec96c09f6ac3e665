"""What curators do to several movies at once, and how they find and compare duplicates."""

import logging
from datetime import date

import pytest
from django.urls import reverse

from apps.movies.models import Genre, Movie, Tag
from apps.movies.services.duplicates import likely_duplicates

LIST = reverse("admin:movies_movie_changelist")


@pytest.fixture
def boss(client, django_user_model):
    user = django_user_model.objects.create_superuser(email="boss@example.com", password="plum-orbit-42")
    client.force_login(user)
    return client


def edit(client, movies, **fields):
    chosen = {"action": "edit_together", "_selected_action": [movie.pk for movie in movies], "apply": "1"}
    return client.post(LIST, chosen | fields)


def test_several_movies_are_edited_together_and_locked(boss, make_movie):
    movies = [make_movie(f"Movie {number}", genres=["Drama"]) for number in range(3)]
    untouched = make_movie("Other", genres=["Drama"])
    western, robot = Genre.objects.create(name="Western"), Tag.objects.create(name="robot")
    drama = Genre.objects.get(name="Drama")
    page = boss.post(LIST, {"action": "edit_together", "_selected_action": [m.pk for m in movies]})
    assert "Edit 3 movies together" in page.content.decode()
    answer = edit(
        boss,
        movies,
        add_genres=[western.pk],
        remove_genres=[drama.pk],
        add_tags="ROBOT",
        lock=["title"],
        hidden="1",
    )
    assert answer.status_code == 302
    for movie in movies:
        movie.refresh_from_db()
        assert [genre.name for genre in movie.genres.all()] == ["Western"]
        assert [tag.pk for tag in movie.tags.all()] == [robot.pk]
        assert movie.hidden_from_recommendations
        assert {"genres", "tags", "title"} <= set(movie.locked_fields)
        history = boss.get(reverse("admin:movies_movie_history", args=[movie.pk])).content.decode()
        assert "genres: Drama → Western; tags: none → robot; hidden from recommendations: no → yes" in history
    untouched.refresh_from_db()
    assert [genre.name for genre in untouched.genres.all()] == ["Drama"]
    edit(boss, movies, unlock=["title"])
    movies[0].refresh_from_db()
    assert "title" not in movies[0].locked_fields
    assert "genres" in movies[0].locked_fields


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Nothing is filled in."),
        ({"add_tags": "no such tag"}, "There is no tag named “no such tag”."),
        ({"lock": ["title"], "unlock": ["title"]}, "Either lock or unlock"),
        ({"add_genres": ["9" * 21]}, "is not a valid value"),
    ],
)
def test_a_mistake_is_a_sentence_and_changes_nothing(boss, make_movie, fields, words):
    movie = make_movie("Up")
    before = Movie.objects.values().get(pk=movie.pk)
    answer = edit(boss, [movie], **fields)
    assert answer.status_code == 200 and words in answer.content.decode()
    assert Movie.objects.values().get(pk=movie.pk) == before


def test_likely_duplicates_share_a_title_and_a_year_or_an_imdb_id(make_movie):
    def row(title, year, **fields):
        return make_movie(title, release_date=date(year, 5, 1), **fields)

    one, two = row("Alien", 1979, imdb_id="tt0078748"), row("ALIEN", 1980)
    same_id = [row("Solaris", 1972, imdb_id="tt1"), row("Солярис", 1972, imdb_id="tt1")]
    row("Dune", 1984, imdb_id="tt2")
    row("Dune", 2021, imdb_id="tt3")
    row("Crash", 2004, imdb_id="tt4")
    row("Crash", 2005, imdb_id="tt5")  # two films of one title
    groups = [{movie.pk for movie in group} for group in likely_duplicates()]
    assert groups == [{movie.pk for movie in same_id}, {one.pk, two.pk}]


def test_duplicates_are_compared_side_by_side_before_a_merge(boss, make_movie):
    pair = [
        make_movie("Alien", release_date=date(1979, 5, 25), overview=text)
        for text in ("In space.", "On Earth.")
    ]
    page = boss.get(reverse("admin:movies_movie_duplicates")).content.decode()
    assert "Compare" in page and all(f'value="{movie.pk}"' in page for movie in pair)
    compared = boss.post(
        LIST, {"action": "merge", "_selected_action": [movie.pk for movie in pair]}
    ).content.decode()
    assert "In space." in compared and "On Earth." in compared
    assert "Cancel" in compared
    assert "different TMDb or IMDb ids" in compared  # make_movie gives each its own
    assert Movie.objects.filter(pk__in=[movie.pk for movie in pair]).count() == 2


def test_only_curators_see_the_duplicates(client, make_user):
    client.force_login(make_user("staff", is_staff=True))
    assert client.get(reverse("admin:movies_movie_duplicates")).status_code == 403


def test_an_ordinary_refusal_is_no_traceback(client, make_user):
    client.force_login(make_user("staff", is_staff=True))
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign]
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        assert client.get(LIST).status_code == 403
    finally:
        logger.removeHandler(handler)
    assert not records
