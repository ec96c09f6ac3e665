"""Groups for a movie night: members join by a code and get picks for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError

from apps.core.http.exceptions import Conflict
from apps.core.types import User
from apps.movies.models import Movie
from apps.recommendations.models import Group, GroupMembership
from apps.recommendations.models.groups import MAX_MEMBERS, new_invitation_code
from apps.recommendations.ranking import GroupPicks, PreparedRanking, group_picks
from apps.recommendations.services.recommendation_engine import RecommendationEngine
from apps.recommendations.services.serving.explanations import reason_of_member
from apps.recommendations.services.serving.ranked_lists import UserFeatures
from apps.recommendations.services.serving.visibility import Mutes, shown_movies

NARROWEST = 20  # movies that a filter of picks must leave in the catalogue
POOL = 300  # the best picks, among which filters choose


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


@transaction.atomic
def renew_code(*, user: User, group_id: int) -> None:
    """Replace the invitation; the former code lets nobody join any more.

    Raises NotFound (404) for users who are no members, PermissionDenied (403) for members who are not the owner.
    """
    _with_new_code(_owned(user=user, group_id=group_id))


@transaction.atomic
def remove_member(*, user: User, group_id: int, username: str) -> None:
    """Remove a member and their votes, and renew the code, so that they cannot join again. Nothing if they are no member.

    Raises as `renew_code`, and Conflict (409) for the owner, who can leave the group.
    """
    group = _owned(user=user, group_id=group_id)
    if username == user.username:
        raise Conflict("You own this group. Leave it instead: the member who joined first replaces you.")
    group.votes.filter(user__username=username).delete()
    removed, _ = group.members.filter(user__username=username).delete()
    if removed:
        _with_new_code(group)


def _owned(*, user: User, group_id: int) -> Group:
    """The group, locked."""
    group = Group.objects.select_for_update().filter(pk=group_id).first()
    if group is None or not group.members.filter(user=user).exists():
        raise NotFound
    if group.owner_id != user.pk:
        raise PermissionDenied("Only the owner may change who can be in the group. You can leave it.")
    return group


def _with_new_code(group: Group) -> None:
    group.code = new_invitation_code()
    group.save(update_fields=["code", "updated_at"])


@dataclass(frozen=True, eq=False)
class Member:
    """A member as input of picks."""

    features: UserFeatures
    prepared: PreparedRanking

    @property
    def username(self) -> str:
        return self.features.context.username


@dataclass(frozen=True)
class Pick:
    """Scores 0–100: the group's, and of each member the match score, which is that of all other surfaces, and a reason."""

    movie: Movie
    group_score: int
    members: list[dict[str, Any]]


class PickListing:
    """Picks of a group, best first; a slice is one page, in two queries."""

    def __init__(self, engine: RecommendationEngine, members: Sequence[Member], picks: GroupPicks):
        self.engine, self.members, self.picks = engine, members, picks
        self.mutes: Mutes = frozenset[str]().union(*(one.features.context.muted for one in members))

    def __len__(self) -> int:
        return len(self.picks.items)

    def __getitem__(self, part: slice) -> list[Pick]:
        ids = self.engine.snapshot.ids(self.picks.items[part])
        movies = shown_movies(ids, mutes=self.mutes)
        told = [self._told_of(member, ids) for member in self.members]
        return [
            Pick(movies[movie_id], round(100 * score), list(of_members))
            for movie_id, score, *of_members in zip(ids, self.picks.scores[part].tolist(), *told, strict=True)
            if movie_id in movies
        ]

    def _told_of(self, member: Member, ids: list[int]) -> list[dict[str, Any]]:
        """What members are told of one of them, for each movie."""
        ranking = self.engine.describe(member.features, ids, member.prepared).ranking
        if ranking is None:
            return []
        personal, snapshot = member.features.is_personal, self.engine.snapshot
        return [
            {
                "username": member.username,
                "match_score": int(ranking.match_scores[place]),
                "reason": reason_of_member(ranking, place, snapshot, personal),
            }
            for place in range(len(ranking))
        ]


def picks_for(
    group: Group, *, strategy: str, limit: int, movie_ids: Sequence[int] | np.ndarray | None = None
) -> PickListing:
    """Picks without what a member has seen, dismissed or muted, and without adult movies.

    A filter chooses among the best POOL picks, and must leave NARROWEST movies of the catalogue, whoever has seen them:
    so it tells no more than the long list does, and never about one movie. Raises ValidationError (400) otherwise.
    """
    engine = RecommendationEngine()
    snapshot = engine.snapshot
    among = snapshot.mask(movie_ids)
    if movie_ids is not None and np.count_nonzero(among & ~snapshot.catalogue.adult) < NARROWEST:
        raise ValidationError(
            f"These filters leave fewer than {NARROWEST} movies, which would tell what a member has seen. Use wider ones."
        )
    contexts = engine.contexts([member.user_id for member in group.members.all()])
    features = [engine.features(context) for _, context in sorted(contexts.items())]
    if not len(snapshot.catalogue):
        return PickListing(engine, [], _no_picks(len(features)))
    members = [Member(one, engine.prepare(one)) for one in features]
    allowed = snapshot.visible.copy()
    for member in members:
        allowed &= member.prepared.eligible
    wanted = limit if movie_ids is None else POOL
    picks = _best(members, allowed, strategy, wanted, engine)
    return PickListing(engine, members, _chosen(picks, among, limit))


def _best(
    members: Sequence[Member], allowed: np.ndarray, strategy: str, limit: int, engine: RecommendationEngine
) -> GroupPicks:
    """Those with a match of at least 50 for every member, if there are enough."""
    if not allowed.any():
        return _no_picks(len(members))
    suits_all = allowed.copy()
    for member in members:
        suits_all &= member.prepared.scored.matcher.is_good
    if np.count_nonzero(suits_all) >= limit:
        allowed = suits_all
    scores = [member.prepared.scored.scores for member in members]
    return group_picks(engine.snapshot.catalogue, scores, allowed, strategy=strategy, limit=limit)  # type: ignore[arg-type]


def _chosen(picks: GroupPicks, among: np.ndarray, limit: int) -> GroupPicks:
    places = np.flatnonzero(among[picks.items])[:limit]
    return GroupPicks(picks.items[places], picks.scores[places], picks.members[:, places])


def _no_picks(members: int) -> GroupPicks:
    return GroupPicks(
        np.empty(0, dtype=np.int64), np.empty(0, np.float32), np.empty((members, 0), np.float32)
    )
