"""Titles and overviews of lists in another language."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from apps.movies.serializers import TitleLanguageSerializer
from apps.movies.services.details import translate_all

# `language` is a filter of lists: the language in which a movie was made.
TITLE_LANGUAGE = OpenApiParameter(
    "title_language",
    str,
    description="Language of titles and overviews, such as fr or fr-CA; without a translation they stay as they are.",
)


class TranslatedListMixin:
    """Lists of movies take `title_language`, for one query more."""

    request: Request

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        query = TitleLanguageSerializer(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        if page and query.validated_data["title_language"]:
            translate_all(page, query.validated_data["title_language"])
        return page
