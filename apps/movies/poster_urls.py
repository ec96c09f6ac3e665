from django.urls import path

from apps.movies import posters

urlpatterns = [path("<int:movie_id>.svg", posters.drawn_poster, name="drawn-poster")]
