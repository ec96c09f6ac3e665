"""Groups for a movie night: members join by a code and get picks for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction

from apps.core.http.exceptions import Conflict
from apps.core.types import User
from apps.movies.models import Movie
from apps.recommendations.models import Group, GroupMembership
from apps.recommendations.models.groups import MAX_MEMBERS
from apps.recommendations.ranking import GroupPicks, group_picks
from apps.recommendations.ranking.match import MATCH_MINIMUM
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.visibility import Mutes, shown_movies


@transaction.atomic
def create_group(*, user: User, **fields: Any) -> Group:
    group = Group.objects.create(owner=user, **fields)
    GroupMembership.objects.create(group=group, user=user)
    return group


@transaction.atomic
def join_group(*, user: User, code: str) -> tuple[Group, bool]:
    """Add the user to the group with the code; returns whether that is new. Raises Group.DoesNotExist, Conflict."""
    group = Group.objects.select_for_update().get(code=code)
    if group.members.filter(user=user).exists():
        return group, False
    if group.members.count() >= MAX_MEMBERS:
        raise Conflict(f"This group is full: it has {MAX_MEMBERS} members at most.")
    GroupMembership.objects.create(group=group, user=user)
    return group, True


@transaction.atomic
def leave_group(*, user: User, group: Group) -> None:
    """Remove the user and their votes. The last member deletes the group; an owner is replaced by the member who joined first."""
    locked = Group.objects.select_for_update().get(pk=group.pk)
    locked.members.filter(user=user).delete()
    locked.votes.filter(user=user).delete()
    successor = locked.members.first()
    if successor is None:
        locked.delete()
    elif locked.owner_id == user.pk:
        locked.owner_id = successor.user_id
        locked.save(update_fields=["owner", "updated_at"])


@dataclass(frozen=True)
class Pick:
    """Scores 0–100: the group's, and by username each member's match score, which is that of all other surfaces."""

    movie: Movie
    group_score: int
    members: list[dict[str, Any]]


class PickListing:
    """Picks of a group, best first; a slice is one page, in two queries."""

    def __init__(
        self,
        engine: RecommendationEngine,
        usernames: list[str],
        picks: GroupPicks,
        matches: np.ndarray,
        mutes: Mutes,
    ):
        self.engine, self.usernames, self.picks, self.matches = engine, usernames, picks, matches
        self.mutes = mutes

    def __len__(self) -> int:
        return len(self.picks.items)

    def __getitem__(self, part: slice) -> list[Pick]:
        ids = self.engine.snapshot.ids(self.picks.items[part])
        movies = shown_movies(ids, mutes=self.mutes)
        places = range(len(self))[part]
        return [
            self._pick(movies[movie_id], place)
            for movie_id, place in zip(ids, places, strict=True)
            if movie_id in movies
        ]

    def _pick(self, movie: Movie, place: int) -> Pick:
        matches = zip(self.usernames, self.matches[:, place].tolist(), strict=True)
        return Pick(
            movie=movie,
            group_score=round(100 * float(self.picks.scores[place])),
            members=[{"username": name, "match_score": percent} for name, percent in matches],
        )


def picks_for(
    group: Group, *, strategy: str, limit: int, movie_ids: Sequence[int] | None = None
) -> PickListing:
    """Picks without what a member has seen, dismissed or muted, and without adult movies."""
    engine = RecommendationEngine()
    contexts = engine.contexts([member.user_id for member in group.members.all()])
    members = [engine.features(context) for _, context in sorted(contexts.items())]
    allowed = engine.snapshot.mask(movie_ids)
    for member in members:
        allowed = allowed & engine.eligible(member)
    usernames = [member.context.username for member in members]
    mutes = frozenset[str]().union(*(member.context.muted for member in members))
    if not allowed.any():
        nothing, none = np.empty(0, dtype=np.int64), np.empty((len(members), 0), np.float32)
        return PickListing(
            engine, usernames, GroupPicks(nothing, nothing.astype(np.float32), none), none, mutes
        )
    scores, catalogue = [engine.scores(member) for member in members], engine.snapshot.catalogue
    matches = np.stack([engine.matches(member, np.arange(len(catalogue))) for member in members])
    suits_all = allowed & (matches.min(axis=0) >= MATCH_MINIMUM)
    if np.count_nonzero(suits_all) >= limit:
        allowed = suits_all
    picks = group_picks(catalogue, scores, allowed, strategy=strategy, limit=limit)  # type: ignore[arg-type]
    return PickListing(engine, usernames, picks, matches[:, picks.items], mutes)
