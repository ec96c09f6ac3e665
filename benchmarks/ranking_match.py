"""Measure `match` on MovieLens, and fit the weights of an installation without training (USUAL_WEIGHTS).

python benchmarks/ranking_match.py DIR [--split rolling]     DIR holds ratings.csv and movies.csv
"""

import argparse
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from apps.recommendations.ranking import Catalogue, Interactions
from apps.recommendations.ranking.catalogue import Ints
from apps.recommendations.ranking.interactions import community_of
from apps.recommendations.ranking.match import Matcher
from apps.recommendations.ranking.match_model import PARTS, MatchModel, chances
from apps.recommendations.ranking.match_training import fit, held_out_parts, learn_match
from apps.recommendations.ranking.metrics import area_under_curve, calibration_curve, calibration_error
from apps.recommendations.ranking.splits import SPLITS, hold_out, last_period, within
from benchmarks.movielens import load

USERS, COMPARED = 100, 500  # whose matches are compared, over so many items


def halves(interactions: Interactions, split: str) -> tuple[Interactions, Interactions]:
    """Known and held-out entries."""
    if split == "rolling":
        known, held = within(interactions, last_period(interactions))
    else:
        held = hold_out(interactions, split)  # type: ignore[arg-type]
        known = ~held
    answers = interactions.take(held)
    return interactions.take(known), answers.take(np.isin(answers.users, interactions.users[known]))


def usual_weights(catalogue: Catalogue, interactions: Interactions) -> tuple[float, ...]:
    """Fitted with the facts of the items alone, without votes of the data's own users."""
    known, held = halves(interactions, "random")
    untrained = MatchModel.untrained(catalogue.item_ids)
    answers = held_out_parts(untrained, catalogue, known, held, 0)
    return fit(answers.parts, answers.high, pull=0)


def pools(catalogue: Catalogue) -> dict[str, Ints]:
    """Items over which the matches of two users are compared."""
    rated = np.flatnonzero(catalogue.community_count > 0)
    draw = np.random.default_rng(0)
    return {
        f"the {COMPARED} most liked": np.argsort(-catalogue.community_likes, kind="stable")[:COMPARED],
        f"{COMPARED} random rated ones": draw.choice(rated, min(COMPARED, len(rated)), replace=False),
    }


def correlation(model: MatchModel, catalogue: Catalogue, known: Interactions, items: Ints) -> float:
    """Mean over the pairs of some users, over the items that neither has an event with."""
    users = np.unique(known.users)
    chosen = np.random.default_rng(0).choice(users, min(USERS, len(users)), replace=False)
    theirs = known.take(np.isin(known.users, chosen))
    histories = list(theirs.histories(catalogue.positions(theirs.items)).values())
    told = np.stack([Matcher(catalogue, history, model).scores(items) for history in histories])
    new = np.stack([~np.isin(items, history.excluded) for history in histories])
    pairs = [
        np.corrcoef(told[one][both], told[other][both])[0, 1]
        for one in range(len(told))
        for other in range(one)
        if (both := new[one] & new[other]).sum() > 1
    ]
    return float(np.nanmean(pairs))


def report(catalogue: Catalogue, interactions: Interactions, split: str) -> None:
    known, held = halves(interactions, split)
    then, model = community_of(catalogue, known), learn_match(catalogue, known)
    if model is None:
        print("too few ratings")
        return
    model = model.aligned_to(then.item_ids)
    answers = held_out_parts(model, then, known, held, 0, truncated_share=0)
    high, users = answers.high, answers.users
    told = chances(model.weights, answers.parts, model.lean, answers.known, model.slopes)
    print(f"{split}: {len(high)} held-out ratings, {high.mean():.3f} of them 8 or more")
    print(f"AUC within users {area_under_curve(users, high, told):.3f}, ", end="")
    print(f"of the items' means alone {area_under_curve(users, high, answers.parts[:, 1]):.3f}")
    print(f"expected calibration error {calibration_error(high, told):.3f}")
    for mean, share, count in calibration_curve(high, told):
        print(f"  told {mean:.2f}, were {share:.2f} of {count}")
    for name, items in pools(then).items():
        print(
            f"mean correlation of two users' matches over {name}: {correlation(model, then, known, items):.3f}"
        )
    print(
        f"lean {model.lean:g}, slopes {model.slopes}, weights {dict(zip(PARTS, np.round(model.weights, 2).tolist(), strict=True))}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--split", choices=SPLITS, default="rolling")
    asked = parser.parse_args()
    catalogue, interactions = load(asked.directory)
    report(catalogue, interactions, asked.split)
    usual = usual_weights(catalogue, interactions)
    print(f"usual weights: {dict(zip(PARTS, np.round(usual, 2).tolist(), strict=True))}")


if __name__ == "__main__":
    main()
