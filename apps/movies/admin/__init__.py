from apps.movies.admin import catalogue, diary, movies, people, sync

__all__ = ["catalogue", "diary", "movies", "people", "sync"]
