"""Everything that one movie's page shows, in a fixed number of queries."""

from typing import Any

from django.db.models import Prefetch, Q

from apps.core.registries import movie_details, movie_personal_details
from apps.movies.models import Certification, Credit, Movie, WatchOption
from apps.movies.services.states import states_of

CAST_SHOWN = 20
DIRECTING = ["Director", "Co-Director"]
WRITING = ["Writer", "Screenplay", "Story", "Author", "Novel", "Characters", "Original Story", "Co-Writer"]


def movie_detail(*, user: Any, region: str, **lookup: Any) -> Movie:
    """The movie with `detail_*` attributes for MovieDetailSerializer; Movie.DoesNotExist when there is none.

    `region` is the country (ISO 3166-1) of certification and watch providers.
    """
    movie = _with_parts(region).get(**lookup)
    movie.detail_region = region
    movie.detail_extras = {name: answer(movie) for name, answer in movie_details}
    movie.detail_me = personal_part(user=user, movie=movie) if user.is_authenticated else None
    return movie


def personal_part(*, user: Any, movie: Movie) -> dict[str, Any]:
    """What the person did with the movie, and what the apps above say about the two of them."""
    states = states_of(user=user, movie_ids=[movie.pk])[movie.pk]
    return states | {name: answer(user, movie) for name, answer in movie_personal_details}


def _with_parts(region: str) -> Any:
    shown = Q(kind=Credit.Kind.CAST) | Q(job__in=DIRECTING + WRITING)
    parts = {
        "credits": Credit.objects.filter(shown).select_related("person").order_by("position", "id"),
        "watch_options": WatchOption.objects.filter(region=region).select_related("provider"),
        "certifications": Certification.objects.filter(country=region),
    }
    return Movie.objects.select_related("collection").prefetch_related(
        "genres",
        "tags",
        *(Prefetch(name, rows, to_attr=f"detail_{name}") for name, rows in parts.items()),
    )
