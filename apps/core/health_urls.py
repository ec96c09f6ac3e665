from django.urls import path

from apps.core.http import views

urlpatterns = [
    path("", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
    path("live/", views.live, name="live"),
]
