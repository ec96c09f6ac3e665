from django.apps import AppConfig


class FavoritesConfig(AppConfig):
    name = "apps.favorites"

    def ready(self) -> None:
        from apps.core import registries
        from apps.core.dashboard import PanelSource, panels
        from apps.favorites import receivers
        from apps.favorites.models import Rating
        from apps.favorites.services import activity, community, counts, exports, states
        from apps.favorites.services.dashboard import activity_panel

        receivers.connect()
        for name, state, rows in (
            ("favorites", "favorite", states.favorites_of),
            ("watchlist", "watchlist", states.watchlist_rows_of),
        ):
            registries.movie_states.register(state, registries.MovieState(rows))
            registries.hideable.register(name, lambda user, rows=rows: rows(user).values("movie_id"))
        registries.movie_states.register("rating", registries.MovieState(states.ratings_of, number="rating"))
        registries.hideable.register("rated", lambda user: states.ratings_of(user).values("movie_id"))
        registries.movie_details.register("community", community.community)
        registries.last_activities.register("favorites", activity.last_activities)
        registries.public_counts.register("ratings", Rating.objects.count)
        panels.register("Activity", PanelSource("favorites.view_rating", activity_panel))
        for registry, answers in (
            (registries.exporters, exports.JSON_PARTS),
            (registries.csv_exporters, exports.CSV_FILES),
            (registries.profile_counts, counts.COUNTS),
        ):
            for name, answer in answers.items():
                registry.register(name, answer)
