"""Everything that one movie's page shows, in a fixed number of queries."""

from typing import Any

from django.db.models import OuterRef, Prefetch, Q, Subquery

from apps.core.extensions import MoviePart, registered
from apps.core.types import User
from apps.movies.models import Certification, Credit, Movie, WatchOption
from apps.movies.services.lookup import current_id
from apps.movies.services.states import states_of
from apps.movies.services.translations import translate

CAST_SHOWN = 20
DIRECTING = ["Director", "Co-Director"]
WRITING = ["Writer", "Screenplay", "Story", "Author", "Novel", "Characters", "Original Story", "Co-Writer"]


def movie_detail(*, region: str, language: str = "", **lookup: Any) -> Movie:
    """The movie with `detail_*` attributes for MovieDetailSerializer; Movie.DoesNotExist when there is none.

    `region` is the country (ISO 3166-1) of certification and watch providers. `language` (fr or fr-CA) is that of title
    and overview, where there is a translation: of that country, else of the original country's or any other.
    """
    movies = _with_parts(region)
    try:
        movie = movies.get(**lookup)
    except Movie.DoesNotExist:
        movie = movies.get(pk=current_id(**lookup))
    movie.detail_region = region
    if language:
        translate(movie, language)
    movie.detail_extras = public_parts(movie)
    return movie


def public_parts(movie: Movie) -> dict[str, Any]:
    """The parts that the apps above add to the detail."""
    return {part.name: part.detail(movie) for part in registered(MoviePart) if part.detail}


def own_view(*, user: User, movie_id: int) -> dict[str, Any]:
    """What the detail shows to this user instead: `me`, which has the states and the personal parts of the apps above.

    Also the public parts, if the user has done something with the movie: these have to show it at once.
    """
    states = states_of(user=user, movie_ids=[movie_id])[movie_id]
    parts = (part for part in registered(MoviePart) if part.personal_detail)
    me = states | {part.name: part.personal_detail(user, movie_id) for part in parts}  # type: ignore[misc]
    return {"me": me, **(public_parts(Movie.objects.get(pk=movie_id)) if any(states.values()) else {})}


def _with_parts(region: str) -> Any:
    certified = Certification.objects.filter(movie=OuterRef("pk"), country=region)
    shown = Q(kind=Credit.Kind.CAST) | Q(job__in=DIRECTING + WRITING)
    parts = {
        "credits": Credit.objects.filter(shown).select_related("person").order_by("position", "id"),
        "watch_options": WatchOption.objects.filter(region=region).select_related("provider"),
    }
    movies = Movie.objects.select_related("collection").annotate(
        detail_rating=Subquery(certified.values("rating")[:1]),
        detail_min_age=Subquery(certified.values("min_age")[:1]),
    )
    return movies.prefetch_related(
        "genres",
        "tags",
        "companies",
        "production_countries",
        "translations",
        *(Prefetch(name, rows, to_attr=f"detail_{name}") for name, rows in parts.items()),
    )
