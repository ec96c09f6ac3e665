"""MovieLens folders of both layouts are imported; a second import changes nothing."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from apps.favorites.models import Rating
from apps.movies.models import Movie
from apps.recommendations.services.learning.movielens_files import MovieLensFolder

pytestmark = pytest.mark.django_db

MOVIES = """movieId,title,genres
1,"Matrix, The (1999)",Action|Sci-Fi
2,Unknown Movie (1970),(no genres listed)
3,Same Film (1999),Action
"""
LINKS = "movieId,imdbId,tmdbId\n1,0133093,603\n2,,\n3,,603\n"
RATINGS = """userId,movieId,rating,timestamp
7,1,4.5,978300019
7,2,0.5,978300019
9,2,3.0,978300019
9,3,5.0,978300020
9,77,5.0,978300020
9,2,9.0,978300020
oops
"""


@pytest.fixture
def folder(tmp_path):
    for name, text in {"movies": MOVIES, "links": LINKS, "ratings": RATINGS}.items():
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


def ratings() -> list[tuple]:
    rows = Rating.objects.order_by("pk")
    return list(rows.values_list("user__username", "movie__title", "rating", "rated_at"))


def test_users_movies_and_ratings_are_imported(folder, make_movie):
    existing = make_movie("Matrix", tmdb_id=603)
    call_command("import_movielens", folder)
    day = datetime.fromtimestamp(978300019, tz=UTC)
    assert ratings()[:3] == [
        ("movielens-7", "Matrix", 9.0, day),
        ("movielens-7", "Unknown Movie", 1.0, day),
        ("movielens-9", "Unknown Movie", 6.0, day),
    ]
    assert Rating.objects.get(user__username="movielens-9", movie=existing).rating == 10
    existing.refresh_from_db()
    assert (existing.community_count, existing.community_average) == (2, 9.5)


def test_missing_movies_are_created(folder):
    call_command("import_movielens", folder)
    created = Movie.objects.get(tmdb_id=603)
    assert (created.title, created.release_date.year, created.imdb_id) == ("The Matrix", 1999, "tt0133093")
    assert sorted(created.genres.values_list("name", flat=True)) == ["Action", "Science Fiction"]
    assert Movie.objects.count() == 2


def test_importing_again_changes_nothing(folder):
    call_command("import_movielens", folder)
    before = list(Rating.objects.order_by("pk").values())
    call_command("import_movielens", folder)
    assert list(Rating.objects.order_by("pk").values()) == before
    assert Movie.objects.count() == 2
    assert get_user_model().objects.count() == 2


def test_imported_users_are_marked_and_cannot_log_in(folder):
    call_command("import_movielens", folder)
    user = get_user_model().objects.get(username="movielens-7")
    assert user.origin == "imported"
    assert not user.has_usable_password()
    assert authenticate(username=user.email, password="") is None


def test_limit_users_imports_all_ratings_of_the_first_users(folder):
    call_command("import_movielens", folder, limit_users=1)
    assert [row[0] for row in ratings()] == ["movielens-7", "movielens-7"]


def test_unreadable_lines_are_counted(folder, capsys):
    call_command("import_movielens", folder)
    output = capsys.readouterr().out
    assert "4 ratings of 2 users and 3 movies (2 new)" in output
    assert "2 unreadable lines, 1 ratings of movies that are not in the file" in output


def test_the_layout_of_1m_is_read(tmp_path):
    (tmp_path / "movies.dat").write_bytes("1::Misérables, Les (1995)::Drama|Musical\n".encode("latin-1"))
    (tmp_path / "ratings.dat").write_text("1::1::5::978300019\n")
    call_command("import_movielens", tmp_path)
    assert [row[1:3] for row in ratings()] == [("Les Misérables", 10.0)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ratings.csv", "userId,movieId,rating,timestamp\n1,1,5,978300019\n1,2,5,978300019\n"),
        ("ratings.csv", "userId,movieId,rating,timestamp\n1,1,5,978300019\n1,2,5,978300019"),
        ("ratings.dat", "1::1::5::978300019\n1::2::5::978300019\n"),
    ],
)
def test_progress_counts_ratings_and_not_the_heading(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    assert MovieLensFolder(tmp_path).size() == len(list(MovieLensFolder(tmp_path).ratings())) == 2


def test_a_folder_without_ratings_is_an_error(tmp_path):
    with pytest.raises(CommandError, match="neither ratings"):
        call_command("import_movielens", tmp_path)
