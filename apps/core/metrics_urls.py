from django.urls import path

from apps.core.observability import metrics_view

urlpatterns = [path("", metrics_view.metrics, name="metrics")]
