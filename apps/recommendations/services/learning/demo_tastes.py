"""Demo users with coherent tastes, as arrays: what they watched, when, and how they rated it. No database.

Every user belongs to one of a few circles with common likes and dislikes, and differs a little from it. So
ratings follow genres and decades, and users of one circle also agree on particular movies.
"""

from dataclasses import dataclass

import numpy as np

CIRCLES = 16
HIDDEN = 6  # dimensions of what movies have in common besides genres
DAYS = 540  # how far back the oldest diaries begin
MEDIAN_SEEN, LEAST_SEEN, MOST_SEEN = 45, 15, 250
RATED_SHARE = 0.85


@dataclass(frozen=True)
class Shelf:
    """The movies to choose from, in a fixed order. `genres` is movies × genres, 0 or 1."""

    movie_ids: np.ndarray
    tmdb_ids: np.ndarray
    genre_ids: np.ndarray
    genres: np.ndarray
    years: np.ndarray
    quality: np.ndarray
    votes: np.ndarray


@dataclass(frozen=True)
class Diary:
    """One user: an entry per movie watched. `rating` is NaN without a rating; `days_ago` is descending."""

    favorite_genres: list[int]
    joined_days_ago: float
    movie_ids: np.ndarray
    days_ago: np.ndarray
    progress: np.ndarray
    rating: np.ndarray
    favorite: np.ndarray


class Inventor:
    """The same shelf, seed and number always give the same person."""

    def __init__(self, shelf: Shelf, seed: int) -> None:
        self.shelf, self.seed = shelf, seed
        random = np.random.default_rng([seed])
        self.circle_genres = random.normal(0, 1, (CIRCLES, len(shelf.genre_ids)))
        self.circle_hidden = random.normal(0, 1, (CIRCLES, HIDDEN))
        self.circle_year = random.normal(1998, 12, CIRCLES)
        self.hidden = np.stack([np.random.default_rng([7, t]).normal(0, 1, HIDDEN) for t in shelf.tmdb_ids])
        self.genre_shares = shelf.genres / np.maximum(shelf.genres.sum(axis=1, keepdims=True), 1)
        self.known = standard(np.log1p(shelf.votes))
        self.quality = standard(shelf.quality)

    def person(self, number: int) -> Diary:
        random = np.random.default_rng([self.seed, number])
        circle = int(random.integers(CIRCLES))
        genres = self.circle_genres[circle] + random.normal(0, 0.5, self.circle_genres.shape[1])
        liking = self.liking(random, circle, genres)
        seen = self.choose(random, liking)
        rating = self.rate(random, liking[seen])
        favorite = (rating >= 8.5) & (random.random(len(seen)) < 0.5)
        joined = float(random.uniform(30, DAYS))
        loved = np.argsort(-genres)[: int(random.integers(2, 5))]
        return Diary(
            favorite_genres=[int(pk) for pk in self.shelf.genre_ids[loved]],
            joined_days_ago=joined,
            movie_ids=self.shelf.movie_ids[seen],
            days_ago=np.sort(joined * random.beta(1.0, 1.2, len(seen)))[::-1],
            progress=np.where(
                np.isnan(rating) & (random.random(len(seen)) < 0.3), random.integers(5, 80), 100
            ),
            rating=rating,
            favorite=favorite,
        )

    def liking(self, random: np.random.Generator, circle: int, genres: np.ndarray) -> np.ndarray:
        """How much the person would like every movie: mean 0, deviation 1 over the shelf."""
        hidden = self.circle_hidden[circle] + random.normal(0, 0.4, HIDDEN)
        year = self.circle_year[circle] + random.normal(0, 5)
        closeness = np.exp(-(((self.shelf.years - year) / random.uniform(8, 25)) ** 2) / 2)
        return standard(
            1.5 * standard(self.genre_shares @ genres)
            + 0.9 * standard(self.hidden @ hidden)
            + 0.5 * standard(closeness)
            + 0.8 * self.quality
        )

    def choose(self, random: np.random.Generator, liking: np.ndarray) -> np.ndarray:
        """Users watch what is well known and what they are likely to like (Gumbel's top k)."""
        count = int(np.clip(random.lognormal(np.log(MEDIAN_SEEN), 0.6), LEAST_SEEN, MOST_SEEN))
        pull = random.uniform(0.8, 1.8) * self.known + 0.9 * liking + random.gumbel(0, 1, len(liking))
        return random.permutation(np.argsort(-pull)[: min(count, len(liking))])

    def rate(self, random: np.random.Generator, liking: np.ndarray) -> np.ndarray:
        """1–10 in steps of 0.5; some are kinder than others; some movies stay without a rating."""
        score = random.normal(6.2, 0.5) + 1.25 * liking + random.normal(0, 0.6, len(liking))
        rating = np.clip(np.round(score * 2) / 2, 1, 10)
        return np.where(random.random(len(liking)) < RATED_SHARE, rating, np.nan)


def standard(values: np.ndarray) -> np.ndarray:
    deviation = values.std() if len(values) else 0
    return (values - values.mean()) / deviation if deviation > 0 else np.zeros_like(values, dtype=float)
