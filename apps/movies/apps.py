from django.apps import AppConfig


class MoviesConfig(AppConfig):
    name = "apps.movies"

    def ready(self) -> None:
        from apps.core.registries import MovieState, hideable, movie_states
        from apps.movies.services import history

        movie_states.register("watched", MovieState(history.watched_rows))
        hideable.register("watched", history.watched_movie_ids)
