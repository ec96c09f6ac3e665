"""Histories of demo users with coherent tastes, as arrays: what they watched, when, and how they rated it.

Every user belongs to one of a few clusters with common preferences, and differs a little from it. A cluster loves a
genre, likes one that often occurs with it, and dislikes those that hardly do. So what the
users like together agrees with genre, collection and decade, as it does with real users. No database.
"""

from dataclasses import dataclass

import numpy as np

CLUSTERS = 14
LATENT_DIMENSIONS = 6  # what movies have in common besides genres
LOVED, LIKED, DISLIKED = 2.2, 1.2, -1.2  # what a cluster thinks of single genres
DISLIKED_GENRES = 4
LEAST_SHARED = 0.1  # share of a genre's movies that are also of the genre liked beside it
DAYS = 540  # age of the oldest history
MEDIAN_SEEN, LEAST_SEEN, MOST_SEEN = 45, 15, 250
RATED_SHARE = 0.85


@dataclass(frozen=True)
class DemoMovies:
    """The movies that users choose from, in a fixed order. genres: (movies, genres), 0 or 1. collections: -1 for none."""

    movie_ids: np.ndarray
    tmdb_ids: np.ndarray
    genre_ids: np.ndarray
    genres: np.ndarray
    years: np.ndarray
    quality: np.ndarray
    votes: np.ndarray
    collections: np.ndarray


@dataclass(frozen=True)
class DemoHistory:
    """The history of one user. Arrays have one entry per watched movie.

    days_ago: descending. progress: percent watched. rating: 1–10, NaN without a rating.
    """

    favorite_genres: list[int]
    joined_days_ago: float
    movie_ids: np.ndarray
    days_ago: np.ndarray
    progress: np.ndarray
    rating: np.ndarray
    favorite: np.ndarray


class HistoryGenerator:
    """The same movies, seed and number always give the same history."""

    def __init__(self, movies: DemoMovies, seed: int) -> None:
        self.movies, self.seed = movies, seed
        random = np.random.default_rng([seed])
        self.cluster_genres = cluster_genres(movies, random)
        numbers = {int(number) for number in movies.collections if number >= 0}
        self.saga_numbers = {number: place for place, number in enumerate(sorted(numbers))}
        self.cluster_sagas = random.normal(0, 1, (CLUSTERS, len(numbers) + 1))
        self.cluster_sagas[:, -1] = 0
        self.saga = np.array([self.saga_numbers.get(int(number), -1) for number in movies.collections])
        self.cluster_latent = random.normal(0, 1, (CLUSTERS, LATENT_DIMENSIONS))
        self.cluster_year = random.normal(1998, 12, CLUSTERS)
        self.latent = np.stack(
            [np.random.default_rng([7, t]).normal(0, 1, LATENT_DIMENSIONS) for t in movies.tmdb_ids]
        )
        self.genre_shares = movies.genres / np.maximum(movies.genres.sum(axis=1, keepdims=True), 1)
        self.fame = standardize(np.log1p(movies.votes))
        self.quality = standardize(movies.quality)

    def generate(self, number: int) -> DemoHistory:
        random = np.random.default_rng([self.seed, number])
        cluster = int(random.integers(CLUSTERS))
        genres = self.cluster_genres[cluster] + random.normal(0, 0.3, self.cluster_genres.shape[1])
        preferences = self.preferences(random, cluster, genres)
        seen = self.choose_movies(random, preferences)
        rating = self.rate_movies(random, preferences[seen])
        favorite = (rating >= 8.5) & (random.random(len(seen)) < 0.5)
        joined = float(random.uniform(30, DAYS))
        loved = np.argsort(-genres)[: int(random.integers(2, 5))]
        return DemoHistory(
            favorite_genres=[int(pk) for pk in self.movies.genre_ids[loved]],
            joined_days_ago=joined,
            movie_ids=self.movies.movie_ids[seen],
            days_ago=np.sort(joined * random.beta(1.0, 1.2, len(seen)))[::-1],
            progress=np.where(
                np.isnan(rating) & (random.random(len(seen)) < 0.3), random.integers(5, 80), 100
            ),
            rating=rating,
            favorite=favorite,
        )

    def preferences(self, random: np.random.Generator, cluster: int, genres: np.ndarray) -> np.ndarray:
        """How much the user would like each movie: mean 0, standard deviation 1."""
        latent = self.cluster_latent[cluster] + random.normal(0, 0.4, LATENT_DIMENSIONS)
        year = self.cluster_year[cluster] + random.normal(0, 5)
        closeness = np.exp(-(((self.movies.years - year) / random.uniform(8, 25)) ** 2) / 2)
        return standardize(
            2.2 * standardize(self.genre_shares @ genres)
            + 0.4 * standardize(self.latent @ latent)
            + 0.6 * self.cluster_sagas[cluster][self.saga]
            + 0.4 * standardize(closeness)
            + 0.6 * self.quality
        )

    def choose_movies(self, random: np.random.Generator, preferences: np.ndarray) -> np.ndarray:
        """Positions of watched movies: a sample without replacement by fame and preference (Gumbel's top k)."""
        count = int(np.clip(random.lognormal(np.log(MEDIAN_SEEN), 0.6), LEAST_SEEN, MOST_SEEN))
        attraction = (
            random.uniform(1.0, 1.8) * self.fame + 1.8 * preferences + random.gumbel(0, 1, len(preferences))
        )
        return random.permutation(np.argsort(-attraction)[: min(count, len(preferences))])

    def rate_movies(self, random: np.random.Generator, preferences: np.ndarray) -> np.ndarray:
        """1–10 in steps of 0.5, around a mean that differs by user; NaN for movies without a rating."""
        score = random.normal(6.2, 0.5) + 1.25 * preferences + random.normal(0, 0.6, len(preferences))
        rating = np.clip(np.round(score * 2) / 2, 1, 10)
        return np.where(random.random(len(preferences)) < RATED_SHARE, rating, np.nan)


def cluster_genres(movies: DemoMovies, random: np.random.Generator) -> np.ndarray:
    """(clusters, genres): what each cluster thinks of each genre.

    A cluster loves one of the commonest genres, likes the one that occurs with it most often for its size, and dislikes
    those that occur with it least often.
    """
    together = movies.genres.T @ movies.genres
    sizes = np.maximum(np.diag(together), 1)
    common = np.argsort(-sizes, kind="stable")
    likings = random.normal(0, 0.2, (CLUSTERS, len(common)))
    for cluster in range(CLUSTERS if len(common) else 0):
        loved = common[cluster % len(common)]
        shared = np.where(together[loved] >= LEAST_SHARED * sizes[loved], together[loved] / sizes, 0)
        shared[loved] = 0
        order = np.argsort(together[loved] / sizes, kind="stable")
        likings[cluster, loved] += LOVED
        if shared.any():
            likings[cluster, shared.argmax()] += LIKED
        likings[cluster, [genre for genre in order if genre != loved][:DISLIKED_GENRES]] += DISLIKED
    return likings


def standardize(values: np.ndarray) -> np.ndarray:
    deviation = values.std() if len(values) else 0
    return (values - values.mean()) / deviation if deviation > 0 else np.zeros_like(values, dtype=float)
