"""Paths of the catalogue: below movies/ (api), core/ and posters/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from apps.movies.views import browse
from apps.movies.views.collections import (
    CertificationsView,
    CollectionViewSet,
    CompanyViewSet,
    CountriesView,
    LanguagesView,
    MoodsView,
    MovieCreditsView,
    MovieImagesView,
    ProvidersView,
)
from apps.movies.views.groups import GenreViewSet, TagViewSet
from apps.movies.views.movies import MovieViewSet
from apps.movies.views.people import PersonCreditsView, PersonViewSet
from apps.movies.views.posters import drawn_backdrop, drawn_poster, drawn_preview, uploaded_poster
from apps.movies.views.search import SearchView, SuggestView
from apps.movies.views.share import shared_movie
from apps.movies.views.states import MovieStatesView
from apps.movies.views.sync_runs import SyncRunViewSet
from apps.movies.views.tmdb import FindMovieView, GenreSyncView, ImportView, TMDbMovieView

router = SimpleRouter()
router.register("movies", MovieViewSet)
router.register("genres", GenreViewSet)
router.register("tags", TagViewSet)
router.register("people", PersonViewSet)
router.register("collections", CollectionViewSet)
router.register("companies", CompanyViewSet)

api = [
    path("movies/popular/", browse.PopularView.as_view(), name="movies-popular"),
    path("movies/trending/", browse.TrendingView.as_view(), name="movies-trending"),
    path("movies/top_rated/", browse.TopRatedView.as_view(), name="movies-top-rated"),
    path("movies/now_playing/", browse.NowPlayingView.as_view(), name="movies-now-playing"),
    path("movies/upcoming/", browse.UpcomingView.as_view(), name="movies-upcoming"),
    path("movies/search/", SearchView.as_view(), name="movies-search"),
    path("search/suggest/", SuggestView.as_view(), name="search-suggest"),
    path("movies/find/", FindMovieView.as_view(), name="movies-find"),
    path("movies/<int:movie_id>/credits/", MovieCreditsView.as_view(), name="movie-credits"),
    path("movies/<int:movie_id>/images/", MovieImagesView.as_view(), name="movie-images"),
    path("people/<int:person_id>/credits/", PersonCreditsView.as_view(), name="person-credits"),
    path("countries/", CountriesView.as_view(), name="countries"),
    path("providers/", ProvidersView.as_view(), name="providers"),
    path("certifications/", CertificationsView.as_view(), name="certifications"),
    path("moods/", MoodsView.as_view(), name="moods"),
    path("languages/", LanguagesView.as_view(), name="languages"),
    path("movies/states/", MovieStatesView.as_view(), name="movies-states"),
    path("movies/import/", ImportView.as_view(), name="movies-import"),
    path("movies/tmdb/<int:tmdb_id>/", TMDbMovieView.as_view(), name="movies-by-tmdb-id"),
    path("genres/sync/", GenreSyncView.as_view(), name="genres-sync"),
    *router.urls,
]

core_router = SimpleRouter()
core_router.register("sync-runs", SyncRunViewSet)
core = core_router.urls

share = [path("movies/<int:movie_id>/", shared_movie, name="shared-movie")]
posters = [
    path("<int:movie_id>.svg", drawn_poster, name="drawn-poster"),
    path("<int:movie_id>/backdrop.svg", drawn_backdrop, name="drawn-backdrop"),
    path("<int:movie_id>/preview.png", drawn_preview, name="drawn-preview"),
    path("uploaded/<path:name>", uploaded_poster, name="uploaded-poster"),
]
