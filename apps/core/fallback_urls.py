from django.urls import re_path

from apps.core.http import views

urlpatterns = [re_path("", views.unknown_api_address)]
