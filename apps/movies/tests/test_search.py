"""Search: what is typed and what must be found; and the index that serves it. Cases: apps/core/tests/test_bundled_catalogue.py."""

from datetime import date

import pytest
from django.db import connection

from apps.movies.models import Collection, Credit, Movie, Person, Tag
from apps.movies.models.search import AllOf, AnyOf, prepare_search_indexes, search_index_of, weakest
from apps.movies.models.text import canonical, fold, name_variants
from apps.movies.services.search import find_match, people_named, search_movies

MOVIES = "/api/v1/movies/movies/"
SUGGEST = "/api/v1/movies/search/suggest/"
PEOPLE = "/api/v1/movies/people/"


def titles(query: str) -> list[str]:
    return [movie.title for movie in search_movies(query)[0][:5]]


def test_of_alternatives_only_those_are_looked_for_that_no_other_one_implies():
    joined = ("| ofthecaribbean", "ofthecaribbean")
    readings = [AllOf((" of ", " the ", " caribbean")), AnyOf(joined), AllOf((" caribbean",)), "| caribbean"]
    assert weakest(readings) == AnyOf(("ofthecaribbean", " caribbean"))
    assert weakest([AllOf((" a", " b")), AllOf((" b", " c"))]) == AnyOf(
        (AllOf((" a", " b")), AllOf((" b", " c")))
    )


