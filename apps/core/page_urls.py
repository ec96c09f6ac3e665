from django.urls import path

from apps.core.site import pages

urlpatterns = [
    path("", pages.landing, name="landing"),
    path("demo/", pages.demo, name="demo"),
]
