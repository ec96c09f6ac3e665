from datetime import timedelta

from django.apps import AppConfig


class MoviesConfig(AppConfig):
    name = "apps.movies"

    def ready(self) -> None:
        from apps.core import extensions
        from apps.core.observability.dashboard import PanelSource, panels
        from apps.movies.checkups import catalogue_checkup, tmdb_checkup
        from apps.movies.models import Movie
        from apps.movies.services import history, images, sync_jobs, tmdb_state
        from apps.movies.services.dashboard import catalogue_panel
        from apps.movies.services.showcase import showcase

        extensions.movie_states.register("watched", extensions.MovieState(history.watched_rows))
        extensions.hideable.register("watched", history.watched_movie_ids)
        extensions.public_counts.register("movies", Movie.objects.count)
        extensions.showcases.register("trending", showcase)
        panels.register("Catalogue", PanelSource("movies.view_movie", catalogue_panel))
        extensions.health_probes.register("tmdb", tmdb_state.circuit_probe)
        extensions.gauges.register("tmdb_circuit_open", tmdb_state.circuit_gauge)
        extensions.info.register("data_source", tmdb_state.data_source)
        extensions.info.register("images", images.image_facts)
        extensions.info.register("attribution", tmdb_state.attribution)
        for name, run, every in (
            ("tmdb-lists", sync_jobs.refresh_lists, timedelta(hours=1)),
            ("tmdb-changes", sync_jobs.refresh_changes, timedelta(days=1)),
        ):
            extensions.scheduled_jobs.register(name, extensions.Job(run, every=every))
        extensions.checkups.register("catalogue", catalogue_checkup)
        extensions.checkups.register("TMDb", tmdb_checkup)
