from apps.movies.admin import catalogue, movies, people, sync

__all__ = ["catalogue", "movies", "people", "sync"]
