from django.urls import path

from apps.core.site import docs

urlpatterns = [
    path("schema/", docs.SchemaView.as_view(), name="schema"),
    path("docs/", docs.SwaggerView.as_view(url_name="schema"), name="docs"),
    path("redoc/", docs.RedocView.as_view(url_name="schema"), name="redoc"),
]
