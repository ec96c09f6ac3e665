"""What one person did with movies, from every app that knows a part of it (extensions.MoviePart)."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import CharField, F, FloatField, QuerySet, Value
from django.db.models.functions import Cast

from apps.core.extensions import MoviePart, registered
from apps.core.prepared import PreparedValues
from apps.core.types import User
from apps.movies.models import WatchHistory

States = dict[str, Any]


def states_of(*, user: User, movie_ids: Sequence[int]) -> dict[int, States]:
    """Every state of each movie, in one query. A movie without rows gets false and null throughout."""
    parts = {part.name: part for part in state_parts()}
    defaults = {name: None if part.number else False for name, part in parts.items()}
    states = {movie_id: dict(defaults) for movie_id in movie_ids}
    rows = _prepared(tuple(parts.values())).rows(user.pk, list(states)) if parts and states else ()
    for name, movie_id, number in rows:
        states[movie_id][name] = number if parts[name].number else True
    return states


def state_parts() -> list[MoviePart]:
    return [part for part in registered(MoviePart) if part.rows]


def exclusion_filters() -> dict[str, Callable[[Any], QuerySet]]:
    """The words of `?hide=`, each with user -> queryset of the user's rows, which have a `movie_id`."""
    return {part.hide_as: part.rows for part in registered(MoviePart) if part.hide_as and part.rows}


@cache
def _prepared(parts: tuple[MoviePart, ...]) -> PreparedValues:
    def rows(user_id: int, movie_ids: list[int]) -> QuerySet:
        user = get_user_model()(pk=user_id)
        first, *others = (_part(part, user, movie_ids) for part in parts)
        return first.union(*others, all=True)

    return PreparedValues(rows)


def _part(part: MoviePart, user: User, movie_ids: list[int]) -> QuerySet:
    number = Cast(F(part.number), FloatField()) if part.number else Cast(Value(1.0), FloatField())
    rows = part.rows(user).order_by().filter(movie__among=movie_ids)  # type: ignore[misc]
    named = rows.annotate(state_name=Value(part.name, output_field=CharField()), state_number=number)
    return named.values_list("state_name", "movie_id", "state_number")


def watched_rows(user: User) -> QuerySet:
    """The user's completed viewings."""
    return WatchHistory.objects.completed().filter(user=user).order_by()
