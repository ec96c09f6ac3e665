from datetime import timedelta

from django.apps import AppConfig


class MoviesConfig(AppConfig):
    name = "apps.movies"

    def ready(self) -> None:
        from apps.core import registries
        from apps.core.dashboard import PanelSource, panels
        from apps.movies.checkups import catalogue_checkup, tmdb_checkup
        from apps.movies.models import Movie
        from apps.movies.services import history, images, sync_jobs, tmdb_state
        from apps.movies.services.dashboard import catalogue_panel
        from apps.movies.services.showcase import showcase

        registries.movie_states.register("watched", registries.MovieState(history.watched_rows))
        registries.hideable.register("watched", history.watched_movie_ids)
        registries.public_counts.register("movies", Movie.objects.count)
        registries.showcases.register("trending", showcase)
        panels.register("Catalogue", PanelSource("movies.view_movie", catalogue_panel))
        registries.health_probes.register("tmdb", tmdb_state.circuit_probe)
        registries.gauges.register("tmdb_circuit_open", tmdb_state.circuit_gauge)
        registries.info.register("data_source", tmdb_state.data_source)
        registries.info.register("images", images.image_facts)
        registries.info.register("attribution", tmdb_state.attribution)
        for name, run, every in (
            ("tmdb-lists", sync_jobs.refresh_lists, timedelta(hours=1)),
            ("tmdb-changes", sync_jobs.refresh_changes, timedelta(days=1)),
        ):
            registries.scheduled_jobs.register(name, registries.Job(run, every=every))
        registries.checkups.register("catalogue", catalogue_checkup)
        registries.checkups.register("TMDb", tmdb_checkup)
