"""Paths of the core: pages, probes, metrics, API facts, documentation, and unknown paths below api/."""

from django.urls import path, re_path

from apps.core.http import views
from apps.core.site import docs as documentation
from apps.core.site import landing

pages = [
    path("", landing.landing, name="landing"),
    path("demo/", landing.demo, name="demo"),
]
health = [
    path("", views.health, name="health"),
    path("ready/", views.ready, name="ready"),
    path("live/", views.live, name="live"),
]
metrics = [path("", views.metrics, name="metrics")]
api = [
    path("info/", views.InfoView.as_view(), name="info"),
    path("stats/", views.StatsView.as_view(), name="stats"),
]
docs = [
    path("schema/", documentation.SchemaView.as_view(), name="schema"),
    path("docs/", documentation.SwaggerView.as_view(url_name="schema"), name="docs"),
    path("redoc/", documentation.RedocView.as_view(url_name="schema"), name="redoc"),
]
unknown = [re_path("", views.unknown_api_address)]
