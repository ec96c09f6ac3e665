"""What favorites adds below auth/profiles/."""

from django.urls import path

from apps.favorites.views import stats

urlpatterns = [
    path("profiles/stats/", stats.StatsView.as_view(), name="profile-stats"),
    path("profiles/stats/year/<int:year>/", stats.YearView.as_view(), name="profile-year"),
]
