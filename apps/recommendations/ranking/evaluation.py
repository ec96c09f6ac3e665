"""Offline evaluation: the production path for users of whom some ratings are held out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Ints
from apps.recommendations.ranking.history import NO_HISTORY, History, Kind
from apps.recommendations.ranking.interactions import Interactions, community_of
from apps.recommendations.ranking.match import Matcher
from apps.recommendations.ranking.metrics import (
    Measure,
    Told,
    average_precision,
    genre_calibration,
    genre_diversity,
    hit,
    ndcg,
    novelty,
    recall,
)
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.profile import Profile
from apps.recommendations.ranking.ranker import RankingInput, RankRequest, rank
from apps.recommendations.ranking.rerank import top
from apps.recommendations.ranking.splits import (
    Period,
    Split,
    first_of_each,
    hold_out,
    last_period,
    periods,
    usable_split,
    within,
)
from apps.recommendations.ranking.train import Progress, silent

RELEVANT = 8.0  # a held-out rating from here on is relevant
LENGTH = 20
FOLDS = 5  # of a cold-start evaluation: in each of them another fifth of the users is new
HEAD_SHARE = 0.01  # the most liked items, whose share in the lists is measured
Recommend = Callable[[History], Ints]


@dataclass(frozen=True, eq=False)
class Trial:
    """One split.

    catalogue: with the ratings and likes of the training part. users: (users,), who is evaluated. histories: what is
    known of each of them. relevant: the positions that each one's list should contain. answers: positions and values of
    each one's held-out ratings. rated: positions with training
    data. popularity: (items,), likes per training user. split: how a part of the training is held out in turn.
    has_present: whether everything that is held out follows one moment, at which the training part ends. Otherwise nothing
    is known of what was liked lately.
    """

    catalogue: Catalogue
    training: Interactions
    users: Ints
    histories: tuple[History, ...]
    relevant: tuple[Ints, ...]
    answers: tuple[tuple[Ints, np.ndarray], ...]
    rated: Ints
    popularity: np.ndarray
    split: Split = "time"
    has_present: bool = False

    def __len__(self) -> int:
        return len(self.users)


@dataclass(frozen=True)
class Report:
    """The measures of one way to recommend.

    by_user: measure → its value for each user. coverage: 0–1. told: what `match` said of held-out ratings, if it says
    anything.
    """

    name: str
    by_user: dict[str, tuple[float, ...]]
    coverage: float
    told: Told | None = None

    @property
    def users(self) -> int:
        return len(self.values)

    @property
    def values(self) -> tuple[float, ...]:
        """nDCG@10 of each user, for paired comparisons."""
        return self.by_user["ndcg@10"]

    @property
    def measures(self) -> dict[str, Measure]:
        return {name: Measure.over(values) for name, values in self.by_user.items()}

    @property
    def ndcg(self) -> float:
        return self.measures["ndcg@10"].mean

    def to_json(self) -> dict[str, object]:
        measures = {name: {"mean": m.mean, "interval": m.interval} for name, m in self.measures.items()}
        match = {"match": self.told.to_json()} if self.told is not None and len(self.told) else {}
        return {"name": self.name, "users": self.users, "coverage@10": self.coverage, **measures, **match}


def pooled(reports: Sequence[Report]) -> Report:
    """One report on the users of several trials; its coverage is the mean."""
    measures = reports[0].by_user
    return Report(
        name=reports[0].name,
        by_user={name: tuple(v for report in reports for v in report.by_user[name]) for name in measures},
        coverage=float(np.mean([report.coverage for report in reports])),
        told=Told.joined(told) if (told := [report.told for report in reports if report.told]) else None,
    )


def prepare_all(
    catalogue: Catalogue,
    interactions: Interactions,
    split: Split = "rolling",
    *,
    max_users: int | None = None,
    known: int | None = None,
) -> tuple[Trial, ...]:
    """The trials of an evaluation: one per period of a rolling split or per fold of a cold start, otherwise one."""
    split = usable_split(interactions, split)
    parts: list[dict[str, Any]] = [{}]
    if known is not None:
        parts = [{"known": known, "fold": fold} for fold in range(FOLDS)]
    elif split == "rolling":
        parts = [{"period": period} for period in periods(interactions)]
    limits = [None if max_users is None else (max_users + n) // len(parts) for n in range(len(parts))]
    return tuple(
        prepare(catalogue, interactions, split, max_users=limit, **part)
        for part, limit in zip(parts, limits, strict=True)
    )


def prepare(
    catalogue: Catalogue,
    interactions: Interactions,
    split: Split = "rolling",
    *,
    max_users: int | None = None,
    period: Period | None = None,
    known: int | None = None,
    fold: int = 0,
    seed: int = 0,
) -> Trial:
    """Split the interactions. Held-out ones count neither in training nor in the catalogue's ratings and likes.

    period: of a rolling split; by default the last one. max_users: evaluate at most so many, drawn by `seed`.
    known: evaluate a cold start instead of a split: of a fifth of the users (the `fold`-th) the first `known` items
    are known, the later ones are held out, and nothing of theirs is learned.
    """
    split = usable_split(interactions, split)
    if known is not None:
        is_new = np.isin(interactions.users, _new_users(interactions.users, fold, seed))
        first = first_of_each(interactions, known)
        held = is_new & ~first
        training, known_entries = interactions.take(~is_new), interactions.take(is_new & first)
    elif split == "rolling":
        before, held = within(interactions, period or last_period(interactions))
        training = known_entries = interactions.take(before)
    else:
        held = hold_out(interactions, split, seed=seed)
        training = known_entries = interactions.take(~held)
    answers = interactions.take(held)
    wanted = answers.take((answers.kinds == Kind.RATED) & (answers.values >= RELEVANT))
    wanted = wanted.take(np.isin(wanted.users, known_entries.users))
    users = np.unique(wanted.users)
    if max_users is not None and len(users) > max_users:
        users = np.sort(np.random.default_rng(seed).choice(users, max_users, replace=False))
    theirs = known_entries.take(np.isin(known_entries.users, users))
    histories = theirs.histories(catalogue.positions(theirs.items))
    relevant = _by_user(wanted, catalogue)
    catalogue_then = community_of(catalogue, training)
    return Trial(
        catalogue=catalogue_then,
        training=training,
        users=users,
        histories=tuple(histories.get(int(user), NO_HISTORY) for user in users),
        relevant=tuple(relevant[int(user)] for user in users),
        answers=_answers(answers, users, catalogue),
        rated=np.unique(catalogue.positions(np.unique(training.items))),
        popularity=np.maximum(catalogue_then.community_likes, 0.5) / max(len(np.unique(training.users)), 1),
        split=split,
        has_present=split == "rolling" and known is None,
    )


def _answers(held: Interactions, users: Ints, catalogue: Catalogue) -> tuple[tuple[Ints, np.ndarray], ...]:
    """By user the positions and values of the held-out ratings."""
    at = catalogue.positions(held.items)
    rows = np.flatnonzero((held.kinds == Kind.RATED) & (at >= 0))
    rows = rows[np.argsort(held.users[rows], kind="stable")]
    starts = np.searchsorted(held.users[rows], users, side="left")
    ends = np.searchsorted(held.users[rows], users, side="right")
    parts = (rows[start:end] for start, end in zip(starts, ends, strict=True))
    return tuple((at[part], held.values[part]) for part in parts)


def told_by_match(trial: Trial, model: ItemModel | None) -> Told:
    """What `match` says of the held-out ratings. model: as trained, on the training part."""
    match = model.match.aligned_to(trial.catalogue.item_ids) if model is not None and model.match else None
    chances = [
        Matcher(trial.catalogue, history, match).folded.chances(items)
        for history, (items, _) in zip(trial.histories, trial.answers, strict=True)
    ]
    sizes = [len(items) for items, _ in trial.answers]
    none: list[np.ndarray] = [np.empty(0, dtype=np.float32)]
    values = np.concatenate([values for _, values in trial.answers] or none)
    items = np.concatenate([items for items, _ in trial.answers] or [np.empty(0, dtype=np.int64)])
    users = np.repeat(np.arange(len(trial)), sizes)
    return Told(users, values >= RELEVANT, np.concatenate(chances or none), trial.catalogue.votes[items])


def _new_users(users: Ints, fold: int, seed: int) -> Ints:
    return np.random.default_rng(seed).permutation(np.unique(users))[fold::FOLDS]


def measure(trial: Trial, recommend: Recommend, name: str, *, progress: Progress | None = None) -> Report:
    """Recommend to every user of the trial and compare with the held-out items."""
    say = progress or silent
    lists = []
    for number, history in enumerate(trial.histories):
        lists.append(recommend(history))
        if number % 100 == 0:
            say(name, number / len(trial))
    return _report(name, trial, tuple(lists))


def recommender(
    trial: Trial, profile: Profile, model: ItemModel | None, *, today: int, limit: int = LENGTH
) -> Recommend:
    """The production path as a function of the history."""
    served = None if model is None else model.aligned_to(trial.catalogue.item_ids)
    if served is not None and not trial.has_present:
        served = replace(served, lately=None)
    request = RankRequest(limit=limit, explain=False)

    def recommend(history: History) -> Ints:
        return rank(RankingInput(trial.catalogue, history, profile, today, served), request).items

    return recommend


def _by_user(wanted: Interactions, catalogue: Catalogue) -> dict[int, Ints]:
    order = np.argsort(wanted.users, kind="stable")
    users, starts = np.unique(wanted.users[order], return_index=True)
    parts = np.split(catalogue.positions(wanted.items[order]), starts[1:]) if len(users) else []
    return {int(user): np.unique(part) for user, part in zip(users, parts, strict=True)}


def _report(name: str, trial: Trial, lists: tuple[Ints, ...]) -> Report:
    pairs = tuple(zip(lists, trial.relevant, strict=True))
    likes = trial.catalogue.community_likes
    head = top(likes, np.ones(len(likes), dtype=np.bool_), max(round(HEAD_SHARE * len(trial.rated)), 1))
    listed = np.unique(np.concatenate([items[:10] for items in lists] or [np.array([], dtype=np.int64)]))
    return Report(
        name=name,
        by_user={
            "ndcg@10": tuple(ndcg(*pair) for pair in pairs),
            "recall@20": tuple(recall(*pair) for pair in pairs),
            "hit_rate@10": tuple(hit(*pair) for pair in pairs),
            "map@10": tuple(average_precision(*pair) for pair in pairs),
            "novelty@10": tuple(novelty(items, trial.popularity) for items in lists),
            "genre_diversity@10": tuple(genre_diversity(trial.catalogue, items) for items in lists),
            "genre_kl@10": tuple(
                genre_calibration(trial.catalogue, history.opinions.likes, items[:10])
                for history, items in zip(trial.histories, lists, strict=True)
            ),
            "head_share@10": tuple(float(np.isin(items[:10], head).mean()) for items in lists),
            "head_share_of_likes": tuple(float(np.isin(items, head).mean()) for items in trial.relevant),
        },
        coverage=float(np.isin(listed, trial.rated).sum() / max(len(trial.rated), 1)),
    )
