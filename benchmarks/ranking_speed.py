"""Milliseconds to rank one person over a large catalogue: scores, exclusions, diversity and reasons.

python benchmarks/ranking_speed.py [--items 50000] [--history 200]
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from scipy import sparse

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from apps.recommendations.ranking import (
    CLASSIC,
    LEARNED,
    Catalogue,
    History,
    ItemModel,
    RankingInput,
    build_catalogue,
    rank,
)

LEARNED_SIGNALS = ("collaborative", "sequence", "association")

TODAY = 740_000
GENRES, LIKED_BY_MANY, NEIGHBOURS = 19, 8_000, 200


def invented_catalogue(items: int, draw: np.random.Generator) -> Catalogue:
    genres = [sorted(set(draw.integers(0, GENRES, 3).tolist())) for _ in range(items)]
    tokens = [
        [f"genre:{genre}" for genre in genres[i]]
        + [f"keyword:{k}" for k in draw.zipf(1.3, 8) % 5000]
        + [f"cast:{k}" for k in draw.integers(0, 40_000, 6)]
        + [f"director:{draw.integers(0, 9000)}", f"decade:{draw.integers(0, 9)}"]
        for i in range(items)
    ]
    return build_catalogue(
        item_ids=np.arange(items),
        genres=genres,
        tokens=tokens,
        vote_average=draw.uniform(3, 9, items),
        vote_count=draw.zipf(1.5, items).clip(max=30_000),
        popularity=draw.pareto(1.5, items),
        release_day=draw.integers(TODAY - 30_000, TODAY + 100, items),
        collection=np.where(draw.random(items) < 0.1, draw.integers(0, items // 30 + 1, items), -1),
    )


def invented_model(items: int, draw: np.random.Generator) -> ItemModel:
    carrying = np.sort(draw.choice(items, min(LIKED_BY_MANY, items), replace=False))
    kept = min(NEIGHBOURS, len(carrying))
    rows = np.repeat(carrying, kept)
    columns = carrying[draw.integers(0, len(carrying), len(rows))]
    weights = sparse.csr_array(
        (draw.normal(0.02, 0.02, len(rows)).astype(np.float32), (rows, columns)), shape=(items, items)
    )
    likes = np.zeros(items, dtype=np.float32)
    likes[carrying] = draw.integers(3, 5000, len(carrying))
    return ItemModel(
        np.arange(items), dict.fromkeys(LEARNED_SIGNALS, weights), likes, users=70_000
    ).aligned_to(np.arange(items))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--history", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=50)
    asked = parser.parse_args()
    draw = np.random.default_rng(0)
    catalogue, model = invented_catalogue(asked.items, draw), invented_model(asked.items, draw)
    carrying = np.flatnonzero(model.known)
    for profile in (CLASSIC, LEARNED):
        times = []
        for _ in range(asked.rounds):
            seen = draw.choice(carrying, min(asked.history, len(carrying)), replace=False)
            history = History.of(seen, values=draw.integers(4, 11, len(seen)).astype(np.float32))
            start = time.perf_counter()
            rank(RankingInput(catalogue, history, profile, TODAY, model))
            times.append((time.perf_counter() - start) * 1000)
        print(
            f"{profile.name}: {asked.items} items, {asked.history} ratings: "
            f"median {statistics.median(times):.1f} ms, fastest {min(times):.1f} ms"
        )


if __name__ == "__main__":
    main()
