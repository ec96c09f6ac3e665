from apps.movies.models.availability import Certification, Provider, WatchOption
from apps.movies.models.credits import Credit, Person
from apps.movies.models.history import UserMovieModel, WatchHistory
from apps.movies.models.meaning import MovieVector
from apps.movies.models.movie import Collection, Genre, Movie, MovieTranslation, Tag
from apps.movies.models.sync import SyncRun

__all__ = [
    "Certification",
    "Collection",
    "Credit",
    "Genre",
    "Movie",
    "MovieTranslation",
    "MovieVector",
    "Person",
    "Provider",
    "SyncRun",
    "Tag",
    "UserMovieModel",
    "WatchHistory",
    "WatchOption",
]
