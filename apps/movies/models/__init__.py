from apps.movies.models.availability import AgeRating, Certification, Provider, WatchOption
from apps.movies.models.credits import Credit, Person
from apps.movies.models.history import UserMovieModel, WatchHistory
from apps.movies.models.meaning import MovieVector
from apps.movies.models.merges import Merge, MergedRow
from apps.movies.models.movie import (
    Collection,
    Company,
    Genre,
    Movie,
    MovieTranslation,
    ProductionCountry,
    Tag,
)
from apps.movies.models.sync import BundleLoad, SyncRun

__all__ = [
    "AgeRating",
    "BundleLoad",
    "Certification",
    "Collection",
    "Company",
    "Credit",
    "Genre",
    "Merge",
    "MergedRow",
    "Movie",
    "MovieTranslation",
    "MovieVector",
    "Person",
    "ProductionCountry",
    "Provider",
    "SyncRun",
    "Tag",
    "UserMovieModel",
    "WatchHistory",
    "WatchOption",
]
