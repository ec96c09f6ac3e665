"""A movie that the catalogue in memory does not have yet, added to it, so that match and similar movies know it at once."""

from dataclasses import dataclass, replace

from apps.recommendations.services.dataset import Snapshot
from apps.recommendations.services.serving.changed_movies import with_movies
from apps.recommendations.services.serving.model_cache import ServingState


@dataclass(frozen=True, eq=False)
class Extended:
    """`state` is that of `snapshot` with one more movie."""

    snapshot: Snapshot
    movie_id: int
    state: ServingState


class _Latest:
    """What was made last, as a movie's page asks for it more than once until the catalogue is loaded again."""

    extended: Extended | None = None


def state_with(state: ServingState, movie_id: int) -> ServingState | None:
    """The state with this movie in its catalogue; None if there is no such movie. Reads the database unless cached."""
    latest = _Latest.extended
    if latest is None or latest.snapshot is not state.snapshot or latest.movie_id != movie_id:
        snapshot = with_movies(state.snapshot, [movie_id])
        if snapshot is None or snapshot.positions([movie_id])[0] < 0:
            return None
        model = state.model.aligned_to(snapshot.catalogue.item_ids) if state.model is not None else None
        latest = Extended(state.snapshot, movie_id, replace(state, snapshot=snapshot, model=model))
        _Latest.extended = latest
    return latest.state
