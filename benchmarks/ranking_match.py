"""Fit and check `match` on MovieLens: held-out ratings of 9-10 against those of 1-4.

python benchmarks/ranking_match.py DIR [--people 400]     DIR holds ratings.csv and movies.csv
"""

import argparse
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from apps.recommendations.ranking import (
    LEARNED,
    Catalogue,
    Interactions,
    RankingInput,
    prepare,
    score,
    train,
)
from apps.recommendations.ranking.history import Kind
from apps.recommendations.ranking.match import USUAL_MEAN, USUAL_RATINGS, match_scores
from apps.recommendations.ranking.splits import hold_out
from benchmarks.movielens import TODAY, load


def held_out_facts(catalogue: Catalogue, interactions: Interactions, people: int) -> tuple[np.ndarray, ...]:
    """Features and ratings of what was held out, and what `match` says of it."""
    answers = interactions.take(hold_out(interactions))
    trial = prepare(catalogue, interactions, "time", max_users=people)
    model = train(trial.training).aligned_to(catalogue.item_ids)
    features, ratings, told = [], [], []
    for user, history in zip(trial.users, trial.histories, strict=True):
        mine = answers.take(answers.users == user)
        items = catalogue.positions(mine.items)
        scores = score(RankingInput(trial.catalogue, history, LEARNED, TODAY, model)).scores
        place = np.searchsorted(np.sort(scores), scores[items]) / len(scores)
        rated = history.values[history.kinds == Kind.RATED]
        own = (rated.sum() + USUAL_RATINGS * USUAL_MEAN) / (len(rated) + USUAL_RATINGS)
        features.append(
            np.column_stack([place, trial.catalogue.votes[items] / 10, np.full(len(items), own / 10)])
        )
        ratings.append(mine.values)
        told.append(match_scores(trial.catalogue, history, scores, items))
    return np.concatenate(features), np.concatenate(ratings), np.concatenate(told)


def fit(features: np.ndarray, ratings: np.ndarray) -> np.ndarray:
    """Balanced logistic regression: constant, place, votes, own mean."""
    clear = (ratings >= 9) | (ratings <= 4)
    rows = np.column_stack([np.ones(clear.sum()), features[clear]])
    high = ratings[clear] >= 9
    weights = np.where(high, 0.5 / high.mean(), 0.5 / (1 - high.mean()))
    sign = np.where(high, -1, 1)
    return minimize(
        lambda b: (weights * np.logaddexp(0, sign * (rows @ b))).mean(), np.zeros(rows.shape[1])
    ).x


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--people", type=int, default=400)
    asked = parser.parse_args()
    features, ratings, told = held_out_facts(*load(asked.directory), asked.people)
    print("constant, place, votes, own mean:", fit(features, ratings).round(2))
    high, low = told[ratings >= 9].mean(), told[ratings <= 4].mean()
    print(f"match of films rated 9-10: {high:.1f}, of films rated 1-4: {low:.1f}, apart: {high - low:.1f}")


if __name__ == "__main__":
    main()
