"""Titles and overviews in the language of a request."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from apps.movies.models import Movie, MovieTranslation
from apps.movies.models.fields import movie_fields

LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z]{2})?$"
LANGUAGE_ERROR = "Must be a language code, such as fr or fr-CA."
LISTED = frozenset(movie_fields("list"))
NAMED = frozenset({"movie_id", "title"})  # a movie of which a response has only these
TEXTS = ("title", "overview")


def translate(movie: Movie, language: str) -> None:
    """Replace title and overview by the translation, each only if it has one. language: such as fr or fr-CA."""
    texts = texts_in(language, movie.translations.all(), movie.original_language, movie.original_title)
    for name, text in texts.items():
        setattr(movie, name, text)


def translate_listed(data: Any, language: str) -> None:
    """`translate` for the movies of lists in the data of a response, wherever they are in it, in one query.

    Also the titles of movies that are only named, such as those of `because_of`, in one query more.
    """
    movies, named = list(listed_movies(data)), list(named_movies(data))
    spoken, ids = language.partition("-")[0].lower(), {node["movie_id"] for node in named}
    rows = MovieTranslation.objects.filter(movie__in={movie["id"] for movie in movies} | ids, language=spoken)
    by_movie: dict[int, list[MovieTranslation]] = defaultdict(list)
    for row in rows if movies or named else ():
        by_movie[row.movie_id].append(row)
    for movie in movies:
        own = by_movie.get(movie["id"], ())
        movie.update(texts_in(language, own, movie["original_language"], movie["original_title"]))
    originals = Movie.objects.only("original_language", "original_title").in_bulk(ids) if named else {}
    for node in named:
        source, own = originals.get(node["movie_id"]), by_movie.get(node["movie_id"], ())
        original = (source.original_language, source.original_title) if source else ("", "")
        node["title"] = texts_in(language, own, *original).get("title", node["title"])


def texts_in(
    language: str, translations: Iterable[MovieTranslation], original_language: str, original_title: str
) -> dict[str, str]:
    """Title and overview, those that there are: of that country, else of the original country's or any other."""
    spoken, _, country = language.partition("-")
    spoken = spoken.lower()
    fitting = [row for row in translations if row.language == spoken]
    fitting.sort(key=lambda row: (row.country != country.upper(), row.country.lower() != row.language))
    texts = {name: next((getattr(row, name) for row in fitting if getattr(row, name)), "") for name in TEXTS}
    if original_language == spoken:
        texts["title"] = texts["title"] or original_title
    return {name: text for name, text in texts.items() if text}


def listed_movies(data: Any) -> Iterator[dict[str, Any]]:
    """The movies within JSON-ready data that have the fields of movies in lists."""
    return (node for node in _objects(data) if node.keys() >= LISTED)


def named_movies(data: Any) -> Iterator[dict[str, Any]]:
    """The movies within JSON-ready data of which there are only id and title."""
    return (node for node in _objects(data) if node.keys() >= NAMED)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """All objects within JSON-ready data."""
    pending = [data]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            yield node
            pending.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            pending.extend(node)
