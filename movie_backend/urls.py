"""All paths. The apps are named only as strings."""

from django.contrib import admin
from django.urls import include, path
from django.utils.module_loading import import_string


def paths_of(name: str) -> tuple:
    """The list of paths `name` ("movies.urls.api") of an app."""
    return include(import_string(f"apps.{name}"))


api_v1 = [
    path("", paths_of("core.urls.entry")),
    path("auth/", paths_of("favorites.urls.profiles")),
    path("auth/", paths_of("users.urls.api")),
    # Paths of other apps below movies/ come first, so that the patterns of movies do not match them.
    path("movies/", paths_of("favorites.urls.movies")),
    path("movies/", paths_of("movies.urls.api")),
    path("favorites/", paths_of("favorites.urls.api")),
    path("recommendations/", paths_of("recommendations.urls.api")),
    path("core/", paths_of("movies.urls.core")),
    path("core/", paths_of("core.urls.api")),
]

urlpatterns = [
    path("", paths_of("core.urls.pages")),
    path("health/", paths_of("core.urls.health")),
    path("metrics", paths_of("core.urls.metrics")),
    path("api/v1/", include(api_v1)),
    path("api/", paths_of("core.urls.docs")),
    path("api/", paths_of("core.urls.unknown")),
    path("share/", paths_of("movies.urls.share")),
    path("share/", paths_of("favorites.urls.share")),
    path("posters/", paths_of("movies.urls.posters")),
    path("admin/", admin.site.urls),
]

handler400 = "apps.core.http.views.bad_request"
handler403 = "apps.core.http.views.forbidden"
handler404 = "apps.core.http.views.not_found"
handler500 = "apps.core.http.views.failed"
