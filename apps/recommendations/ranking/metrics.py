"""Measures of one list against held-out items, and means over users. k is the cut-off."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from apps.recommendations.ranking.catalogue import Catalogue, Floats, Ints, Mask

SAMPLES = 50  # of users, for the interval of a calibration error
CONFIDENCE = 1.96  # standard errors of a 95 % interval
CALIBRATION_SMOOTHING = 0.01  # share of the user's own mix in the list's, so that no genre is missing


@dataclass(frozen=True)
class Measure:
    """Mean over users and half the width of its 95 % confidence interval."""

    mean: float
    interval: float

    @classmethod
    def over(cls, values: Sequence[float] | Floats) -> "Measure":
        array = np.asarray(values, dtype=np.float64)
        if not len(array):
            return cls(0.0, 0.0)
        spread = float(array.std(ddof=1)) if len(array) > 1 else 0.0
        return cls(float(array.mean()), CONFIDENCE * spread / float(np.sqrt(len(array))))


def ndcg(items: Ints, relevant: Ints, k: int = 10) -> float:
    """Σ 1/log2(place + 1) over relevant items in the first k places, divided by the greatest possible sum."""
    discounts = 1.0 / np.log2(np.arange(2, k + 2))
    hits = np.isin(items[:k], relevant)
    return float(discounts[: len(hits)] @ hits / discounts[: min(len(relevant), k)].sum())


def recall(items: Ints, relevant: Ints, k: int = 20) -> float:
    """Share of the relevant items in the first k places."""
    return float(np.isin(relevant, items[:k]).mean())


def hit(items: Ints, relevant: Ints, k: int = 10) -> float:
    """1 if any relevant item stands in the first k places."""
    return float(np.isin(items[:k], relevant).any())


def average_precision(items: Ints, relevant: Ints, k: int = 10) -> float:
    """Mean over min(relevant, k) of the precision at the place of each relevant item in the first k."""
    hits = np.isin(items[:k], relevant)
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float((precision * hits).sum() / min(len(relevant), k))


def novelty(items: Ints, popularity: Floats, k: int = 10) -> float:
    """Mean of -log2(share of people who liked the item); an item that nobody liked counts as half a like."""
    return float(-np.log2(popularity[items[:k]]).mean()) if len(items) else 0.0


def genre_diversity(catalogue: Catalogue, items: Ints, k: int = 10) -> float:
    """Mean over pairs of 1 - cosine of their genres."""
    genres = catalogue.unit_genres[items[:k]]
    count = len(genres)
    if count < 2:
        return 0.0
    alike = genres @ genres.T
    return float(1 - (alike.sum() - np.trace(alike)) / (count * (count - 1)))


def genre_calibration(catalogue: Catalogue, likes: Ints, items: Ints) -> float:
    """KL divergence of the list's genre mix from that of the user's likes (Steck, 2018); 0 is the same mix.

    0 if the likes or the list have no genres.
    """
    wanted, got = catalogue.genre_mix(likes), catalogue.genre_mix(items)
    if not wanted.any() or not got.any():
        return 0.0
    smooth = (1 - CALIBRATION_SMOOTHING) * got + CALIBRATION_SMOOTHING * wanted
    some = wanted > 0
    return float((wanted[some] * np.log(wanted[some] / smooth[some])).sum())


def area_under_curve(users: Ints, high: Mask, told: Floats) -> float:
    """Chance that of two items of one user, one of them high, the high one is told higher; mean over users.

    0.5 if no user has both.
    """
    areas = areas_by_user(users, high, told)
    return float(np.mean(areas)) if len(areas) else 0.5


def areas_by_user(users: Ints, high: Mask, told: Floats) -> list[float]:
    """The area of each user who has both kinds, in the order of the users."""
    order = np.lexsort((told, users))
    users, high, told = users[order], high[order], told[order]
    starts = np.flatnonzero(np.append(True, users[1:] != users[:-1])[: len(users)])
    areas = []
    for start, end in zip(starts, np.append(starts[1:], len(users)), strict=True):
        of_user = high[start:end]
        above, below = int(of_user.sum()), int((~of_user).sum())
        if above and below:
            _, group, sizes = np.unique(told[start:end], return_inverse=True, return_counts=True)
            ranks = (np.cumsum(sizes) - (sizes - 1) / 2)[group]
            areas.append(float((ranks[of_user].sum() - above * (above + 1) / 2) / (above * below)))
    return areas


@dataclass(frozen=True, eq=False)
class Told:
    """What `match` said of held-out ratings: user, whether the rating is high, the chance, and the item's votes."""

    users: Ints
    high: Mask
    chances: Floats
    votes: Floats

    def __len__(self) -> int:
        return len(self.high)

    @classmethod
    def joined(cls, parts: Sequence["Told"]) -> "Told":
        """A user of two parts counts twice, as what is known of the user differs."""
        users = [part.users * len(parts) + number for number, part in enumerate(parts)]
        columns = [
            np.concatenate([getattr(part, name) for part in parts]) for name in ("high", "chances", "votes")
        ]
        return cls(np.concatenate(users), *columns)

    def to_json(self) -> dict[str, object]:
        areas = areas_by_user(self.users, self.high, self.chances)
        of_votes = areas_by_user(self.users, self.high, self.votes)
        errors = self._errors_of_samples()
        return {
            "ratings": len(self),
            "users": len(areas),
            "auc": asdict(Measure.over(areas)),
            "auc_of_votes": asdict(Measure.over(of_votes)),
            "calibration_error": {
                "mean": calibration_error(self.high, self.chances),
                "interval": float(CONFIDENCE * np.std(errors)),
            },
            "curve": calibration_curve(self.high, self.chances),
        }

    def _errors_of_samples(self) -> list[float]:
        """Calibration errors of samples of the users, with repetition."""
        draw = np.random.default_rng(0)
        order = np.argsort(self.users, kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(self.users[order])) + 1)
        errors = []
        for _ in range(SAMPLES):
            rows = np.concatenate([parts[n] for n in draw.integers(0, len(parts), len(parts))])
            errors.append(calibration_error(self.high[rows], self.chances[rows]))
        return errors


def calibration_curve(high: Mask, told: Floats) -> list[tuple[float, float, int]]:
    """By tenth of the chance that was told: mean told, share that is high, number; without empty tenths."""
    tenth = np.clip((told * 10).astype(np.int64), 0, 9)
    return [
        (float(told[tenth == n].mean()), float(high[tenth == n].mean()), int((tenth == n).sum()))
        for n in range(10)
        if (tenth == n).any()
    ]


def calibration_error(high: Mask, told: Floats) -> float:
    """Expected calibration error: mean distance of what was told from the share that is high, by tenths."""
    curve = calibration_curve(high, told)
    return sum(abs(mean - share) * count for mean, share, count in curve) / max(len(high), 1)
