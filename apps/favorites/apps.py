from django.apps import AppConfig


class FavoritesConfig(AppConfig):
    name = "apps.favorites"

    def ready(self) -> None:
        from apps.core import extensions
        from apps.core.observability.dashboard import PanelSource, panels
        from apps.favorites import receivers
        from apps.favorites.models import Rating
        from apps.favorites.services import activity, community, counts, exports, states
        from apps.favorites.services.dashboard import activity_panel

        receivers.connect()
        for name, state, rows in (
            ("favorites", "favorite", states.favorites_of),
            ("watchlist", "watchlist", states.watchlist_rows_of),
        ):
            extensions.movie_states.register(state, extensions.MovieState(rows))
            extensions.hideable.register(name, lambda user, rows=rows: rows(user).values("movie_id"))
        extensions.movie_states.register("rating", extensions.MovieState(states.ratings_of, number="rating"))
        extensions.hideable.register("rated", lambda user: states.ratings_of(user).values("movie_id"))
        extensions.movie_details.register("community", community.community)
        extensions.last_activities.register("favorites", activity.last_activities)
        extensions.public_counts.register("ratings", Rating.objects.count)
        panels.register("Activity", PanelSource("favorites.view_rating", activity_panel))
        for registry, answers in (
            (extensions.exporters, exports.JSON_PARTS),
            (extensions.csv_exporters, exports.CSV_FILES),
            (extensions.profile_counts, counts.COUNTS),
        ):
            for name, answer in answers.items():
                registry.register(name, answer)
