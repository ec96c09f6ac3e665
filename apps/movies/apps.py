from django.apps import AppConfig


class MoviesConfig(AppConfig):
    name = "apps.movies"
