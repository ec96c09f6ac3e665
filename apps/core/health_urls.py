from django.urls import path

from apps.core import views

urlpatterns = [
    path("", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
    path("live/", views.live, name="live"),
]
