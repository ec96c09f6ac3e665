"""The three plots of docs/recommender.md, measured on MovieLens and drawn as SVG.

pip install -r benchmarks/requirements.txt
python benchmarks/ranking_plots.py DIR [--people 1000] [--output docs/images]

DIR holds ratings.csv and movies.csv. Genres and years are all that is known of the movies here.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from apps.recommendations.ranking import (
    CLASSIC,
    LEARNED,
    Catalogue,
    Interactions,
    ItemModel,
    Profile,
    Trial,
    baseline,
    measure,
    prepare,
    recommender,
    train,
)
from benchmarks.movielens import TODAY, load

KNOWN = (1, 2, 3, 5, 7, 10, 15, 20, 30)
SHARES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 1.0)
FACTORS = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)  # times the default weight
SWEPT = ("collaborative", "sequence", "content", "quality")
Curves = dict[str, list[float]]


def by_known_ratings(catalogue: Catalogue, interactions: Interactions) -> Curves:
    """nDCG@10 of newcomers, whom nothing was learned from, over so many known ratings."""
    curves: Curves = {"learned": [], "EASE, dense": [], "most liked": [], "classic": []}
    model = None
    for known in KNOWN:
        trial = prepare(catalogue, interactions, known=known)
        model = model or train(trial.training)
        curves["learned"].append(_quality(trial, LEARNED, model))
        curves["EASE, dense"].append(measure(trial, baseline(trial, "EASE"), "EASE").ndcg)
        curves["most liked"].append(measure(trial, baseline(trial, "most liked"), "most liked").ndcg)
        curves["classic"].append(_quality(trial, CLASSIC, model))
    return curves


def by_training_size(catalogue: Catalogue, interactions: Interactions, people: int) -> Curves:
    """nDCG@10, split by time, of the same people, over the share of everybody that was learned from."""
    trial = prepare(catalogue, interactions, "time", max_users=people)
    everybody = np.random.default_rng(0).permutation(np.unique(trial.training.users))
    curves: Curves = {"learned": [], "most liked": []}
    popular = measure(trial, baseline(trial, "most liked"), "most liked").ndcg
    for share in SHARES:
        taught = np.isin(trial.training.users, everybody[: int(len(everybody) * share)])
        curves["learned"].append(_quality(trial, LEARNED, train(trial.training.take(taught))))
        curves["most liked"].append(popular)
    return curves


def by_weight(catalogue: Catalogue, interactions: Interactions, people: int) -> Curves:
    """nDCG@10, split by time, over the factor that one default weight is multiplied by."""
    trial = prepare(catalogue, interactions, "time", max_users=people)
    model = train(trial.training)
    return {name: [_quality(trial, _weighing(name, factor), model) for factor in FACTORS] for name in SWEPT}


def _weighing(name: str, factor: float) -> Profile:
    return replace(LEARNED, weights={**LEARNED.weights, name: factor * LEARNED.weights[name]})


def _quality(trial: Trial, profile: Profile, model: ItemModel) -> float:
    return measure(trial, recommender(trial, profile, model, today=TODAY), profile.name).ndcg


def draw(path: Path, places: Sequence[float], curves: Curves, label: str, ticks: Iterable[str]) -> None:
    """One plot; a white ground, so that it can be read on dark pages as well."""
    mpl.rcParams.update({"svg.hashsalt": "plot", "svg.fonttype": "none", "font.family": "sans-serif"})
    figure, axes = pyplot.subplots(figsize=(6.4, 3.6), layout="constrained")
    for marker, (name, values) in zip("osD^", curves.items(), strict=False):
        axes.plot(places, values, marker=marker, markersize=4, label=name)
    axes.set(xlabel=label, ylabel="nDCG@10")
    axes.set_xticks(list(places), list(ticks))
    axes.grid(alpha=0.3)
    figure.legend(loc="outside right upper", frameon=False)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
    for name, values in curves.items():
        print(path.stem, name, *(f"{value:.4f}" for value in values))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--output", type=Path, default=Path("docs/images"))
    asked = parser.parse_args()
    data = load(asked.directory)
    known = np.log(KNOWN).tolist()
    draw(
        asked.output / "quality-by-known-ratings.svg",
        known,
        by_known_ratings(*data),
        "known ratings of a newcomer",
        [f"{count}" for count in KNOWN],
    )
    draw(
        asked.output / "quality-by-training-size.svg",
        np.log(SHARES).tolist(),
        by_training_size(*data, asked.people),
        "share of the people that was learned from",
        [f"{share:.0%}" for share in SHARES],
    )
    draw(
        asked.output / "quality-by-weight.svg",
        list(range(len(FACTORS))),
        by_weight(*data, asked.people),
        "factor on one weight of the profile «learned»",
        [f"{factor:g}" for factor in FACTORS],
    )


if __name__ == "__main__":
    main()
