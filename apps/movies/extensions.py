"""What movies contributes to the extension points of apps.core.extensions."""

from datetime import timedelta

from rest_framework.serializers import BooleanField

from apps.core.extensions import (
    AccountData,
    BackgroundTask,
    DashboardPanel,
    Extension,
    Job,
    MoviePart,
    ResponseParameter,
    ServicePart,
    TrackedTables,
)
from apps.movies.models import (
    AgeRating,
    Certification,
    Collection,
    Company,
    Credit,
    Genre,
    Movie,
    MovieTranslation,
    MovieVector,
    Person,
    ProductionCountry,
    Provider,
    Tag,
    WatchHistory,
    WatchOption,
)
from apps.movies.serializers.service import AttributionSerializer, DataSourceField, ImageInfoSerializer
from apps.movies.services import columns, images, states, sync_jobs, tmdb_state
from apps.movies.services.dashboard import catalogue_panel
from apps.movies.services.landing_movies import landing_movies
from apps.movies.services.meaning.search import is_available
from apps.movies.services.meaning.vectors import refresh_vectors
from apps.movies.services.translations import LANGUAGE, LANGUAGE_ERROR, translate_listed
from apps.movies.services.undo_merge import export_merged_rows, forget_merges

# Public responses do not show these, or, as the community's ratings, may show them a minute late.
UNTRACKED = (
    "community_average",
    "community_count",
    "synced_at",
    "details_synced_at",
    "tmdb_gone_since",
    "tmdb_retry_at",
)

EXTENSIONS: tuple[Extension, ...] = (
    ResponseParameter(
        name="title_language",  # `language` is a filter of lists: the language in which a movie was made
        description="Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are.",
        pattern=LANGUAGE,
        error=LANGUAGE_ERROR,
        components=("Movie", "SimilarMovie", "FeedMovie", "MovieDetail"),
        apply=translate_listed,
    ),
    TrackedTables(
        name="catalogue",
        tables={
            Movie: UNTRACKED,
            Movie.genres.through: (),
            Movie.tags.through: (),
            Genre: (),
            Tag: (),
            Collection: (),
            MovieTranslation: (),
            Company: (),
            Movie.companies.through: (),
            ProductionCountry: (),
            MovieVector: ("encoded_at", "neighbours"),
            Credit: (),
            Person: ("details_synced_at",),
            Certification: (),
            AgeRating: (),
            WatchOption: (),
            Provider: (),
        },
        rows={
            Movie: "id",
            Movie.genres.through: "movie_id",
            Movie.tags.through: "movie_id",
            Credit: "movie_id",
        },
    ),
    MoviePart(
        name="watched",
        rows=states.watched_rows,
        hide_as="watched",
        activity=lambda since: WatchHistory.objects.dated().filter(watched_at__gte=since),
    ),
    ServicePart(
        name="movies",
        count=Movie.objects.count,
        landing_movies=landing_movies,
        warm_up=columns.warm_up,
    ),
    ServicePart(
        name="tmdb",
        probe=tmdb_state.circuit_probe,
        gauges={"tmdb_circuit_open": tmdb_state.circuit_gauge},
    ),
    ServicePart(name="data_source", info=tmdb_state.data_source, info_field=DataSourceField()),
    ServicePart(name="images", info=images.image_facts, info_field=ImageInfoSerializer()),
    ServicePart(name="attribution", info=tmdb_state.attribution, info_field=AttributionSerializer()),
    ServicePart(name="search_by_meaning", info=is_available, info_field=BooleanField()),
    DashboardPanel(name="Catalogue", permission="movies.view_movie", build=catalogue_panel),
    BackgroundTask(name="movies.refresh_from_tmdb", run=sync_jobs.refresh_movies, max_attempts=6),
    AccountData(name="merged_rows", export=export_merged_rows),
    Job(name="forget-merges", run=forget_merges, every=timedelta(days=1)),
    Job(name="tmdb-lists", run=sync_jobs.refresh_lists, every=timedelta(hours=1)),
    Job(name="tmdb-changes", run=sync_jobs.refresh_changes, every=timedelta(days=1)),
    Job(name="tmdb-age-ratings", run=sync_jobs.refresh_age_ratings, every=timedelta(days=7)),
    Job(name="movie-vectors", run=refresh_vectors, every=timedelta(minutes=10)),
)
