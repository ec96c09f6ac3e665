"""What the editor of weight profiles says about signals and settings."""

from dataclasses import fields
from typing import Any

from apps.recommendations.ranking import Profile
from apps.recommendations.ranking.profile import WEIGHT_MAX
from apps.recommendations.ranking.signals import SIGNALS
from apps.recommendations.services.serving.weight_profiles import base_of

SIGNAL_HELP = {
    "collaborative": "What users with the same likes like. Learned.",
    "sequence": "What is liked after the latest likes. Learned.",
    "association": "What is liked more often with each single like: for users with few likes. Learned.",
    "user_classes": "What people like who have rated the same movies: for users with few ratings. Learned.",
    "content": "Shared themes, cast and crew, decade, collection.",
    "genre_affinity": "The genres of what the user likes and dislikes.",
    "taste": "What the user set: favorite genres, languages, boosts.",
    "quality": "The average of many votes.",
    "popularity": "How well known a movie is.",
    "most_liked": "What most users like: the fallback for new users.",
    "liked_lately": "What many users have liked in the days before the training.",
    "recency": "How new a movie is.",
}
SETTING_HELP = {
    "collaborative_half_life": "Likes count half as much with every so many newer ones; 0: all the same.",
    "sequence_half_life": "The same for the sequence.",
    "dislike_weight": "How much a dislike counts against what is like it, where a like counts 1.",
    "recency_days": "A movie is new on its first day and not at all after so many.",
    "cold_start_half_life": "The cold-start weights count half for a user with so many opinions, a sixteenth with twice as many.",
    "diversity": "0 orders by score alone, 1 by variety alone.",
    "calibration": "How strongly a list gets the genre mix of what the user likes. 0 leaves the mix to the scores.",
    "impression_discount": "The part of its score that a movie loses when it is shown again and again without a click.",
    "max_same_genre_run": "Movies of one leading genre in a row, at most.",
}


def described(name: str = "") -> dict[str, Any]:
    """Signals and settings with ranges, for the sliders. Settings without a range are edited as JSON.

    name: of the profile; what the row of a built-in one leaves out is as in the code.
    """
    settings = {item.name: item for item in fields(Profile) if "range" in item.metadata}
    base = base_of(name)
    return {
        "signals": {name: SIGNAL_HELP.get(name, "") for name in SIGNALS},
        "weight_max": WEIGHT_MAX,
        "base_weights": base.get("weights", {}),
        "settings": {
            name: {
                "low": item.metadata["range"][0],
                "high": item.metadata["range"][1],
                "default": base.get(name, item.default),
                "whole": isinstance(item.default, int),
                "help": SETTING_HELP.get(name, ""),
            }
            for name, item in settings.items()
        },
    }
