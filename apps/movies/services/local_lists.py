"""The lists of a home page from our own catalogue.

A catalogue may end long before today (the bundled one does). A list by date whose window is empty
then returns the newest movies, so that no list of a filled catalogue is empty.
"""

from datetime import date

from apps.movies.models import Movie
from apps.movies.models.querysets import MovieQuerySet

NEWEST_KNOWN = 100


def top_rated() -> MovieQuerySet:
    """By vote average, with enough votes; if no movie has enough, by vote average."""
    rated = Movie.objects.top_rated()
    return rated if rated.exists() else Movie.objects.order_by("-vote_average", "-vote_count", "-id")


def now_playing(*, today: date) -> MovieQuerySet:
    playing = Movie.objects.now_playing(today=today)
    return playing if playing.exists() else newest_known(today=today).popular()


def upcoming(*, today: date) -> MovieQuerySet:
    """Soonest first; without any, the newest first."""
    coming = Movie.objects.upcoming(today=today)
    return coming if coming.exists() else newest_known(today=today).order_by("-release_date", "-id")


def newest_known(*, today: date) -> MovieQuerySet:
    """The movies that were released last, as far as we know."""
    released = Movie.objects.filter(release_date__lte=today, adult=False)
    return Movie.objects.filter(pk__in=released.order_by("-release_date", "-id").values("pk")[:NEWEST_KNOWN])
