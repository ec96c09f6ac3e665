"""The lists of a home page."""

import re
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.http.mixins import CatalogueMixin
from apps.core.http.pagination import Window
from apps.movies.filters import MovieFilter, filtered_movies, used_filters
from apps.movies.models import Movie
from apps.movies.serializers import MovieListSerializer, TrendingQuerySerializer
from apps.movies.services import local_lists
from apps.movies.services.browse import Browsed, TMDbList, tmdb_list
from apps.movies.services.trending import TITLES, Basis, local_trending

# Filters that leave out some movies of a list and do not change its order or choice.
NARROWING = {"hide", "exclude", "adult", "region"}
PAGE_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
DATA_SOURCE = OpenApiParameter(
    "X-Data-Source",
    str,
    OpenApiParameter.HEADER,
    response=[200],
    enum=["tmdb", "cache", "stale", "local"],
    description="The source of the list.",
)


TRENDING_BASIS = OpenApiParameter(
    "X-Trending-Basis",
    str,
    OpenApiParameter.HEADER,
    response=[200],
    enum=list(TITLES),
    description="What the list is based on.",
)


class BrowseView(CatalogueMixin, ListAPIView):
    """TMDb's list of `category` if there is one; else our own `movies`, with the filters."""

    queryset = Movie.objects.none()
    serializer_class = MovieListSerializer
    filter_backends = [DjangoFilterBackend]
    filterset_class = MovieFilter
    versions = ("catalogue",)
    category = ""

    def movies(self, today: date) -> QuerySet[Movie]:
        return Movie.objects.popular()

    def get_queryset(self) -> QuerySet[Movie]:
        return self.movies(timezone.now().date()).for_list()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        browsed = self.browsed_page()
        if browsed is None:
            response = super().list(request, *args, **kwargs)
        else:
            window: Any = Window(browsed.movies, browsed.count)
            rows = self.paginate_queryset(window)
            response = self.get_paginated_response(self.get_serializer(rows, many=True).data)
        response["X-Data-Source"] = browsed.source if browsed else "local"
        return response

    def browsed_page(self) -> Browsed | None:
        """What TMDb has for this page; None for a page or a filter that it does not know.

        Filters of the user only leave movies out of TMDb's page.
        """
        page = self.request.query_params.get("page") or "1"
        used = used_filters(self.request)
        if used - NARROWING or not PAGE_NUMBER.fullmatch(page):
            return None
        shown: Any = filtered_movies(self.request) if used else Movie.objects.filter(adult=False)
        return self.tmdb_list().window(
            page=int(page),
            page_size=self.paginator.get_page_size(self.request),  # type: ignore[union-attr]
            shown=shown.for_list(),
        )

    def tmdb_list(self) -> TMDbList:
        return tmdb_list(self.category)

    def checked(self, serializer_class: type) -> dict[str, Any]:
        query = serializer_class(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        return query.validated_data


@extend_schema(tags=["movies"], summary="List popular movies", description="", parameters=[DATA_SOURCE])
class PopularView(BrowseView):
    category = "popular"


@extend_schema(
    tags=["movies"],
    summary="List trending movies of the day or week",
    description=(
        "With a TMDb key its list. Without one, what at least three users of this installation watched or rated in the "
        "window; as long as there is too little of that, what is popular in the catalogue. `X-Trending-Basis` says which."
    ),
    parameters=[TrendingQuerySerializer, DATA_SOURCE, TRENDING_BASIS],
)
class TrendingView(BrowseView):
    query_parameters = ("time_window",)

    basis: Basis = "tmdb"

    def movies(self, today: date) -> QuerySet[Movie]:
        movies, self.basis = local_trending(**self.checked(TrendingQuerySerializer))
        return movies

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response = super().list(request, *args, **kwargs)
        response["X-Trending-Basis"] = self.basis
        return response

    def tmdb_list(self) -> TMDbList:
        return tmdb_list(f"trending-{self.checked(TrendingQuerySerializer)['time_window']}")


@extend_schema(
    tags=["movies"],
    summary="List top rated movies",
    description="",
    parameters=[DATA_SOURCE],
)
class TopRatedView(BrowseView):
    category = "top-rated"

    def movies(self, today: date) -> QuerySet[Movie]:
        return local_lists.top_rated()


@extend_schema(
    tags=["movies"],
    summary="List movies in cinemas now",
    description="",
    parameters=[DATA_SOURCE],
)
class NowPlayingView(BrowseView):
    category = "now-playing"

    def movies(self, today: date) -> QuerySet[Movie]:
        return local_lists.now_playing(today=today)


@extend_schema(tags=["movies"], summary="List upcoming movies", description="", parameters=[DATA_SOURCE])
class UpcomingView(BrowseView):
    category = "upcoming"

    def movies(self, today: date) -> QuerySet[Movie]:
        return local_lists.upcoming(today=today)
