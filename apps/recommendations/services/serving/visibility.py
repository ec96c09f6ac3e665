"""Which movies a list may contain at this moment, as the database says: one condition for every surface.

The catalogue in memory may be older. The ranking core leaves the same movies out before (`ranking.allowed_items`), with
the saga rule and what the user has an event with, so that a list is full; this is the last word.
"""

from collections.abc import Collection, Sequence

from django.db.models import QuerySet, Value

from apps.core.prepared import PreparedRows, PreparedValues
from apps.movies.models import Credit, Movie
from apps.movies.models.querysets import MovieQuerySet, add_genres
from apps.movies.services.listing import SHOWN
from apps.recommendations.models import Recommendation
from apps.recommendations.services.dataset import CAST_DEPTH

Mutes = Collection[str]  # feature tokens, such as "genre:28"
NO_MUTES: Mutes = ()


def may_be_shown(movies: MovieQuerySet, *, adult: bool = False) -> MovieQuerySet:
    """Movies that are not deleted, hidden or adult. adult: also adult ones."""
    shown = movies.filter(deleted_at__isnull=True, hidden_from_recommendations=False)
    return shown if adult else shown.filter(adult=False)


def showable(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Rows of stored lists whose movies satisfy `may_be_shown`; the columns of the movie are joined, for speed."""
    return rows.filter(
        rank__isnull=False,
        movie__deleted_at__isnull=True,
        movie__hidden_from_recommendations=False,
        movie__adult=False,
    )


def shown_movies(
    movie_ids: Sequence[int], *, adult: bool = False, mutes: Mutes = NO_MUTES
) -> dict[int, Movie]:
    """Of these the movies that may be shown, by id, as in lists, in two queries; in more with mutes."""
    muted = muted_among(movie_ids, mutes)
    wanted = [movie_id for movie_id in movie_ids if movie_id not in muted]
    if adult:
        return may_be_shown(Movie.objects.all(), adult=True).for_list().in_bulk(wanted)
    movies = {movie.pk: movie for movie in SHOWABLE.rows(many=wanted)}
    add_genres(list(movies.values()))
    return movies


def muted_among(movie_ids: Sequence[int], mutes: Mutes) -> set[int]:
    """Of these movies those that have a muted feature, in at most two queries, however many are muted.

    The features of the movies are read and compared: a muted keyword or person can have thousands of movies.
    """
    if not mutes or not movie_ids:
        return set()
    muted = {
        movie_id
        for movie_id, kind, number in LINKS.rows(many=movie_ids)
        if f"{KINDS[kind]}:{number}" in mutes
    }
    if any(token.startswith(("decade:", "language:")) for token in mutes):
        for movie_id, released, language in FACTS.rows(many=movie_ids):
            own = {f"language:{language}", f"decade:{released.year // 10}" if released else ""}
            if not own.isdisjoint(mutes):
                muted.add(movie_id)
    return muted


SHOWABLE = PreparedRows(
    lambda _, ids: may_be_shown(Movie.objects.order_by()).only(*SHOWN).filter(pk__among=ids)
)

KINDS = ("genre", "keyword", "director", "cast")  # of feature tokens, as `dataset` makes them
FACTS = PreparedValues(
    lambda _, ids: (
        Movie.objects.order_by().filter(pk__among=ids).values_list("pk", "release_date", "original_language")
    )
)


def _links(movie_ids: list[int]) -> QuerySet:
    """Movie, place in KINDS and number of each feature."""
    credits = Credit.objects.order_by()
    genres, tags, directors, cast = (
        links.filter(movie__among=movie_ids).values_list("movie_id", Value(kind), number)
        for kind, (links, number) in enumerate(
            (
                (Movie.genres.through.objects.order_by(), "genre_id"),
                (Movie.tags.through.objects.order_by(), "tag_id"),
                (credits.filter(kind=Credit.Kind.CREW, job="Director"), "person_id"),
                (credits.filter(kind=Credit.Kind.CAST, position__lt=CAST_DEPTH), "person_id"),
            )
        )
    )
    return genres.union(tags, directors, cast, all=True)


LINKS = PreparedValues(lambda _, ids: _links(ids))
