"""The one list of addresses. Apps are named only as strings."""

from django.contrib import admin
from django.urls import include, path

api_v1 = [
    path("auth/", include("apps.favorites.profile_urls")),
    path("auth/", include("apps.users.urls")),
    # What other apps add below movies/ comes first, so that movies/'s own catch-alls cannot shadow it.
    path("movies/", include("apps.favorites.movie_urls")),
    path("movies/", include("apps.movies.urls")),
    path("favorites/", include("apps.favorites.urls")),
    path("recommendations/", include("apps.recommendations.urls")),
    path("core/", include("apps.movies.core_urls")),
    path("core/", include("apps.core.urls")),
]

urlpatterns = [
    path("", include("apps.core.page_urls")),
    path("health/", include("apps.core.health_urls")),
    path("metrics", include("apps.core.metrics_urls")),
    path("api/v1/", include(api_v1)),
    path("api/", include("apps.core.docs_urls")),
    path("api/", include("apps.core.fallback_urls")),
    path("posters/", include("apps.movies.poster_urls")),
    path("admin/", admin.site.urls),
]

handler400 = "apps.core.http.views.bad_request"
handler403 = "apps.core.http.views.forbidden"
handler404 = "apps.core.http.views.not_found"
handler500 = "apps.core.http.views.failed"
