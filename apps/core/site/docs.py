"""Swagger UI, ReDoc and their schema, served from our own files."""

from functools import lru_cache
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView, SpectacularSwaggerSplitView
from rest_framework.request import Request

from apps.core.http.mixins import CatalogueMixin
from apps.core.http.throttling import PublicThrottle

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


@lru_cache(maxsize=8)
def schema_text(renderer: Any) -> Any:
    """The schema as the renderer class writes it."""
    return renderer().render(schema_of(None, True), renderer_context={})


class SchemaView(CatalogueMixin, SpectacularAPIView):
    """Public and cacheable, with an ETag, like the catalogue. The product has one version of it."""

    generator_class = KeptSchema
    throttle_classes = [PublicThrottle]

    def _get_schema_response(self, request: Request) -> HttpResponse:
        renderer = request.accepted_renderer
        renderer_class: Any = type(renderer)
        text = schema_text(renderer_class)
        return HttpResponse(
            text, content_type=f"{renderer.media_type}; charset={renderer.charset or 'utf-8'}"
        )


@method_decorator(csp_update(DRAWS), name="dispatch")
class SwaggerView(SpectacularSwaggerSplitView):
    template_name = "core/swagger.html"
    throttle_classes = ()


@method_decorator(csp_update(SEARCHES), name="dispatch")
class RedocView(SpectacularRedocView):
    template_name = "core/redoc.html"
    throttle_classes = ()
