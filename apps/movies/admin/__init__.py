from apps.movies.admin import catalogue, merges, movies, people, sync

__all__ = ["catalogue", "merges", "movies", "people", "sync"]
