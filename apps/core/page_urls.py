from django.urls import path
from django.views.generic import TemplateView

from apps.core import metrics_view

urlpatterns = [
    path("", TemplateView.as_view(template_name="core/landing.html"), name="landing"),
    path("metrics", metrics_view.metrics, name="metrics"),
]
