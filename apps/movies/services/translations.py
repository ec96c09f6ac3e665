"""Titles and overviews in the language of a request."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import FilteredRelation, Q

from apps.movies.models import Movie, MovieTranslation
from apps.movies.models.fields import movie_fields
from apps.movies.services.titled_text import TitledText

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

    Also the titles of movies that are only named, such as those of `because_of`, and those within sentences.
    """
    movies, named = listed_movies(data), named_movies(data)
    sentences = [
        (node, name, text)
        for node in _objects(data)
        for name, text in node.items()
        if isinstance(text, TitledText)
    ]
    ids = {movie["id"] for movie in movies} | {node["movie_id"] for node in named}
    texts = texts_of(language, ids.union(*(text.movie_ids for *_, text in sentences)))
    for movie in movies:
        movie.update(texts.get(movie["id"], {}))
    for node in named:
        node["title"] = texts.get(node["movie_id"], {}).get("title", node["title"])
    for node, name, text in sentences:
        node[name] = text.with_titles(lambda movie_id, title: texts.get(movie_id, {}).get("title", title))


def texts_of(language: str, movie_ids: set[int]) -> dict[int, dict[str, str]]:
    """Movie id → its title and overview in the language, those that there are. One query."""
    spoken = language.partition("-")[0].lower()
    rows = Movie.all_objects.filter(pk__in=movie_ids).order_by()
    rows = rows.annotate(
        spoken=FilteredRelation("translations", condition=Q(translations__language=spoken))
    ).filter(Q(spoken__isnull=False) | Q(original_language=spoken))
    names = ("language", "country", *TEXTS)
    values = rows.values_list(
        "pk", "original_language", "original_title", *(f"spoken__{name}" for name in names)
    )
    originals: dict[int, tuple[str, str]] = {}
    translations: dict[int, list[MovieTranslation]] = defaultdict(list)
    for pk, original_language, original_title, *found in values if movie_ids else ():
        originals[pk] = original_language, original_title
        if found[0] is not None:
            translations[pk].append(MovieTranslation(**dict(zip(names, found, strict=True))))
    return {pk: texts_in(language, translations[pk], *original) for pk, original in originals.items()}


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


def listed_movies(data: Any) -> list[dict[str, Any]]:
    """The movies within JSON-ready data that have the fields of movies in lists."""
    return [node for node in _objects(data) if node.keys() >= LISTED]


def named_movies(data: Any) -> list[dict[str, Any]]:
    """The movies within JSON-ready data of which there are only id and title."""
    return [node for node in _objects(data) if node.keys() >= NAMED]


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
