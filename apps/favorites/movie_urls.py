"""What favorites adds below movies/."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from apps.favorites.views.history import WatchHistoryViewSet
from apps.favorites.views.reviews import MovieReviewsView

router = SimpleRouter()
router.register("watch-history", WatchHistoryViewSet)

urlpatterns = [
    path("movies/<int:movie_id>/ratings/", MovieReviewsView.as_view(), name="movie-ratings"),
    *router.urls,
]
