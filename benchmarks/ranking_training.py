"""Seconds and memory to train on invented ratings: long-tailed films, people of very different diligence.

python benchmarks/ranking_training.py [--ratings 10000000] [--items 50000] [--people 70000]
"""

import argparse
import resource
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from apps.recommendations.ranking import Interactions, train


def invented_ratings(ratings: int, items: int, people: int) -> Interactions:
    draw = np.random.default_rng(0)
    diligence = draw.lognormal(0, 1.2, people)
    users = np.sort(draw.choice(people, ratings, p=diligence / diligence.sum()))
    fame = 1.0 / (np.arange(items) + 30.0)
    films = draw.choice(items, ratings, p=fame / fame.sum())
    values = draw.choice([4, 6, 7, 8, 9, 10], ratings, p=[0.1, 0.2, 0.2, 0.25, 0.15, 0.1])
    return Interactions.of_ratings(users, films, values.astype(np.float32), np.arange(ratings))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ratings", type=int, default=10_000_000)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--people", type=int, default=70_000)
    asked = parser.parse_args()
    interactions = invented_ratings(asked.ratings, asked.items, asked.people)
    start = time.perf_counter()
    busy = time.process_time()

    def tell(step: str, share: float) -> None:
        print(f"{share:4.0%} {step} after {time.perf_counter() - start:.0f} s", flush=True)

    model = train(interactions, progress=tell)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{len(interactions)} ratings, {asked.items} films: {time.perf_counter() - start:.0f} s, "
        f"{time.process_time() - busy:.0f} CPU-seconds, peak {peak:.1f} GB, model {model.nbytes / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
