"""What favorites adds below movies/."""

from django.urls import path

from apps.favorites.views.reviews import MovieReviewsView

urlpatterns = [path("movies/<int:movie_id>/ratings/", MovieReviewsView.as_view(), name="movie-ratings")]
