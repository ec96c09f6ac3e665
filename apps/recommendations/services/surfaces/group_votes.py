"""Votes of a movie night: members say yes or no to movies until one is chosen.

All members' yes chooses a movie at once. Before that the owner may close the vote, which chooses the movie in the lead.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from rest_framework.exceptions import NotFound, PermissionDenied

from apps.core.http.exceptions import Conflict
from apps.core.types import User
from apps.movies.models import Movie
from apps.recommendations.models import Group, GroupVote
from apps.recommendations.models.groups import MAX_VOTED_MOVIES
from apps.recommendations.services.serving.visibility import may_be_shown, shown_movies

YES, NO = GroupVote.Vote.YES, GroupVote.Vote.NO


@dataclass
class MovieVotes:
    """The usernames that said yes and no to a movie, in the order of their votes."""

    movie: Movie
    my_vote: str | None = None
    yes: list[str] = field(default_factory=list)
    no: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class VoteState:
    members: list[str]
    votes: list[MovieVotes]
    chosen: Movie | None


def vote_state(*, user: User, group_id: int) -> VoteState:
    """Every movie with a vote, the one in the lead first. Raises NotFound (404) for a user who is no member."""
    group = Group.objects.filter(members__user=user, pk=group_id).first()
    if group is None:
        raise NotFound
    members = list(group.members.values_list("user__username", flat=True))
    votes = list(GroupVote.objects.filter(group=group).order_by("pk").select_related("user"))
    wanted = {vote.movie_id for vote in votes} | {group.chosen_movie_id}
    movies = shown_movies([movie_id for movie_id in wanted if movie_id])
    found: dict[int, MovieVotes] = {}
    for vote in votes:
        if vote.movie_id in movies:
            row = found.setdefault(vote.movie_id, MovieVotes(movies[vote.movie_id]))
            (row.yes if vote.vote == YES else row.no).append(vote.user.username)
            row.my_vote = vote.vote if vote.user_id == user.pk else row.my_vote
    order = sorted(found.values(), key=lambda row: (-len(row.yes), len(row.no)))
    return VoteState(members, order, movies.get(group.chosen_movie_id or 0))


@transaction.atomic
def cast_vote(*, user: User, group_id: int, movie_id: int, vote: str) -> None:
    """Store the user's vote, and choose the movie if every member of two or more said yes to it.

    Raises NotFound (404) for other users and for movies that lists may not contain, Conflict (409) after the vote is
    over or when MAX_VOTED_MOVIES movies have votes.
    """
    group = _open_vote(user=user, group_id=group_id)
    if not may_be_shown(Movie.objects.filter(pk=movie_id)).exists():
        raise NotFound
    others = GroupVote.objects.filter(group=group).exclude(movie=movie_id).values("movie").distinct()
    if others.count() >= MAX_VOTED_MOVIES:
        raise Conflict(f"This night has votes on {MAX_VOTED_MOVIES} movies. Vote on one of them.")
    GroupVote.objects.update_or_create(group=group, user=user, movie_id=movie_id, defaults={"vote": vote})
    members = group.members.count()
    if members > 1 and GroupVote.objects.filter(group=group, movie=movie_id, vote=YES).count() == members:
        _choose(group, movie_id)


@transaction.atomic
def withdraw_vote(*, user: User, group_id: int, movie_id: int) -> None:
    """Delete the user's vote, if there is one. Raises NotFound (404), Conflict (409) after the vote is over."""
    group = _open_vote(user=user, group_id=group_id)
    GroupVote.objects.filter(group=group, user=user, movie=movie_id).delete()


@transaction.atomic
def close_vote(*, user: User, group_id: int) -> None:
    """Choose the movie with the most yes, then the fewest no, then the earliest vote.

    Raises NotFound (404), PermissionDenied (403) for members who are not the owner, Conflict (409) without a yes.
    """
    group = _locked(user=user, group_id=group_id)
    _require_owner(user, group)
    if group.chosen_movie_id:
        return
    shown = may_be_shown(Movie.objects.filter(group_votes__group=group)).values("pk")
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for movie_id, vote in (
        GroupVote.objects.filter(group=group, movie__in=shown).order_by("pk").values_list("movie", "vote")
    ):
        counts[movie_id][vote == NO] += 1
    ranked = sorted(counts, key=lambda movie_id: (-counts[movie_id][0], counts[movie_id][1]))
    if not ranked or not counts[ranked[0]][0]:
        raise Conflict("No movie has a yes yet. Vote on one first.")
    _choose(group, ranked[0])


@transaction.atomic
def reopen_vote(*, user: User, group_id: int) -> None:
    """Forget the chosen movie; the votes stay. Raises NotFound (404), PermissionDenied (403) as `close_vote`."""
    group = _locked(user=user, group_id=group_id)
    _require_owner(user, group)
    _choose(group, None)


def _locked(*, user: User, group_id: int) -> Group:
    """The group, locked. Raises NotFound (404) for users who are no members."""
    group = Group.objects.select_for_update().filter(pk=group_id).first()
    if group is None or not group.members.filter(user=user).exists():
        raise NotFound
    return group


def _open_vote(*, user: User, group_id: int) -> Group:
    group = _locked(user=user, group_id=group_id)
    if group.chosen_movie_id:
        raise Conflict("The vote is over. The owner can open it again.")
    return group


def _require_owner(user: User, group: Group) -> None:
    if group.owner_id != user.pk:
        raise PermissionDenied("Only the owner may close the vote or open it again.")


def _choose(group: Group, movie_id: int | None) -> None:
    group.chosen_movie_id = movie_id
    group.save(update_fields=["chosen_movie", "updated_at"])
