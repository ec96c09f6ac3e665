"""Paths of the core: pages, probes, metrics, API facts, documentation, and unknown paths below api/."""

from django.urls import path, re_path

from apps.core.http import views
from apps.core.site import docs as documentation
from apps.core.site import guides, landing
from apps.core.site.entry_points import EntryPointsView

pages = [
    path("", landing.landing, name="landing"),
    path("demo/", landing.demo, name="demo"),
    path("demo/invitation.svg", landing.invitation, name="invitation"),
    path("favicon.ico", landing.favicon, name="favicon"),
    path("robots.txt", landing.robots, name="robots"),
    path("site.webmanifest", landing.manifest, name="manifest"),
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
entry = [path("", EntryPointsView.as_view(), name="entry-points")]
docs = [
    path("guide/", guides.guide, name="guides"),
    re_path(r"^guide/images/(?P<name>[\w-]+\.svg)$", guides.picture, name="guide-picture"),
    path("guide/<slug:name>/", guides.guide, name="guide"),
    path("schema/", documentation.SchemaView.as_view(), name="schema"),
    path("docs/", documentation.SwaggerView.as_view(url_name="schema"), name="docs"),
    path("redoc/", documentation.RedocView.as_view(url_name="schema"), name="redoc"),
]
unknown = [re_path("", views.unknown_api_address)]
