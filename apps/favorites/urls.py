from django.urls import path
from rest_framework.routers import SimpleRouter

from apps.favorites.views import keeping, reviews

router = SimpleRouter(use_regex_path=True)
router.register("favorites", keeping.FavoriteViewSet, basename="favorite")
router.register("ratings", keeping.RatingViewSet, basename="rating")
router.register("watchlist", keeping.WatchlistViewSet, basename="watchlist")
router.register("reports", reviews.ReportViewSet, basename="report")

urlpatterns = [
    path("ratings/<int:pk>/like/", reviews.ReviewLikeView.as_view(), name="review-like"),
    path("ratings/<int:pk>/report/", reviews.ReviewReportView.as_view(), name="review-report"),
    *router.urls,
]
