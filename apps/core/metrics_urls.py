from django.urls import path

from apps.core import metrics_view

urlpatterns = [path("", metrics_view.metrics, name="metrics")]
