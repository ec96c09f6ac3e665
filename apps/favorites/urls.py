"""Paths of the library: below favorites/ (api), movies/ and auth/profiles/."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from apps.favorites.views import imports, library, playlists, reviews, stats, sync
from apps.favorites.views.history import WatchHistoryViewSet
from apps.favorites.views.share import shared_playlist, shared_profile, shared_year

router = SimpleRouter(use_regex_path=True)
router.register("favorites", library.FavoriteViewSet, basename="favorite")
router.register("ratings", library.RatingViewSet, basename="rating")
router.register("watchlist", library.WatchlistViewSet, basename="watchlist")
router.register("playlists", playlists.PlaylistViewSet, basename="playlist")
router.register("import", imports.ImportViewSet, basename="import")
router.register("reports", reviews.ReportViewSet, basename="report")

api = [
    path("sync/", sync.SyncView.as_view(), name="sync"),
    path("sync/<int:pk>/", sync.PendingSyncView.as_view(), name="sync-pending"),
    path("last-activities/", sync.LastActivitiesView.as_view(), name="last-activities"),
    path("ratings/<int:pk>/like/", reviews.ReviewLikeView.as_view(), name="review-like"),
    path("ratings/<int:pk>/report/", reviews.ReviewReportView.as_view(), name="review-report"),
    path("playlists/<int:pk>/items/", playlists.PlaylistItemsView.as_view(), name="playlist-items"),
    path(
        "playlists/<int:pk>/items/<int:item_id>/", playlists.PlaylistItemView.as_view(), name="playlist-item"
    ),
    *router.urls,
]

movie_router = SimpleRouter()
movie_router.register("watch-history", WatchHistoryViewSet)
movies = [
    path("movies/<int:movie_id>/ratings/", reviews.MovieReviewsView.as_view(), name="movie-ratings"),
    *movie_router.urls,
]

profiles = [
    path("profiles/stats/", stats.StatsView.as_view(), name="profile-stats"),
    path("profiles/stats/year/<int:year>/", stats.YearView.as_view(), name="profile-year"),
]

share = [
    re_path(r"^playlists/(?P<share_token>[\w-]{1,64})/$", shared_playlist, name="shared-playlist"),
    path("profiles/<int:user_id>/", shared_profile, name="shared-profile"),
    path("years/<int:user_id>/<int:year>/", shared_year, name="shared-year"),
]
