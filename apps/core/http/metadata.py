"""What OPTIONS says of a path. DRF imports this before its views and requests are complete."""

from typing import Any

from rest_framework.metadata import BaseMetadata


class AllowedMethods(BaseMetadata):
    """The methods alone. The schema has everything else, in words that are meant for clients."""

    def determine_metadata(self, request: Any, view: Any) -> dict[str, Any]:
        return {"methods": view.allowed_methods}
