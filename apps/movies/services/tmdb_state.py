"""TMDb in probes, metrics and core/info/."""

from typing import Any

from apps.movies.services.tmdb_http import CIRCUIT
from apps.movies.services.tmdb_service import TMDbService

OPEN = {"closed": 0.0, "half-open": 0.5, "open": 1.0}


def circuit_probe() -> tuple[bool, str]:
    """While TMDb is down, data is older: it never makes the service unhealthy."""
    return True, f"circuit {CIRCUIT.state()}" if TMDbService.is_configured() else "no key"


def circuit_gauge() -> float | None:
    return OPEN[CIRCUIT.state()] if TMDbService.is_configured() else None


def data_source() -> str:
    return "tmdb" if TMDbService.is_configured() else "local"


def attribution() -> dict[str, Any]:
    """What TMDb's terms require of everyone who shows its data."""
    return {
        "text": "This product uses the TMDB API but is not endorsed or certified by TMDB.",
        "url": "https://www.themoviedb.org/",
        "logos": "https://www.themoviedb.org/about/logos-attribution",
        "logo_rule": "Show one of TMDB's logos, unaltered and less prominently than your product's logo.",
        "providers": "Watch providers come from JustWatch: name JustWatch where you show them.",
    }
