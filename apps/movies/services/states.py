"""What one person did with movies, from every app that knows a part of it (core.extensions.movie_states)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, F, FloatField, QuerySet, Value
from django.db.models.functions import Cast

from apps.core.extensions import MovieState, movie_states

States = dict[str, Any]


def states_of(*, user: Any, movie_ids: Sequence[int]) -> dict[int, States]:
    """Every state of each movie, in one query. A movie without rows gets false and null throughout."""
    untouched = {name: None if state.number else False for name, state in movie_states}
    states = {movie_id: dict(untouched) for movie_id in movie_ids}
    for name, movie_id, number in _rows(user, list(states)):
        states[movie_id][name] = number if movie_states[name].number else True
    return states


def _rows(user: Any, movie_ids: list[int]) -> QuerySet | list[Any]:
    parts = [_part(name, state, user, movie_ids) for name, state in movie_states]
    return parts[0].union(*parts[1:]) if parts and movie_ids else []


def _part(name: str, state: MovieState, user: Any, movie_ids: list[int]) -> QuerySet:
    number = Cast(F(state.number), FloatField()) if state.number else Value(1.0, output_field=FloatField())
    rows = state.rows(user).order_by().filter(movie_id__in=movie_ids)
    named = rows.annotate(state_name=Value(name, output_field=CharField()), state_number=number)
    return named.values_list("state_name", "movie_id", "state_number")
