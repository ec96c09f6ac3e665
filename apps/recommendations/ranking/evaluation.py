"""Offline evaluation: the production path on people whose last (or random) ratings are held out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Ints
from apps.recommendations.ranking.history import NO_HISTORY, History, Kind
from apps.recommendations.ranking.interactions import Interactions
from apps.recommendations.ranking.metrics import (
    Measure,
    average_precision,
    genre_diversity,
    hit,
    ndcg,
    novelty,
    recall,
)
from apps.recommendations.ranking.model import ItemModel
from apps.recommendations.ranking.profile import Profile
from apps.recommendations.ranking.ranker import rank
from apps.recommendations.ranking.splits import Split, first_of_each, hold_out

RELEVANT = 8.0  # a held-out rating from here on is what a list should have found
LENGTH = 20
NEWCOMERS = 5  # of so many people one is new in a cold start
Recommend = Callable[[History], Ints]
Progress = Callable[[str, float], None]


@dataclass(frozen=True, eq=False)
class Trial:
    """One split, ready to be asked: what is known of every item and person, and what is to be found."""

    catalogue: Catalogue
    training: Interactions
    users: Ints
    histories: tuple[History, ...]
    relevant: tuple[Ints, ...]
    rated: Ints
    popularity: np.ndarray

    def __len__(self) -> int:
        return len(self.users)


@dataclass(frozen=True)
class Report:
    """What one way to recommend reached; `values` holds nDCG@10 person by person, for paired comparisons."""

    name: str
    people: int
    measures: dict[str, Measure]
    coverage: float
    values: tuple[float, ...]

    @property
    def ndcg(self) -> float:
        return self.measures["ndcg@10"].mean

    def to_json(self) -> dict[str, object]:
        told = {name: {"mean": m.mean, "interval": m.interval} for name, m in self.measures.items()}
        return {"name": self.name, "people": self.people, "coverage@10": self.coverage, **told}


def prepare(
    catalogue: Catalogue,
    interactions: Interactions,
    split: Split = "time",
    *,
    people: int | None = None,
    known: int | None = None,
    seed: int = 0,
) -> Trial:
    """Split, and keep the held-out part from the catalogue's own figures too.

    people: ask at most so many, drawn by `seed`. known: cold start instead of a split: of a fifth of the people
    only the first `known` entries are told, the later ones are the answers, and nothing of theirs is learned.
    """
    if known is None:
        held = hold_out(interactions, split, seed=seed)
        training, told = interactions.take(~held), interactions.take(~held)
    else:
        newcomers = np.isin(interactions.users, _newcomers(interactions.users, seed))
        first = first_of_each(interactions, known)
        held = newcomers & ~first
        training, told = interactions.take(~newcomers), interactions.take(newcomers & first)
    answers = interactions.take(held)
    wanted = answers.take((answers.kinds == Kind.RATED) & (answers.values >= RELEVANT))
    users = np.unique(wanted.users)
    if people is not None and len(users) > people:
        users = np.sort(np.random.default_rng(seed).choice(users, people, replace=False))
    shown = told.take(np.isin(told.users, users))
    histories = shown.histories(catalogue.positions(shown.items))
    relevant = _by_user(wanted, catalogue)
    judged = with_figures_of(catalogue, training)
    return Trial(
        catalogue=judged,
        training=training,
        users=users,
        histories=tuple(histories.get(int(user), NO_HISTORY) for user in users),
        relevant=tuple(relevant[int(user)] for user in users),
        rated=np.unique(catalogue.positions(np.unique(training.items))),
        popularity=np.maximum(judged.community_likes, 0.5) / max(len(np.unique(training.users)), 1),
    )


def _newcomers(users: Ints, seed: int) -> Ints:
    everybody = np.unique(users)
    return np.random.default_rng(seed).choice(everybody, -(-len(everybody) // NEWCOMERS), replace=False)


def with_figures_of(catalogue: Catalogue, interactions: Interactions) -> Catalogue:
    """The catalogue with averages, counts and likes of these interactions alone."""
    at = catalogue.positions(interactions.items)
    rated = (interactions.kinds == Kind.RATED) & (at >= 0)
    count = np.bincount(at[rated], minlength=len(catalogue))
    total = np.bincount(at[rated], weights=interactions.values[rated], minlength=len(catalogue))
    likes = catalogue.positions(interactions.likes().items)
    return catalogue.with_community(
        average=(total / np.maximum(count, 1)).astype(np.float32),
        count=count.astype(np.float32),
        likes=np.bincount(likes[likes >= 0], minlength=len(catalogue)).astype(np.float32),
    )


def measure(trial: Trial, recommend: Recommend, name: str, *, progress: Progress | None = None) -> Report:
    """Ask for every person of the trial and compare with what was held out."""
    say = progress or (lambda step, share: None)
    lists = []
    for number, history in enumerate(trial.histories):
        lists.append(recommend(history))
        if number % 100 == 0:
            say(name, number / len(trial))
    return _report(name, trial, lists)


def recommender(
    trial: Trial, profile: Profile, model: ItemModel | None, *, today: int, limit: int = LENGTH
) -> Recommend:
    """The production path as a function of the history."""
    served = None if model is None else model.aligned_to(trial.catalogue.item_ids)

    def recommend(history: History) -> Ints:
        return rank(
            trial.catalogue, history, profile, today=today, model=served, limit=limit, explain=False
        ).items

    return recommend


def _by_user(wanted: Interactions, catalogue: Catalogue) -> dict[int, Ints]:
    order = np.argsort(wanted.users, kind="stable")
    users, starts = np.unique(wanted.users[order], return_index=True)
    parts = np.split(catalogue.positions(wanted.items[order]), starts[1:]) if len(users) else []
    return {int(user): np.unique(part) for user, part in zip(users, parts, strict=True)}


def _report(name: str, trial: Trial, lists: Iterable[Ints]) -> Report:
    told = tuple(lists)
    pairs = tuple(zip(told, trial.relevant, strict=True))
    gains = tuple(ndcg(items, relevant) for items, relevant in pairs)
    shown = (
        np.unique(np.concatenate([items[:10] for items in told])) if told else np.array([], dtype=np.int64)
    )
    return Report(
        name=name,
        people=len(trial),
        measures={
            "ndcg@10": Measure.over(gains),
            "recall@20": Measure.over([recall(*pair) for pair in pairs]),
            "hit_rate@10": Measure.over([hit(*pair) for pair in pairs]),
            "map@10": Measure.over([average_precision(*pair) for pair in pairs]),
            "novelty@10": Measure.over([novelty(items, trial.popularity) for items in told]),
            "genre_diversity@10": Measure.over([genre_diversity(trial.catalogue, items) for items in told]),
        },
        coverage=float(np.isin(shown, trial.rated).sum() / max(len(trial.rated), 1)),
        values=gains,
    )
