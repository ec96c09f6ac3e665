"""What the landing page and core/info/ show of the whole: figures and movies that the apps put into the registries."""

from typing import Any

from apps.core import extensions
from apps.core.caching.cache import Namespace

LANDING = Namespace("landing", fresh=60, stale=3600)
COUNTS = Namespace("public-counts", fresh=60, stale=3600)


def landing_facts() -> dict[str, Any]:
    """{"figures": [(what, how many)], "showcase": [movie]}, made at most once a minute."""
    return LANDING.fetch([], _gather).value


def _gather() -> dict[str, Any]:
    return {
        "figures": [(name, many) for name, many in public_counts().items() if many],
        "showcase": [movie for _, movies in extensions.showcases for movie in movies()],
    }


def public_counts() -> dict[str, int]:
    """How many movies, people, ratings there are, counted at most once a minute."""
    return COUNTS.fetch([], lambda: {name: count() for name, count in extensions.public_counts}).value
