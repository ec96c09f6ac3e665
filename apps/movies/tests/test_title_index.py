"""The index in memory and SQL find the same movies for a search, in the same order."""

import random

import numpy as np
import pytest

from apps.movies.models import Movie
from apps.movies.models.search import AllOf, AnyOf, Pattern, infix_pattern, matching, word_pattern
from apps.movies.models.text import fold, search_document
from apps.movies.services.columns import Columns, current_columns, load_columns
from apps.movies.services.search import find_match, ranked, search_columns
from apps.movies.services.suggest import suggest
from apps.movies.services.title_index import Postings, TitleIndex

WORDS = [
    "the",
    "a",
    "spider",
    "man",
    "spiderman",
    "it",
    "italian",
    "2",
    "ii",
    "part",
    "amélie",
    "черная",
    "月",
    "of",
    "war",
]
SUGGEST = "/api/v1/movies/search/suggest/"


@pytest.fixture
def columns(db) -> Columns:
    """120 movies with names of few words, so that many share some."""
    draw = random.Random(5)
    names = [[" ".join(draw.choices(WORDS, k=draw.randrange(1, 4))) for _ in range(2)] for _ in range(119)]
    Movie.objects.bulk_create(
        Movie(
            title=own[0],
            search_text=search_document(own),
            vote_count=draw.choice([0, 3, 100]),
            popularity=draw.choice([0, 1.5]),
            adult=draw.random() < 0.1,
        )
        for own in [*names, ["", ""]]
    )
    load_columns()
    found = current_columns()
    assert found is not None
    return found


def ids(columns: Columns, mask: np.ndarray) -> list[int]:
    return columns.ids[mask].tolist()


def test_a_text_is_found_wherever_sql_finds_it(columns):
    texts = [
        f"{start}{part}{end}"
        for part in (*map(fold, WORDS), "pid", "e")
        for start in ("", " ")
        for end in ("", " ")
    ]
    texts += [
        f"| {name}{end}"
        for name in ("the spider", "it", "spiderman", "part 2", "s", "月")
        for end in ("", " ", " |")
    ]
    patterns: list[Pattern] = [
        *texts,
        AllOf((" spider", "an ")),
        AnyOf((" it ", "| war")),
        word_pattern("Part II"),
        *(
            AllOf(tuple(parts))
            for parts in ((" spider", "an ", "it"), ("an", "it", "pid"), ("2", "ii "), ("zz", " it"))
        ),
    ]
    for pattern in patterns:
        by_sql = Movie.objects.filter(matching(Movie, pattern)).order_by("pk").values_list("pk", flat=True)
        assert ids(columns, columns.titles.fitting(pattern)) == list(by_sql), pattern


def test_a_search_finds_the_same_movies_in_the_same_order_as_sql(columns):
    draw, found = random.Random(6), set()
    queries = [" ".join(draw.choices(WORDS, k=draw.randrange(1, 4))) for _ in range(80)]
    for query in [*queries, "spidr", "spidreman", "italain war", "the", "a", "pider", "?", "xqzvwy", "月"]:
        match, searched = find_match(query), search_columns(query, columns)
        by_sql = list(
            ranked(Movie.objects.filter(match.fit.condition), match.text).values_list("pk", flat=True)
        )
        assert columns.ids[searched.places].tolist() == by_sql, query
        assert searched.did_you_mean == match.did_you_mean, query
        found.add(len(by_sql))
    assert len(found) > 10


def test_suggestions_are_the_same_as_by_sql(columns, monkeypatch):
    queries = ["s", "sp", "spid", "the sp", "it", "2", "spidr", "part i", "月", "war of", "man", "the ma"]
    in_memory = [suggest(query) for query in queries]
    monkeypatch.setattr("apps.movies.services.suggest.current_columns", lambda: None)
    assert in_memory == [suggest(query) for query in queries]
    assert sum(bool(found) for found, _ in in_memory) > 7


def test_an_index_is_the_same_after_it_was_stored(columns):
    titles = columns.titles
    again = TitleIndex.unpack(titles.pack(), titles.prior)
    for query in ("spider man", "it", "pider"):
        for pattern in (word_pattern(query), infix_pattern(query)):
            assert (again.fitting(pattern) == titles.fitting(pattern)).all()
        places = again.ranked(again.fitting(infix_pattern(query)), query)
        assert places.tolist() == titles.ranked(titles.fitting(infix_pattern(query)), query).tolist()


def test_few_candidates_for_a_correction_are_the_best_known(columns):
    titles = columns.titles
    for most in (1, 5, 50, 500):
        order = titles.ranked(titles.containing(" spider"), "")[:most]
        assert titles.best_known(titles.containing(" spider"), most) == [titles.document(n) for n in order]


def test_an_empty_index_finds_nothing():
    empty = TitleIndex.of([], np.zeros(0))
    for pattern in (" it ", " it", "it", "| it |", word_pattern("spider man")):
        assert not len(empty.ranked(empty.fitting(pattern), "it"))
    assert Postings.of([]).number_of("it") is None


def test_a_search_in_memory_takes_no_query_of_titles(columns, anonymous, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):  # three of them for the data versions; the rows and their genres
        assert anonymous.get("/api/v1/movies/movies/?search=spider").data["count"]
    with django_assert_max_num_queries(5):
        assert anonymous.get("/api/v1/movies/movies/search/?q=spider").data["count"]
