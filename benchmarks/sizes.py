"""Sizes of the worlds that benchmarks build: movies, users, ratings."""

SCALES = {"S": (5_000, 500, 50_000), "M": (50_000, 10_000, 1_000_000), "L": (200_000, 100_000, 10_000_000)}
PASSWORD = "correct-horse-battery"  # of invented users
