from django.urls import path

from apps.core.http import views

urlpatterns = [
    path("info/", views.InfoView.as_view(), name="info"),
    path("stats/", views.StatsView.as_view(), name="stats"),
]
