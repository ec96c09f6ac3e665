"""Whether experiments are honest: `python benchmarks/ab_simulation.py [--runs 100] [--users 2000]`.

Simulates two identical weight profiles and counts in how many runs the 95 % interval of their difference holds 0, as it
should in 95 of 100; then challengers that are really better, and how often that is found.
"""

import argparse
import os
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "movie_backend.settings")

import django

django.setup()

import numpy as np  # noqa: E402

from apps.recommendations.tests.simulated_users import World, simulate  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--users", type=int, default=2000)
    options = parser.parse_args()
    print(
        f"{'challenger':>12}{'runs':>6}{'0 inside':>10}{'better':>8}{'mean':>10}{'half width':>12}{'seconds':>9}"
    )
    for better in (1.0, 1.1, 1.25, 1.5):
        started = perf_counter()
        world = World(users=options.users, better=better)
        found = [simulate(world, run) for run in range(options.runs)]
        inside = sum(estimate.contains(0) for estimate in found)
        ahead = sum(estimate.low > 0 for estimate in found)
        mean = np.mean([estimate.value for estimate in found])
        width = np.mean([(estimate.high - estimate.low) / 2 for estimate in found])
        print(
            f"{better:>11.2f}x{options.runs:>6}{inside:>10}{ahead:>8}{mean:>10.5f}{width:>12.5f}"
            f"{perf_counter() - started:>9.1f}"
        )


if __name__ == "__main__":
    main()
