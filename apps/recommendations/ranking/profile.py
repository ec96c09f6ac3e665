"""Weights and knobs of one way to rank: validated, immutable, told in JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from math import isfinite
from types import MappingProxyType

SIGNALS = (
    "collaborative",  # what people with the same likes like (co-liking)
    "sequence",  # what follows the latest likes
    "association",  # what is liked more often with each like alone: for the first few
    "content",  # shared keywords, people, decade, saga …
    "genre_affinity",
    "taste",  # what was set by hand: favorite genres, languages, boosts
    "quality",
    "popularity",
    "most_liked",  # popularity again, but by counts and not their logarithm: what to fall back to for newcomers
    "recency",
)
PERSONAL_SIGNALS = frozenset(SIGNALS[:6])


class ProfileError(ValueError):
    """A profile that cannot be used; the message tells which field and why."""


@dataclass(frozen=True)
class Profile:
    """How to blend the signals, all 0–1, and how to order the page.

    standardize: weigh each signal in units of its spread over the items for this person (z-scores), so that a
    weight means the same for a signal that is 0 nearly everywhere and for one that is not.
    *_half_life: in likes. The weight of `fading` signals is halved with every `fading_half_life` likes.
    tuned: found by tune.py on data of the installation; an evaluation there has to tune anew without its answers.
    diversity: 0 (score alone) … 1 (unlikeness alone), the 1 - λ of MMR.
    """

    name: str = "classic"
    weights: Mapping[str, float] = field(default_factory=dict)
    standardize: bool = False
    fading: Mapping[str, float] = field(default_factory=dict)
    fading_half_life: float = 5.0
    collaborative_half_life: float = 0.0  # 0: all likes count the same
    sequence_half_life: float = 5.0
    dislike_weight: float = 0.0
    recency_days: int = 730
    diversity: float = 0.2
    rotation: float = 0.5
    longest_run: int = 3
    tuned: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", MappingProxyType(_weights("weights", self.weights)))
        object.__setattr__(self, "fading", MappingProxyType(_weights("fading", self.fading)))
        if not any(self.weights.values()) and not any(self.fading.values()):
            raise ProfileError("weights: at least one signal needs a weight above 0.")
        for name, (low, high) in _LIMITS.items():
            _check_range(name, getattr(self, name), low, high)

    def to_json(self) -> dict[str, object]:
        plain = {item.name: getattr(self, item.name) for item in fields(self)}
        return {**plain, "weights": dict(self.weights), "fading": dict(self.fading)}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "Profile":
        """Missing fields take their defaults; unknown ones are an error: no typing mistake is silent."""
        if not isinstance(data, Mapping):
            raise ProfileError("A profile is an object of weights and knobs.")
        if unknown := set(data) - {item.name for item in fields(cls)}:
            raise ProfileError(f"{', '.join(sorted(map(str, unknown)))}: no such field in a profile.")
        for name in ("standardize", "tuned"):
            if not isinstance(data.get(name, False), bool):
                raise ProfileError(f"{name}: true or false is expected.")
        return cls(**data)  # type: ignore[arg-type]


_LIMITS: dict[str, tuple[float, float]] = {
    "fading_half_life": (0.1, 1000),
    "collaborative_half_life": (0, 10_000),
    "sequence_half_life": (0.1, 10_000),
    "dislike_weight": (0, 1),
    "recency_days": (1, 36_500),
    "diversity": (0, 1),
    "rotation": (0, 1),
    "longest_run": (1, 100),
}


def _check_range(name: str, value: object, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ProfileError(f"{name}: a number is expected.")
    if not low <= value <= high:
        raise ProfileError(f"{name}: {value} is not between {low} and {high}.")


def _weights(field_name: str, given: object) -> dict[str, float]:
    if not isinstance(given, Mapping):
        raise ProfileError(f"{field_name}: an object of signal names and weights is expected.")
    for name, weight in given.items():
        if name not in SIGNALS:
            raise ProfileError(f"{field_name}: {name} is no signal; there are {', '.join(SIGNALS)}.")
        _check_range(f"{field_name}.{name}", weight, 0, 100)
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
)

LEARNED = Profile(
    name="learned",
    weights={"collaborative": 1.0, "sequence": 0.22, "content": 0.05, "taste": 0.3, "quality": 0.02},
    standardize=True,
    fading={"association": 36.0, "genre_affinity": 0.1, "most_liked": 50.0},
    fading_half_life=1.2,
    sequence_half_life=8.0,
    diversity=0.08,
)
