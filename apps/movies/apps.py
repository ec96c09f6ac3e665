from django.apps import AppConfig


class MoviesConfig(AppConfig):
    name = "apps.movies"

    def ready(self) -> None:
        from apps.core.registries import MovieState, hideable, landing_figures, movie_states, showcases
        from apps.movies.models import Movie
        from apps.movies.services import history
        from apps.movies.services.showcase import showcase

        movie_states.register("watched", MovieState(history.watched_rows))
        hideable.register("watched", history.watched_movie_ids)
        landing_figures.register("movies", Movie.objects.count)
        showcases.register("trending", showcase)
