"""What the landing page shows: figures and movies that the apps put into the registries."""

from typing import Any

from apps.core import registries
from apps.core.cache import Namespace

LANDING = Namespace("landing", fresh=60, stale=3600)


def landing_facts() -> dict[str, Any]:
    """{"figures": [(what, how many)], "showcase": [movie]}, made at most once a minute."""
    return LANDING.fetch([], _gather).value


def _gather() -> dict[str, Any]:
    return {
        "figures": [(name, many) for name, count in registries.landing_figures if (many := count())],
        "showcase": [movie for _, movies in registries.showcases for movie in movies()],
    }
