"""Movie night: people who joined by a code, and what they could watch together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction

from apps.core.http.exceptions import Conflict
from apps.movies.models import Movie
from apps.recommendations.models import GroupMember, MovieNight
from apps.recommendations.models.groups import MAX_MEMBERS
from apps.recommendations.ranking import GroupPicks, group_picks
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.user_context import read_people


@transaction.atomic
def create_group(*, user: Any, **fields: Any) -> MovieNight:
    group = MovieNight.objects.create(owner=user, **fields)
    GroupMember.objects.create(group=group, user=user)
    return group


@transaction.atomic
def join_group(*, user: Any, code: str) -> tuple[MovieNight, bool]:
    """Whoever knows the code may join, once; returns whether that is new. MovieNight.DoesNotExist."""
    group = MovieNight.objects.select_for_update().get(code=code)
    if group.members.filter(user=user).exists():
        return group, False
    if group.members.count() >= MAX_MEMBERS:
        raise Conflict(f"This group is full: {MAX_MEMBERS} people at most.")
    GroupMember.objects.create(group=group, user=user)
    return group, True


@transaction.atomic
def leave_group(*, user: Any, group: MovieNight) -> None:
    """The group goes with its last member; the one who joined first takes over from an owner who leaves."""
    locked = MovieNight.objects.select_for_update().get(pk=group.pk)
    locked.members.filter(user=user).delete()
    heir = locked.members.first()
    if heir is None:
        locked.delete()
    elif locked.owner_id == user.pk:
        locked.owner_id = heir.user_id
        locked.save()


@dataclass(frozen=True)
class Pick:
    """Scores 0–100: the group's, and each member's own by username."""

    movie: Movie
    group_score: int
    members: list[dict[str, Any]]


class PickListing:
    """What a group could watch, best first; a slice is one page, in two queries."""

    def __init__(self, engine: RecommendationEngine, usernames: list[str], picks: GroupPicks):
        self.engine, self.usernames, self.picks = engine, usernames, picks

    def __len__(self) -> int:
        return len(self.picks.items)

    def __getitem__(self, part: slice) -> list[Pick]:
        ids = self.engine.snapshot.ids(self.picks.items[part])
        movies = Movie.objects.for_list().in_bulk(ids)
        places = range(len(self))[part]
        return [
            self._pick(movies[movie_id], place)
            for movie_id, place in zip(ids, places, strict=True)
            if movie_id in movies
        ]

    def _pick(self, movie: Movie, place: int) -> Pick:
        own = zip(self.usernames, self.picks.members[:, place], strict=True)
        return Pick(
            movie=movie,
            group_score=round(100 * float(self.picks.scores[place])),
            members=[{"username": name, "match_score": round(100 * float(score))} for name, score in own],
        )


def picks_for(
    group: MovieNight, *, strategy: str, limit: int, movie_ids: Sequence[int] | None = None
) -> PickListing:
    """Never what one of them has seen, hidden or muted, and nothing adult."""
    engine = RecommendationEngine()
    people = read_people([member.user_id for member in group.members.all()], events=True)
    portraits = [engine.portrait(person) for _, person in sorted(people.items())]
    allowed = engine.snapshot.mask(movie_ids)
    for portrait in portraits:
        allowed = allowed & engine.allowed(portrait)
    scores = [engine.scores(portrait) for portrait in portraits]
    if not allowed.any():
        nothing = np.empty(0, dtype=np.int64)
        picks = GroupPicks(nothing, nothing.astype(np.float32), np.empty((len(scores), 0), np.float32))
    else:
        catalogue = engine.snapshot.catalogue
        picks = group_picks(catalogue, scores, allowed, strategy=strategy, limit=limit)  # type: ignore[arg-type]
    return PickListing(engine, [portrait.person.username for portrait in portraits], picks)
