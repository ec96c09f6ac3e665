from django.urls import path

from apps.core.site import landing

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("demo/", landing.demo, name="demo"),
]
