"""Weight profiles: weights of the signals and settings of the order, validated and immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from math import isfinite
from types import MappingProxyType

from apps.recommendations.ranking.signals import SIGNALS, SignalKnobs, knob

WEIGHT_MAX = 100.0
COLD_START_END = 0.001  # smaller factors of the cold-start weights are 0
SHOWN_LENGTH = 20  # of a wrong number in an error


class ProfileError(ValueError):
    """A profile that cannot be used; the message names the field and what to change."""


@dataclass(frozen=True, kw_only=True)
class Profile(SignalKnobs):
    """How to blend the signals and how to order the list.

    weights, cold_start_weights: signal → 0–100. The latter count half for a user with `cold_start_half_life` opinions, a
    sixteenth with twice as many.
    standardize: weigh each signal in units of its spread over the items for this user (z-scores), so that a weight
    means the same for a signal that is 0 nearly everywhere and for one that is not.
    diversity: 0 (score alone) … 1 (dissimilarity alone), the 1 - λ of MMR.
    calibration: how strongly a list gets the genre mix of the user's likes, 0–1 (`rerank`).
    impression_discount: part of the score that an item loses after many unanswered impressions, 0–1.
    max_same_genre_run: items of one leading genre in a row, at most.
    tuned: found by tune.py on data of the installation; an evaluation there has to tune again without its answers.
    """

    name: str = "classic"
    weights: Mapping[str, float] = field(default_factory=dict)
    standardize: bool = False
    cold_start_weights: Mapping[str, float] = field(default_factory=dict)
    cold_start_half_life: float = knob(5.0, 0.1, 1000)
    diversity: float = knob(0.2, 0, 1)
    calibration: float = knob(0.05, 0, 1)
    impression_discount: float = knob(0.5, 0, 1)
    max_same_genre_run: int = knob(3, 1, 100)
    tuned: bool = False

    def __post_init__(self) -> None:
        for name in ("weights", "cold_start_weights"):
            object.__setattr__(self, name, MappingProxyType(_weights(name, getattr(self, name))))
        if not self.signals:
            raise ProfileError("weights: at least one signal needs a weight above 0.")
        for item in fields(self):
            if "range" in item.metadata:
                _check_range(item.name, getattr(self, item.name), *item.metadata["range"])

    @property
    def signals(self) -> set[str]:
        """Names of the signals with a weight above 0."""
        return self.signals_of(0)

    def signals_of(self, opinions: int) -> set[str]:
        """The same for a user with so many opinions."""
        cold = self.cold_start_weights.items() if self.cold_start(opinions) else ()
        return {name for name, weight in (*self.weights.items(), *cold) if weight}

    def cold_start(self, opinions: int) -> float:
        """Factor of the cold-start weights for a user with so many opinions; 0 where it is too small to matter."""
        factor = 2.0 ** -((opinions / self.cold_start_half_life) ** 2)
        return factor if factor > COLD_START_END else 0.0

    def to_json(self) -> dict[str, object]:
        plain = {item.name: getattr(self, item.name) for item in fields(self)}
        mappings = {name: dict(getattr(self, name)) for name in ("weights", "cold_start_weights")}
        return {**plain, **mappings}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "Profile":
        """Missing fields have their defaults. Raises ProfileError, also for unknown fields."""
        if not isinstance(data, Mapping):
            raise ProfileError("A profile must be an object of weights and settings.")
        if unknown := set(data) - {item.name for item in fields(cls)}:
            raise ProfileError(f"{', '.join(sorted(map(str, unknown)))}: a profile has no such field.")
        for name in ("standardize", "tuned"):
            if not isinstance(data.get(name, False), bool):
                raise ProfileError(f"{name}: must be true or false.")
        return cls(**data)  # type: ignore[arg-type]


def _check_range(name: str, value: object, low: float, high: float) -> None:
    is_finite = isfinite(value) if isinstance(value, float) else isinstance(value, int)
    if isinstance(value, bool) or not is_finite:
        raise ProfileError(f"{name}: must be a number.")
    if not low <= value <= high:  # type: ignore[operator]
        raise ProfileError(f"{name}: must be between {low} and {high}, not {str(value)[:SHOWN_LENGTH]}.")


def _weights(field_name: str, given: object) -> dict[str, float]:
    if not isinstance(given, Mapping):
        raise ProfileError(f"{field_name}: must be an object of signal names and weights.")
    for name, weight in given.items():
        if name not in SIGNALS:
            raise ProfileError(f"{field_name}: there is no signal {name}. Signals are {', '.join(SIGNALS)}.")
        _check_range(f"{field_name}.{name}", weight, 0, WEIGHT_MAX)
    return {name: float(given[name]) for name in SIGNALS if name in given}


CLASSIC = Profile(
    name="classic",
    weights={
        "genre_affinity": 0.45,
        "quality": 0.20,
        "popularity": 0.15,
        "recency": 0.10,
        "collaborative": 0.10,
    },
    diversity=0.0,
    calibration=0.0,
)

LEARNED = Profile(
    name="learned",
    weights={
        "collaborative": 1.0,
        "sequence": 0.14,
        "content": 0.05,
        "taste": 0.3,
        "quality": 0.02,
        "liked_lately": 1.0,
    },
    standardize=True,
    cold_start_weights={"user_classes": 18.0, "association": 3.0, "genre_affinity": 0.1, "most_liked": 3.0},
    sequence_half_life=8.0,
    diversity=0.02,
)
