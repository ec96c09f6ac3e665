"""Swagger UI, ReDoc and their schema, served from our own files, without throttles."""

from functools import lru_cache
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerSplitView
from rest_framework.request import Request

# Both use style attributes and inline images.
DRAWS = {"style-src": [SELF, UNSAFE_INLINE], "img-src": ["data:", "blob:"]}
SEARCHES = DRAWS | {"worker-src": ["blob:"], "script-src": [SELF, "blob:"]}


@lru_cache(maxsize=4)
def schema_of(version: str | None, public: bool) -> Any:
    """Made once per process: it takes a second and never changes while the process lives."""
    return SchemaGenerator(api_version=version).get_schema(request=None, public=public)


class KeptSchema(SchemaGenerator):
    def get_schema(self, request: Request | None = None, public: bool = False) -> Any:
        return schema_of(self.api_version, public)


class SchemaView(SpectacularAPIView):
    generator_class = KeptSchema
    throttle_classes = ()


@method_decorator(csp_update(DRAWS), name="dispatch")
class SwaggerView(SpectacularSwaggerSplitView):
    template_name = "core/swagger.html"
    throttle_classes = ()


@method_decorator(csp_update(SEARCHES), name="dispatch")
class RedocView(SpectacularRedocView):
    template_name = "core/redoc.html"
    throttle_classes = ()
