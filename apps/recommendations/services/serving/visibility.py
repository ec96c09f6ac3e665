"""Which movies a list may contain at this moment, as the database says: one condition for every surface.

The catalogue in memory may be older. The ranking core leaves the same movies out before (`ranking.allowed_items`), with
the saga rule and what the user has an event with, so that a list is full; this is the last word.
"""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from apps.core.prepared import PreparedRows
from apps.movies.models import Credit, Movie
from apps.movies.models.querysets import MovieQuerySet, add_genres
from apps.movies.services.listing import SHOWN
from apps.recommendations.models import Recommendation
from apps.recommendations.services.dataset import CAST_DEPTH

Mutes = Collection[str]  # feature tokens, such as "genre:28"
NO_MUTES: Mutes = ()


def may_be_shown(movies: MovieQuerySet, *, adult: bool = False, mutes: Mutes = NO_MUTES) -> MovieQuerySet:
    """Movies that are not deleted, hidden or adult, and have no muted feature. adult: also adult ones."""
    shown = movies.filter(deleted_at__isnull=True, hidden_from_recommendations=False)
    if mutes:
        shown = shown.exclude(_muted(mutes))
    return shown if adult else shown.filter(adult=False)


def showable(rows: QuerySet[Recommendation], *, mutes: Mutes = NO_MUTES) -> QuerySet[Recommendation]:
    """Rows of stored lists whose movies satisfy `may_be_shown`; the columns of the movie are joined, for speed."""
    rows = rows.filter(
        rank__isnull=False,
        movie__deleted_at__isnull=True,
        movie__hidden_from_recommendations=False,
        movie__adult=False,
    )
    return rows.exclude(movie__in=Movie.objects.order_by().filter(_muted(mutes))) if mutes else rows


def shown_movies(
    movie_ids: Sequence[int], *, adult: bool = False, mutes: Mutes = NO_MUTES
) -> dict[int, Movie]:
    """Of these the movies that may be shown, by id, as in lists, in two queries."""
    if adult or mutes:
        return may_be_shown(Movie.objects.all(), adult=adult, mutes=mutes).for_list().in_bulk(movie_ids)
    movies = {movie.pk: movie for movie in SHOWABLE.rows(many=movie_ids)}
    add_genres(list(movies.values()))
    return movies


SHOWABLE = PreparedRows(
    lambda _, ids: may_be_shown(Movie.objects.order_by()).only(*SHOWN).filter(pk__among=ids)
)


def _muted(mutes: Mutes) -> Q:
    """Movies with a muted feature, as `dataset` makes the features."""
    values: dict[str, list[str]] = {}
    for token in sorted(mutes):
        kind, _, value = token.partition(":")
        values.setdefault(kind, []).append(value)
    credits, condition = Credit.objects.order_by().values("movie_id"), Q(pk__in=())
    for kind, wanted in values.items():
        if kind == "genre":
            links = Movie.genres.through.objects.filter(genre_id__in=wanted)
            condition |= Q(pk__in=links.values("movie_id"))
        elif kind == "keyword":
            condition |= Q(pk__in=Movie.tags.through.objects.filter(tag_id__in=wanted).values("movie_id"))
        elif kind == "director":
            directed = credits.filter(person_id__in=wanted, kind=Credit.Kind.CREW, job="Director")
            condition |= Q(pk__in=directed)
        elif kind == "cast":
            played = credits.filter(person_id__in=wanted, kind=Credit.Kind.CAST, position__lt=CAST_DEPTH)
            condition |= Q(pk__in=played)
        elif kind == "decade":
            for decade in map(int, wanted):
                condition |= Q(release_date__range=(date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31)))
        elif kind == "language":
            condition |= Q(original_language__in=wanted)
    return condition