def test_a_query_that_names_nobody_asks_once_for_people(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not people_named("pirates of the caribean").exists()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Amélie", "amelie"),
        ("Æon Flux", "aeon flux"),
        ("KIŞ UYKUSU", "kis uykusu"),
        ("Łódź", "lodz"),
        ("Đorđe & Œuvre", "dorde and oeuvre"),
        ("Straße", "strasse"),
        ("Schindler’s List", "schindlers list"),
        ("Matrix, The", "the matrix"),
        ("E.T.", "et"),
        ("8½", "8 1 2"),
        ("Alien³", "alien 3"),
        ("ﬁght", "fight"),
        ("लगान", "लगान"),
        ("mat\u00adrix\u200e", "matrix"),
        ("٣٠٠ 1️⃣", "300 1"),
        ("Брат", "брат"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded
    assert fold(fold(text)) == folded


@pytest.mark.parametrize(
    ("folded", "spelled"),
    [
        ("the godfather part ii", "godfather 2"),
        ("oceans eleven", "oceans 11"),
        ("se7en", "7"),
        ("x men", "x men"),
        ("v for vendetta", "v for vendetta"),
        ("star wars episode iv a new hope", "star wars 4 a new hope"),
        ("romeo and juliet", "romeo juliet"),
        ("boyz n the hood", "boyz the hood"),
        ("twenty eight days later", "28 days later"),
        ("one hundred and one dalmatians", "101 dalmatians"),
        ("nineteen eighty four", "1984"),
        ("two thousand and one", "2001"),
        ("twenty twelve", "2012"),
        ("one hundred and friends", "100 friends"),
        ("one two three", "1 2 3"),
        ("eight and a half", "8 1 2"),
        ("friday the 13th", "friday the thirteenth"),
        ("the", "the"),
        ("", ""),
    ],
)
def test_one_spelling_for_numbers_and_parts(folded, spelled):
    assert canonical(folded) == spelled


def test_a_title_in_another_script_is_found_by_its_transliteration(make_movie):
    make_movie("Брат", vote_count=5)
    assert "brat" in name_variants("Брат")
    assert titles("брат") == titles("brat") == titles("BRAT") == ["Брат"]


def test_alternative_titles_are_found(make_movie):
    make_movie("Life Is Beautiful", other_titles=[{"title": "La vita è bella", "country": "IT", "type": ""}])
    assert titles("la vita e bella") == ["Life Is Beautiful"]


def test_people_are_found_only_when_no_title_fits(make_movie):
    film, other = make_movie("Inception"), make_movie("Weaver")
    for number, name in enumerate(["Christopher Nolan", "Sigourney Weaver"], 1):
        person = Person.objects.create(tmdb_id=number, name=name)
        Credit.objects.create(movie=film, person=person, kind="crew", job="Director")
    assert titles("nolan") == titles("christopher nolam") == ["Inception"]
    assert titles("weaver") == [other.title]
    assert search_movies("christofer nolan")[1] == "christopher nolan"


def test_a_correction_is_named_and_only_made_when_nothing_else_fits(anonymous, make_movie):
    make_movie("The Godfather")
    answer = anonymous.get(f"{MOVIES}search/?q=the godfathr").json()
    assert (answer["count"], answer["did_you_mean"]) == (1, "the godfather")
    make_movie("Godfathr")
    answer = anonymous.get(f"{MOVIES}search/?q=godfathr").json()
    assert (answer["results"][0]["title"], answer["did_you_mean"]) == ("Godfathr", None)


def test_a_whole_title_may_have_two_edits_but_no_other_number(make_movie):
    make_movie("Shaun of the Dead")
    make_movie("Rocky Road 2")
    assert search_movies("sean of the dead")[1] == "shaun of the dead"
    assert titles("rocki raod 3") == []


def test_a_part_of_a_saga_is_found_by_its_number(make_movie, anonymous):
    saga = Collection.objects.create(tmdb_id=1, name="The Saga Collection")
    for year, title in [(2001, "Beginning"), (2003, "Saga: Middle"), (2005, "End")]:
        make_movie(title, release_date=date(year, 1, 1), collection=saga, vote_count=3000 - year)
    assert titles("saga 2")[0] == "Saga: Middle"
    assert sorted(titles("saga 2")) == ["Beginning", "End", "Saga: Middle"]
    assert titles("the saga part three")[0] == "End"
    assert titles("saga 1")[0] == "Beginning"
    assert set(titles("the saga collection")) == set(titles("saga 1"))
    make_movie("Saga 2: Another")
    assert titles("saga 2") == ["Saga 2: Another"]
    assert next(row["text"] for row in anonymous.get(f"{SUGGEST}?q=saga 3").json()["results"]) == "End"


def test_a_year_at_the_end_is_that_of_the_release(make_movie):
    for year in (1933, 1976, 2005):
        make_movie(
            "King Kong", release_date=date(year, 5, 1), overview=str(year), vote_count=year, popularity=1
        )
    found = {year: search_movies(f"king kong {year}").movies for year in (1933, 1977, 2005, 1950)}
    assert {year: [movie.overview for movie in movies] for year, movies in found.items()} == {
        1933: ["1933"],
        1977: ["1976"],
        2005: ["2005"],
        1950: ["2005", "1976", "1933"],
    }
    assert search_movies("kng kong 1933").did_you_mean == "king kong 1933"


def test_two_edits_are_too_many_for_a_short_word(make_movie):
    make_movie("Matrix")
    assert titles("matirx") == titles("matrix") == titles("mtrix") == ["Matrix"]
    assert titles("mtarxi") == titles("atrxi") == []


def test_whole_words_come_before_beginnings_and_these_before_parts(make_movie):
    for title, votes in [("Rainbow Sky", 9000), ("Purple Rain", 100), ("Rain", 1), ("Brainstorm", 9999)]:
        make_movie(title, vote_count=votes, popularity=1)
    assert titles("rain") == ["Rain", "Purple Rain", "Rainbow Sky"]
    assert titles("storm") == ["Brainstorm"]


def test_search_in_the_list_is_ranked_unless_an_ordering_is_asked_for(anonymous, make_movie):
    make_movie("Alien", popularity=1, vote_count=1)
    make_movie("Alien Nation", popularity=90, vote_count=9)

    def ask(query: str) -> list[str]:
        return [row["title"] for row in anonymous.get(f"{MOVIES}?{query}").json()["results"]]

    assert ask("search=alien") == ["Alien", "Alien Nation"]
    assert ask("search=alien&ordering=-popularity") == ["Alien Nation", "Alien"]


def test_people_are_found_without_accents_and_with_errors(anonymous, db):
    Person.objects.create(tmdb_id=1, name="Penélope Cruz", popularity=1)
    Person.objects.create(tmdb_id=2, name="Cruz Beckham", popularity=9)

    def ask(query: str) -> list[str]:
        return [row["name"] for row in anonymous.get(f"{PEOPLE}?search={query}").json()["results"]]

    assert ask("penelope") == ask("PENÉLOPE CRUZ") == ask("penelopa") == ["Penélope Cruz"]
    assert ask("cruz")[0] == "Cruz Beckham"
    assert ask("nobody") == []
    assert anonymous.get(f"{MOVIES}?person=penelope cruz").status_code == 200


def test_suggestions_have_every_kind_and_at_most_ten_rows(anonymous, make_movie):
    for number in range(12):
        make_movie(f"Alien {number}")
    Person.objects.create(tmdb_id=1, name="Alice Liddell")
    Collection.objects.create(tmdb_id=1, name="Alien Collection")
    Tag.objects.create(name="alien")
    response = anonymous.get(f"{SUGGEST}?q=ali")
    rows = response.json()["results"]
    assert {row["kind"] for row in rows} == {"movie", "person", "collection", "tag"}
    assert len(rows) <= 10
    assert "max-age=300" in response["Cache-Control"]
    assert anonymous.get(f"{SUGGEST}?q=a").json()["results"]
    assert anonymous.get(f"{SUGGEST}?q=alein").json()["did_you_mean"] == "alien"
    assert anonymous.get(f"{SUGGEST}?q=").status_code == 400
    assert anonymous.get(f"{SUGGEST}?q=%22'").json()["results"] == []


@pytest.mark.parametrize("typed", ["the god", "god", "godf", "the godf"])
def test_suggestions_know_that_the_last_word_may_go_on(make_movie, anonymous, typed):
    for title, votes in (("City of God", 100), ("God Bless America", 90), ("The Godfather", 80)):
        make_movie(title, vote_count=votes, popularity=0)
    found = [row["text"] for row in anonymous.get(f"{SUGGEST}?q={typed}").json()["results"]]
    assert found.index("The Godfather") < 2
    assert found[0] != "City of God"


def test_a_title_that_is_one_letter_from_the_query_follows_those_with_its_words(make_movie):
    for title in ("Dark Was the Night", "The Dark Knight"):
        make_movie(title)
    found = search_movies("the dark night")
    assert [movie.title for movie in found.movies] == ["Dark Was the Night", "The Dark Knight"]
    assert found.did_you_mean == "the dark knight"
    assert search_movies("dark was the night").did_you_mean is None


def test_a_part_has_the_number_of_any_of_its_titles(make_movie):
    saga = Collection.objects.create(
        name="Star Wars Collection", search_text="| star wars collection | starwarscollection |"
    )
    for year, title, other in (
        (1977, "Star Wars", "Star Wars: Episode IV"),
        (1980, "The Empire Strikes Back", "Star Wars: Episode V"),
        (1999, "Star Wars: Episode I", ""),
    ):
        others = [{"title": other, "country": "", "type": ""}] if other else []
        make_movie(title, release_date=date(year, 1, 1), collection=saga, other_titles=others)
    assert [titles(f"starwars episode {number}")[0] for number in ("iv", "v", "i")] == [
        "Star Wars",
        "The Empire Strikes Back",
        "Star Wars: Episode I",
    ]


@pytest.mark.parametrize("query", ['"', "'); --", "a OR b", "NEAR(x", "*", "%", "\\", "| |", "x" * 200])
def test_signs_of_a_query_language_mean_nothing(make_movie, query):
    make_movie("Movie")
    assert list(search_movies(query)[0]) == []


def test_search_takes_a_fixed_number_of_queries(anonymous, make_movies, django_assert_max_num_queries):
    make_movies(30)
    with django_assert_max_num_queries(
        7
    ):  # three of them for the data versions, which a server asks for once
        anonymous.get(f"{MOVIES}search/?q=film")
    with django_assert_max_num_queries(13):  # every step, as nothing fits
        anonymous.get(f"{MOVIES}search/?q=flim xqzvwy")


def test_the_index_follows_every_write(make_movie):
    movie = make_movie("Before")
    Movie.objects.filter(pk=movie.pk).update(search_text="| later |")
    assert (titles("before"), titles("later")) == ([], ["Before"])
    Movie.objects.bulk_create([Movie(title="Bulk", search_text="| bulk |")])
    assert titles("bulk") == ["Bulk"]
    Movie.all_objects.filter(pk=movie.pk).delete()
    assert titles("later") == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its index itself")
def test_a_lost_index_is_made_again(make_movie):
    make_movie("Lost")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {search_index_of(Movie)}_insert")
        make_movie("Found")
        assert titles("found") == []
        prepare_search_indexes([Movie], "default")
    assert titles("found") == ["Found"]


def test_a_text_without_letters_matches_nothing(db):
    assert find_match("").did_you_mean is None
